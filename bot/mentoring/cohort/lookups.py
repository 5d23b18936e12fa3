"""What mentors have, laid out so that all of them are looked up at once."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.fit import RAREST
from bot.mentoring.cohort.reporting import NO_LINE, Span
from bot.mentoring.pairscore import FIRST_PRIORITY, WHOLE

Numbers = NDArray[np.int16]
Places = NDArray[np.intp]
Kind = TypeVar("Kind", bound=Hashable)
T = TypeVar("T")
COMMON: Final = 32
"""What one mentor in so many has is looked up in a row of yes and no, everything rarer in a list."""


class Lookup(Generic[Kind]):
    """Points that depend on one value of the mentee and one of the mentor, of which there are few."""

    def __init__(self, values: Sequence[Kind], points: Callable[..., int]) -> None:
        """Give each value that mentors have a number."""
        self._distinct = list(dict.fromkeys(values))
        code = {value: at for at, value in enumerate(self._distinct)}
        self._codes = np.array([code[value] for value in values], np.intp)
        self._points = points
        self._rows: dict[Hashable, Numbers] = {}

    def row(self, value: Hashable) -> Numbers:
        """Return the points of every mentor; nobody may change them."""
        if value not in self._rows:
            several = np.array([self._points(value, each) for each in self._distinct], np.int16)
            self._rows[value] = several[self._codes]
        return self._rows[value]


class Share(NamedTuple):
    """What somebody asks for, each with its weight, and all weights together."""

    weights: dict[str, int]
    whole: int


class Having:
    """Who has what: for each thing that mentors have, where they are."""

    def __init__(self, several: Sequence[Collection[str]]) -> None:
        """Turn what each mentor has into who has each of it."""
        self._size = len(several)
        self._places = places_of(several)
        self._common = {
            thing: np.bincount(places, minlength=self._size).astype(np.int32)
            for thing, places in self._places.items()
            if len(places) * COMMON > self._size
        }

    def held(self, weights: Mapping[str, int]) -> NDArray[np.int32]:
        """Add up the weights of what each mentor has."""
        held = np.zeros(self._size, np.int32)
        for thing, weight in weights.items():
            if thing in self._common:
                held += weight * self._common[thing]
            elif thing in self._places:
                held[self._places[thing]] += weight
        return held

    def points(self, asked: Share, most: int) -> Numbers | int:
        """Give points for the share of what is asked for that each mentor has."""
        if not asked.whole:
            return most // 2
        return (most * (WHOLE * self.held(asked.weights) // asked.whole) // WHOLE).astype(np.int16)


class Reports:
    """Mentors by where they stand in the reporting lines."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Put mentors in the order of their numbers, and keep in mind who has anybody below."""
        first, end = (np.array([span[at] for span in spans], np.int64) for at in (0, 1))
        self._order = np.argsort(first, kind="stable")
        self._numbers = first[self._order].tolist()
        self._bosses = np.flatnonzero(end - first > 1)
        self._from, self._to = first[self._bosses], end[self._bosses]

    def of(self, span: Span) -> Places:
        """Find everybody below and everybody above; who shares a circle is among those below."""
        if span == NO_LINE:
            return self._order[:0]
        below = self._order[bisect_left(self._numbers, span.first) : bisect_left(self._numbers, span.end)]
        above = self._bosses[(self._from < span.first) & (span.first < self._to)]
        return np.concatenate((below, above))


def share_of(wanted: Mapping[str, int], rare: Mapping[str, int]) -> Share:
    """Weigh what is asked for as a single pair's score does."""
    weights = {each: max(1, FIRST_PRIORITY + 1 - at) * rare.get(each, rare[RAREST]) for each, at in wanted.items()}
    return Share(weights, sum(weights.values()))


def points_by_count(counts: Sequence[int], mine: int, most: int) -> tuple[Places, Numbers]:
    """Lay out the points for every number of interests a mentor has and every number of them that is shared."""
    points = [
        most * (WHOLE * shared // min(count, mine)) // WHOLE if count else most // 2
        for count in range(max(counts, default=0) + 1)
        for shared in range(mine + 1)
    ]
    return np.array(counts, np.intp) * (mine + 1), np.array(points, np.int16)


def places_of(several: Sequence[Collection[str]]) -> dict[str, Places]:
    """Turn what each mentor has into who has each of it."""
    found: dict[str, list[int]] = {}
    for at, things in enumerate(several):
        for thing in things:
            found.setdefault(thing, []).append(at)
    return {thing: np.array(places, np.intp) for thing, places in found.items()}


def by_mentee(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Put together what belongs to each mentee."""
    found: dict[int, list[T]] = {}
    for mentee, thing in pairs:
        found.setdefault(mentee, []).append(thing)
    return found
