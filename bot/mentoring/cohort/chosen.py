"""What people chose themselves, a wish of both or a place in their ranks, and what outweighs what.

One mentee more with a mentor outweighs all choices; the least choice that is kept outweighs all scores, and any floor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.fit import Fit, is_mutual
from bot.mentoring.cohort.participants import MUTUAL_WISH
from bot.mentoring.pairscore import WHOLE

Numbers = NDArray[np.int64]
Places = NDArray[np.intp]
NO_PLACES: Final = np.empty(0, np.intp)
ABOVE_POINTS: Final = 1 << 20
NOTHING: Final = (NO_PLACES, np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom each mentee has chosen, and how much that counts; nobody else's number is in it.

    `unit` is how many points count as one, `gain` what a match gains by one, and `first_gain` by one mentee more.
    """

    of: dict[int, tuple[Places, Numbers]]
    unit: int
    gain: int
    first_gain: int

    def by(self, at: int) -> tuple[Places, Numbers]:
        """Return whom one mentee has chosen."""
        return self.of.get(at, NOTHING)

    def first(self, at: int, points: NDArray[Any]) -> Numbers:
        """Put whom a mentee chose before all others, in their order; the points decide about the rest."""
        likes = points.astype(np.int64)
        places, chosen = self.by(at)
        likes[places] += ABOVE_POINTS * chosen
        return likes


def choices(fit: Fit) -> Choices:
    """Collect what people of a cohort chose, and weigh it so that nothing lesser can outweigh it."""
    points: dict[int, dict[int, int]] = {}
    for one, other, worth in (*_mutual(fit), *_drawn(fit)):
        mine = points.setdefault(one, {})
        mine[other] = mine.get(other, 0) + worth
    several = [worth for mine in points.values() for worth in mine.values()]
    unit = gcd(*several) or 1
    gain = 1 + _widest(fit)
    of = {
        one: (np.array(sorted(mine), np.intp), np.array([mine[other] // unit for other in sorted(mine)], np.int64))
        for one, mine in points.items()
    }
    return Choices(of, unit, gain, gain * (1 + sum(several) // unit))


def _mutual(fit: Fit) -> Iterator[tuple[int, int, int]]:
    for at, mentee in enumerate(fit.mentees):
        named = dict.fromkeys(fit.mentor_at[each] for each in mentee.wishes if each in fit.mentor_at)
        yield from ((at, place, MUTUAL_WISH) for place in named if is_mutual(mentee, fit.mentors[place]))


def _drawn(fit: Fit) -> Iterator[tuple[int, int, int]]:
    for (one, other), worth in fit.cohort.drawn.items():
        if one in fit.mentee_at and other in fit.mentor_at:
            yield fit.mentee_at[one], fit.mentor_at[other], worth


def _widest(fit: Fit) -> int:
    """Tell how far the sums of two matches can be apart at most: everything for one, and crowded for the other."""
    most = min(sum(fit.places), sum(fit.rooms))
    return WHOLE * most + fit.policy.crowding * sum(_fullest(fit.carried, fit.rooms)[:most])


def _fullest(carried: Sequence[int], rooms: Sequence[int]) -> list[int]:
    return sorted((has + nth for has, room in zip(carried, rooms, strict=True) for nth in range(room)), reverse=True)
