"""One more look at everybody once a match is made: how far down their list they are, and who would rather swap."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.participants import Way
from bot.mentoring.cohort.rows import Row, Rows

EXAMPLES: Final = 20
NOBODY_YET: Final = -1
UNKNOWN: Final = -1
"""The number of a department that isn't known; two of these need not be the same."""


@dataclass(slots=True)
class Look:
    """How far down a mentee's list each mentor of theirs is; how many could mentor whom nobody does; who would swap."""

    ranks: dict[tuple[int, int], int] = field(default_factory=dict)
    possible: dict[int, int] = field(default_factory=dict)
    blocking: int = 0
    examples: list[tuple[int, int]] = field(default_factory=list)


def last_look(rows: Rows, network: Network, pairs: Pool) -> Look:
    """Look at every row once."""
    look = Look()
    has: dict[int, list[int]] = {}
    for one, other in zip(pairs.mentee.tolist(), pairs.mentor.tolist(), strict=True):
        has.setdefault(one, []).append(other)
    least = _least_liked(rows, network, has)
    for at in np.flatnonzero(network.wanted).tolist():
        row, mine = rows.row(at), has.get(at, [])
        for mentor in mine:
            look.ranks[at, mentor] = 1 + int(np.count_nonzero(row.allowed & (row.mentee > row.mentee[mentor])))
        if not mine:
            look.possible[at] = int(np.count_nonzero(row.allowed))
        likes = rows.choices.first(at, row.mentee) if rows.fit.policy.way is Way.STABLE else row.mentee
        swaps = np.flatnonzero(_would_swap(network, at, row, likes, mine) & (row.mentor > least))
        look.blocking += len(swaps)
        look.examples.extend((at, int(place)) for place in swaps[: max(0, EXAMPLES - len(look.examples))])
    return look


def _least_liked(rows: Rows, network: Network, has: dict[int, list[int]]) -> Numbers:
    """Tell for every mentor how much they like the mentee they like least; one with a place left takes anybody."""
    likes: dict[int, list[int]] = {}
    fit = rows.fit
    for at, mine in has.items():
        for mentor in mine:
            likes.setdefault(mentor, []).append(fit.points(fit.mentees[at], fit.mentors[mentor]).mentor.total)
    least = np.full(rows.size, NOBODY_YET, np.int64)
    for mentor, several in likes.items():
        if len(several) == network.rooms[mentor]:
            least[mentor] = min(several)
    return least


def _would_swap(network: Network, at: int, row: Row, likes: NDArray[Any], mine: list[int]) -> NDArray[np.bool_]:
    """Tell whom a mentee would rather have, for the worst of theirs or for nobody."""
    better = row.allowed.copy()
    better[mine] = False
    others = mine
    if len(mine) == network.wanted[at]:
        worst = min(mine, key=lambda mentor: int(likes[mentor]))
        better &= likes > likes[worst]
        others = [mentor for mentor in mine if mentor != worst]
    for department in {int(network.departments[mentor]) for mentor in others} - {UNKNOWN}:
        better &= network.departments != department
    return better
