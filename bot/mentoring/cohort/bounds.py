"""What no match can be worth more than, by the prices of places alone, if a floor is asked of everybody's best mentor.

Where mentees want several mentors of different departments, such a floor is no flow any more, but a bound it still is:
for each mentee alone, the most they could gain with one mentor above the floor is soon found.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.network import Network, Numbers
from bot.mentoring.cohort.proof import NEVER, earned, eased, in_different_departments, most_gain
from bot.mentoring.cohort.rows import Rows


def bound_of(rows: Rows, network: Network, prices: Numbers, floor: int) -> int:
    """Bound what any match is worth by these prices, whoever names them."""
    bound = earned(network, prices)
    for at in np.flatnonzero(network.wanted).tolist():
        row = rows.row(at)
        net = np.where(row.worth < 0, NEVER, row.worth - prices)
        high = eased(row) >= (floor if network.open_[at] else 0)
        if network.wanted[at] == 1:
            net[~high] = NEVER
        if high.all() or network.wanted[at] == 1:
            bound += most_gain(network, at, net)[0]
        else:
            bound += _most_with_one_above(network, at, net, high)
    return bound


def _most_with_one_above(network: Network, at: int, net: Numbers, high: NDArray[np.bool_]) -> int:
    """Find the most a mentee could gain by several mentors of whom one at least is above the floor."""
    wanted = int(network.wanted[at])
    others = in_different_departments(network, at, net, wanted, 0)
    above = np.flatnonzero(high & (net > NEVER))
    most, beside_at_most = 0, int(net[others[: wanted - 1]].sum())
    for place in above[np.argsort(-net[above], kind="stable")].tolist():
        first = network.first_gain + int(net[place])
        if first + beside_at_most <= most:
            break
        most = max(most, first + _beside(network, at, net, others, place))
    return most


def firsts_by_gain(
    network: Network, at: int, net: Numbers, high: NDArray[np.bool_], first: int
) -> Iterator[tuple[int, int]]:
    """Go through the first mentors above the floor by whom a mentee would gain more at these prices, and how much."""
    others = in_different_departments(network, at, net, int(network.wanted[at]), 0)
    now = int(net[first]) + _beside(network, at, net, others, first)
    for place in np.flatnonzero(high & (net > NEVER)).tolist():
        gain = int(net[place]) + _beside(network, at, net, others, place) - now
        if gain > 0:
            yield place, gain


def _beside(network: Network, at: int, net: Numbers, others: Sequence[int], first: int) -> int:
    """Add up what a mentee could gain at most by others beside a first mentor; `others` are the best there are."""
    departments = network.departments
    beside = [
        other
        for other in others
        if other != first and (departments[other] < 0 or departments[other] != departments[first])
    ]
    return int(net[beside[: int(network.wanted[at]) - 1]].sum())
