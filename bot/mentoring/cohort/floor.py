"""The highest floor: with as many matched and as much kept of what people chose, the worst-off as well off as can be.

The highest floor among some pairs is found by halving. Just above it somebody would be left out who could be matched,
or something that was chosen would be lost, and prices show why: whatever mentees gain at these prices by pairs above
the floor is less than what is reached without it. Either some mentees find others in one look at all pairs, and the
search goes on with these, or the prices prove that there is no higher floor.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.proof import AT_ONCE, NEVER, Glance, earned, eased, foremost, most_gain, part, value_of
from bot.mentoring.cohort.rows import Rows


@dataclass(frozen=True, slots=True)
class Floor:
    """The highest floor there is, and the prices that show that there is no higher one."""

    points: int
    prices: Numbers
    pool: Pool


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of a floor: first mentors, and further ones only where somebody chose; points count for nothing.

    Whoever has a mentor they chose is above every floor, so that only pairs above it are needed to answer.
    """

    rows: Rows
    network: Network
    chosen: NDArray[np.bool_]

    @classmethod
    def of(cls, rows: Rows, network: Network) -> "Asking":
        """Ask about a cohort."""
        chosen = np.zeros(len(network.wanted), bool)
        chosen[[at for at, (_, counts) in rows.choices.of.items() if counts.any()]] = True
        wanted = np.where(chosen, network.wanted, np.minimum(network.wanted, network.open_))
        first_gain = network.first_gain // network.choice_gain
        return cls(rows, replace(network, wanted=wanted, crowding=0, first_gain=first_gain), chosen)

    def counted(self, pool: Pool) -> Pool:
        """Count of what pairs are worth only what was chosen."""
        return replace(pool, worth=pool.worth // self.rows.choices.gain)

    def reached(self, pool: Pool) -> tuple[int, Numbers]:
        """Tell how much these pairs allow, and at which prices no mentee would gain more by other ones of them."""
        if not self.chosen.any():
            return self.network.most(pool)
        counted = self.counted(pool)
        best = self.network.best(counted)
        return value_of(self.network, counted.only(best.which)), best.prices

    def elsewhere(self, prices: Numbers, pool: Pool, above: int) -> tuple[int, Pool]:
        """Bound what is possible above a floor by these prices, and name pairs that would be better than the pool's."""
        network, bound = self.network, earned(self.network, prices)
        inside = np.zeros(len(network.wanted), np.int64)
        counted = self.counted(pool.only(pool.points > above))
        np.maximum.at(inside, counted.mentee, network.first_gain + counted.worth - prices[counted.mentor])
        # Nobody who chose nobody can gain more than by a mentor who costs nothing.
        done = ~self.chosen & (inside == network.first_gain)
        bound += network.first_gain * int(np.count_nonzero(done & (network.wanted > 0)))
        parts: list[tuple[int, Numbers, Numbers, Numbers]] = []
        for at in np.flatnonzero(~done & (network.wanted > 0)).tolist():
            row = self.rows.row(at)
            worth = np.zeros(self.rows.size, np.int64)
            places, counts = self.rows.choices.by(at)
            worth[places] = counts
            net = np.where(row.allowed & (eased(row) > above), worth - prices, NEVER)
            most, picks = most_gain(network, at, net)
            bound += most
            if most > inside[at] or picks is not None:
                better = foremost(net, AT_ONCE, -network.first_gain, network.turn(at)) if picks is None else picks
                parts.append(part(at, row, better))
        return bound, Pool.of(*parts)


def highest(rows: Rows, network: Network, seen: Glance, plain: Pool, pool: Pool, low: int) -> Floor:
    """Find the highest floor at which as much is possible as in a match; `low` is one that this match keeps."""
    asking = Asking.of(rows, network)
    goal = value_of(asking.network, asking.counted(plain))
    matched = goal // asking.network.first_gain
    open_ = network.open_ & (network.wanted > 0)
    high = int(np.sort(seen.best_points[open_])[::-1][matched - 1])
    proving = np.zeros(len(network.rooms), np.int64)
    while True:
        low = _highest_among(asking, pool, goal, low, high)
        if low == high:
            return Floor(high, proving, pool)
        _, prices = asking.reached(pool.only(pool.points > low))
        bound, better = asking.elsewhere(prices, pool, low)
        if bound < goal:
            high, proving = low, prices
        pool = pool.with_(better, rows.size)


def _highest_among(asking: Asking, pool: Pool, goal: int, low: int, high: int) -> int:
    """Find the highest floor that some pairs allow, by halving."""
    while low < high:
        trial = (low + high + 1) // 2
        reached, _ = asking.reached(pool.only(pool.points >= trial))
        low, high = (trial, high) if reached >= goal else (low, trial - 1)
    return low


def is_highest(rows: Rows, network: Network, pairs: Pool, floor: int, prices: Numbers) -> bool:
    """Check by prices alone that no higher floor allows as much as a match does."""
    asking = Asking.of(rows, network)
    nothing = pairs.only(np.zeros(len(pairs), bool))
    return asking.elsewhere(prices, nothing, floor)[0] < value_of(asking.network, asking.counted(pairs))
