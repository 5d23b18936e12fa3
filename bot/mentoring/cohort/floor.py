"""The highest floor: as many mentees as ever matched, and the worst-off among them as well off as can be.

The highest floor among some pairs is found by halving. Just above it somebody would be left out who could be matched,
and a cut shows why: some mentees, and the only mentors they could go to. Either those mentees find others in one look
at all pairs, and the search goes on with these, or the cut proves that there is no higher floor.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.proof import AT_ONCE, Glance, eased, foremost, part
from bot.mentoring.cohort.rows import Rows

NONE = -1


@dataclass(frozen=True, slots=True)
class Floor:
    """The highest floor there is, and the cut that shows that there is no higher one."""

    points: int
    mentees: Numbers
    mentors: Numbers
    pool: Pool


def highest(rows: Rows, network: Network, seen: Glance, pool: Pool, matched: int, low: int) -> Floor:
    """Find the highest floor at which so many mentees get a mentor; `low` is one that is known to be possible."""
    open_ = network.open_ & (network.wanted > 0)
    high = int(np.sort(seen.best_points[open_])[::-1][matched - 1])
    cut = open_ & (seen.best_points <= high), np.zeros(len(network.rooms), bool)
    while True:
        low = _highest_among(network, pool, matched, low, high)
        if low == high:
            return Floor(high, np.flatnonzero(cut[0]), np.flatnonzero(cut[1]), pool)
        count, mentees, mentors = network.most(pool.only(pool.points > low))
        cut = mentees, mentors
        reach, better = _elsewhere(rows, network, (mentees, mentors), low + 1)
        high = low if count + np.count_nonzero(reach > low) < matched else high
        pool = pool.with_(better, rows.size)


def _highest_among(network: Network, pool: Pool, matched: int, low: int, high: int) -> int:
    """Find the highest floor that some pairs allow, by halving."""
    while low < high:
        trial = (low + high + 1) // 2
        count, *_ = network.most(pool.only(pool.points >= trial))
        low, high = (trial, high) if count >= matched else (low, trial - 1)
    return low


def most_above(rows: Rows, network: Network, mentees: Numbers, mentors: Numbers, floor: int) -> int:
    """Bound by a cut how many mentees can have a first mentor who brings them more than the floor."""
    inside = np.zeros(len(network.rooms), bool)
    inside[mentors] = True
    reach, _ = _elsewhere(rows, network, (_mask(len(network.wanted), mentees), inside), floor + 1)
    outside = int(np.count_nonzero(network.open_ & (network.wanted > 0))) - len(mentees)
    return outside + int(network.rooms[inside].sum()) + int(np.count_nonzero(reach > floor))


def _elsewhere(
    rows: Rows, network: Network, cut: tuple[NDArray[np.bool_], NDArray[np.bool_]], trial: int
) -> tuple[Numbers, Pool]:
    """Tell the most points that each mentee of a cut could have with any other mentor, and who would do for now."""
    mentees, mentors = cut
    reach: list[int] = []
    parts: list[tuple[int, Numbers, Numbers, Numbers]] = []
    for at in np.flatnonzero(mentees).tolist():
        row = rows.row(at)
        points = np.where(row.allowed & ~mentors, eased(row), NONE)
        reach.append(int(points.max(initial=NONE)))
        if reach[-1] >= trial:
            parts.append(part(at, row, foremost(points, AT_ONCE, trial - 1, network.turn(at))))
    return np.array(reach, np.int64), Pool.of(*parts)


def _mask(size: int, places: Numbers) -> NDArray[np.bool_]:
    mask = np.zeros(size, bool)
    mask[places] = True
    return mask
