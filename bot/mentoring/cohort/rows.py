"""One mentee against every mentor at once: the same points as `fit` gives to a pair, a row at a time.

A row costs a few additions over all mentors, so that even two hundred million pairs need no memory but for one row.
"""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.mentoring.cohort.chosen import choices
from bot.mentoring.cohort.fit import Barrier, Fit, ahead, is_elsewhere, understand, wish_of
from bot.mentoring.cohort.lookups import (
    Having,
    Lookup,
    Numbers,
    Places,
    Reports,
    Share,
    by_mentee,
    places_of,
    points_by_count,
    share_of,
)
from bot.mentoring.pairscore import (
    MENTEES_SHARE,
    MENTORS_SHARE,
    WHOLE,
    Between,
    holds,
    levels_ahead,
    parts,
    time_shared,
)

NOBODY: Final = np.empty(0, np.intp)
NOT_ALLOWED: Final = -1
BARRED: Final = 1 << 13
"""Added to the points of a pair that a rule forbids: more than any points, and three of them still fit a number."""
KEPT: Final = 96 << 20
"""How many bytes of rows are kept: all of a cohort of a few thousand, and as many as fit of a larger one."""

FEW: Final = 64
"""So many mentors at most stand in a list that is kept: in a circle of everybody, all of them would stand in each."""


class Row(NamedTuple):
    """What every mentor is worth to one mentee, and the mentee to every mentor.

    `worth` is what a match gains by the pair, and `NOT_ALLOWED` where a rule forbids it. `let_off` are those whom
    people chose themselves, by a wish of both or out of proposals: no floor is held against them, and what they are
    worth takes wider numbers.
    """

    mentee: Numbers
    mentor: Numbers
    worth: NDArray[np.int16] | NDArray[np.int64]
    let_off: Places

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Where no rule forbids the pair."""
        return self.worth >= 0

    def reaching(self, floor: int) -> NDArray[np.int16] | NDArray[np.int64]:
        """Return what those are worth who bring the mentee at least so many points."""
        if not floor:
            return self.worth
        worth = np.where(self.mentee >= floor, self.worth, np.int16(NOT_ALLOWED))
        worth[self.let_off] = self.worth[self.let_off]
        return worth


class Barriers(NamedTuple):
    """How many mentors each rule keeps away: every mentor under the first that does, and those kept by it alone.

    `same_level` is how many of those kept by their level alone are not behind the mentee.
    """

    first: dict[Barrier, int]
    alone: dict[Barrier, int]
    same_level: int


class Rows:
    """All rows of a cohort, each computed when it is asked for."""

    def __init__(self, fit: Fit) -> None:
        """Lay out what mentors offer by what it is looked up with."""
        self.fit, self.size = fit, len(fit.mentors)
        mentors, weights = fit.mentors, fit.policy.weights
        unknown = parts(Between(), weights)
        self._unminded = unknown.level + unknown.department
        self._zones = Lookup([each.timezone for each in mentors], self._of_zones)
        self._levels = Lookup([each.level for each in mentors], self._of_levels)
        self._languages = Lookup([each.languages for each in mentors], self._of_languages)
        self._departments = Lookup([each.department.casefold() for each in mentors], self._of_departments)
        self._wishing = Lookup([bool(each.wishes) for each in mentors], self._of_no_wish)
        self._taught, self._said = Having(fit.taught), Having(fit.said)
        self._asked: dict[int, tuple[Share, Share]] = {}
        interests = [{each.casefold() for each in mentor.interests} for mentor in mentors]
        self._interests, self._interest_counts = Having(interests), [len(each) for each in interests]
        self._by_interests: dict[int, tuple[Places, Numbers]] = {}
        self._teams = places_of([{mentor.team.casefold()} - {""} for mentor in mentors])
        self._reports = places_of([{mentor.manager} - {""} for mentor in mentors])
        self._in_department = places_of([{mentor.department.casefold()} for mentor in mentors])
        self._full = np.array([not room for room in fit.rooms], bool)
        self._above_and_below = Reports([fit.lines.span(each.id) for each in mentors])
        self._apart = by_mentee(self._kept_apart())
        self._nevers: dict[int, Places] = {}
        self._wished = self._wishes_of_mentors()
        self.choices = choices(fit)
        self._kept: dict[int, Row] = {}
        self._left = KEPT

    def row(self, at: int) -> Row:
        """Return the row of one mentee; nobody may change it."""
        if (kept := self._kept.get(at)) is not None:
            return kept
        row = self._row(at)
        self._left -= sum(each.nbytes for each in row[:3])
        if self._left >= 0:
            self._kept[at] = row
        return row

    def _row(self, at: int) -> Row:
        fit = self.fit
        mentee, weights = fit.mentees[at], fit.policy.weights
        shared = self._zones.row(mentee.timezone) + self._languages.row(mentee.languages)
        needs, goals = self._asked_by(at)
        shared += self._taught.points(needs, weights.needs)
        shared += self._said.points(goals, weights.goals)
        self._add_interests(shared, {each.casefold() for each in mentee.interests})
        own = shared + self._levels.row(mentee.level)
        own += self._departments.row(mentee.department.casefold())
        other = shared + self._wishing.row(None)
        self._add_wishes(at, own, other)
        worth = (MENTEES_SHARE * own + MENTORS_SHARE * other) // (MENTEES_SHARE + MENTORS_SHARE)
        let_off, chosen = self.choices.by(at)
        if chosen.any():
            worth = worth.astype(np.int64)
            worth[let_off] += self.choices.gain * chosen
        # All bits set is -1, which is NOT_ALLOWED: many times faster than putting it where a mask is true.
        worth |= -self._barred(at, own, let_off).astype(np.int16)
        return Row(own, other, worth, let_off)

    def barriers(self, at: int) -> "Barriers":
        """Count the mentors that each rule keeps from a mentee.

        Whoever is kept apart in private counts for that only where nothing else keeps them away: what leads can count
        for themselves must not be less by one.
        """
        fit, row = self.fit, self.row(at)
        mentee = fit.mentees[at]
        poor = row.mentee % BARRED < fit.policy.least
        poor[row.let_off] = False
        masks = {
            Barrier.SELF: self._mask(self._self(at)),
            Barrier.LINE: self._mask(self._in_line(at)),
            Barrier.TEAM: self._mask(self._same_team(at)),
            Barrier.DEPARTMENT: self._mask(self._closed(at)),
            Barrier.LANGUAGE: self._languages.row(mentee.languages) >= BARRED,
            Barrier.HOURS: self._zones.row(mentee.timezone) >= BARRED,
            Barrier.LEVEL: self._levels.row(mentee.level) >= BARRED,
            Barrier.FIT: poor,
            Barrier.CLOSED: self._full,
        }
        seen = np.logical_or.reduce(list(masks.values()))
        masks[Barrier.APART] = self._mask(self._apart.get(at, [])) & ~seen
        several = np.sum(list(masks.values()), axis=0)
        left = np.ones(self.size, bool)
        first: dict[Barrier, int] = {}
        for barrier, mask in masks.items():
            first[barrier] = int(np.count_nonzero(left & mask))
            left &= ~mask
        alone = {barrier: int(np.count_nonzero(mask & (several == 1))) for barrier, mask in masks.items()}
        near = np.flatnonzero(masks[Barrier.LEVEL] & (several == 1))
        distances = [ahead(mentee.level, fit.mentors[place].level) for place in near.tolist()]
        opened = sum((each or 0) >= 0 for each in distances) if (fit.policy.levels_ahead or 0) > 0 else 0
        told = [{each: count for each, count in kind.items() if count} for kind in (first, alone)]
        return Barriers(told[0], told[1], opened)

    def _barred(self, at: int, own: Numbers, let_off: Places) -> NDArray[np.bool_]:
        barred = own < self.fit.policy.least
        barred[let_off] = False
        barred |= own >= BARRED
        barred |= self._full
        barred[self._same_team(at)] = True
        barred[self._closed(at)] = True
        barred[self._never(at)] = True
        return barred

    def _never(self, at: int) -> Places:
        """Find whom nobody can allow, and keep short lists: a row is asked for many times."""
        never = self._nevers.get(at)
        if never is None:
            never = np.concatenate(
                [
                    np.array(self._self(at), np.intp),
                    self._in_line(at),
                    np.array(self._apart.get(at, []), np.intp),
                ]
            )
            if len(never) <= FEW:
                self._nevers[at] = never
        return never

    def _mask(self, places: Sequence[int] | Places) -> NDArray[np.bool_]:
        mask = np.zeros(self.size, bool)
        mask[np.asarray(places, np.intp)] = True
        return mask

    def _same_team(self, at: int) -> Places:
        if self.fit.policy.same_team:
            return NOBODY
        mentee = self.fit.mentees[at]
        team = self._teams.get(mentee.team.casefold(), NOBODY)
        return np.concatenate([team, self._reports.get(mentee.manager, NOBODY)]) if mentee.manager else team

    def _closed(self, at: int) -> Places:
        closed = self.fit.closed_departments.get(self.fit.mentees[at].id, frozenset())
        found = [self._in_department[each] for each in sorted(closed)]
        return np.concatenate(found) if found else NOBODY

    def _asked_by(self, at: int) -> "tuple[Share, Share]":
        if at not in self._asked:
            fit = self.fit
            self._asked[at] = (share_of(fit.wanted[at], fit.rare), share_of(fit.goals[at], fit.telling))
        return self._asked[at]

    def _add_interests(self, row: Numbers, mine: Collection[str]) -> None:
        most = self.fit.policy.weights.interests
        if not mine:
            row += most // 2
            return
        if len(mine) not in self._by_interests:
            self._by_interests[len(mine)] = points_by_count(self._interest_counts, len(mine), most)
        first, points = self._by_interests[len(mine)]
        row += points[first + self._interests.held(dict.fromkeys(mine, 1))]

    def _add_wishes(self, at: int, own: Numbers, other: Numbers) -> None:
        """Add what both sides wish."""
        fit, mentee, most = self.fit, self.fit.mentees[at], self.fit.policy.weights.wish
        for place, points in self._wished.get(at, ()):
            other[place] += points
        if not mentee.wishes:
            own += most // 2
            return
        named = list(dict.fromkeys(fit.mentor_at[each] for each in mentee.wishes if each in fit.mentor_at))
        for place in named:
            own[place] += most * (wish_of(mentee, fit.mentors[place].id) or 0) // WHOLE

    def _of_zones(self, mentees: str, mentors: str) -> int:
        share = time_shared(self.fit.hours(mentees, mentors))
        points = parts(Between(time=share), self.fit.policy.weights).time
        return points + BARRED * self.fit.is_too_far(mentees, mentors)

    def _of_levels(self, mentees: int | None, mentors: int | None) -> int:
        points = parts(Between(level=levels_ahead(ahead(mentees, mentors))), self.fit.policy.weights).level
        return points + BARRED * self.fit.is_too_near(mentees, mentors)

    def _of_languages(self, mentees: frozenset[str], mentors: frozenset[str]) -> int:
        known = understand(mentees, mentors)
        return parts(Between(language=holds(known)), self.fit.policy.weights).language + BARRED * (known is False)

    def _of_departments(self, mentees: str, mentors: str) -> int:
        return parts(Between(department=holds(is_elsewhere(mentees, mentors))), self.fit.policy.weights).department

    def _of_no_wish(self, _: None, names_somebody: bool) -> int:  # noqa: FBT001 - a lookup's values come in order
        return self._unminded + (0 if names_somebody else self.fit.policy.weights.wish // 2)

    def _wishes_of_mentors(self) -> dict[int, list[tuple[int, int]]]:
        most = self.fit.policy.weights.wish
        return by_mentee(
            (self.fit.mentee_at[each], (place, most * (wish_of(mentor, each) or 0) // WHOLE))
            for place, mentor in enumerate(self.fit.mentors)
            for each in dict.fromkeys(mentor.wishes)
            if each in self.fit.mentee_at
        )

    def _self(self, at: int) -> list[int]:
        place = self.fit.mentor_at.get(self.fit.mentees[at].id)
        return [] if place is None else [place]

    def _in_line(self, at: int) -> Places:
        """Find the mentors above and below a mentee; nobody is above themselves, even in a circle."""
        found = self._above_and_below.of(self.fit.lines.span(self.fit.mentees[at].id))
        own = self._self(at)
        return found[found != own[0]] if own else found

    def _kept_apart(self) -> set[tuple[int, int]]:
        mentees, mentors = self.fit.mentee_at, self.fit.mentor_at
        return {
            (mentees[one], mentors[other])
            for one, other in self.fit.apart | self.fit.cohort.fixed
            if one in mentees and other in mentors
        }
