"""How one mentor suits one mentee in a cohort: what forbids the pair, and the points of each part."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.mentoring.cells import is_zone
from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way, in_order
from bot.mentoring.cohort.reporting import Lines
from bot.mentoring.hearing import spoken
from bot.mentoring.pairscore import (
    WHOLE,
    Between,
    Parts,
    holds,
    in_common,
    joint,
    levels_ahead,
    needs_met,
    parts,
    rarity,
    time_shared,
)
from bot.mentoring.skills import with_own
from bot.mentoring.stems import stem
from bot.mentoring.suitability import overlap_hours
from bot.mentoring.topics import GENERAL_WORDS, words

LATER_WISH: Final = 200
"""What each place further down a list of wishes takes away."""
LAST_WISH: Final = 200
NEARLY_AS_SURE: Final = 0.6
"""A skill that is far less sure than another in the same words is probably not meant."""
RAREST: Final = ""
"""Under what no skill is called stands how much the rarest skill weighs."""


class Barrier(StrEnum):
    """What keeps a mentor from a mentee, in the order in which it is looked at.

    `APART` stands for everything that is private: a block, an ended pair and the lead's own decision look alike.
    """

    SELF = "self"
    LINE = "line"
    APART = "apart"
    TEAM = "team"
    DEPARTMENT = "department"
    LANGUAGE = "language"
    HOURS = "hours"
    LEVEL = "level"
    FIT = "fit"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Points:
    """What a pair is worth to the mentee, part by part, and to the mentor."""

    mentee: Parts
    mentor: Parts

    @property
    def score(self) -> int:
        """The score of both together."""
        return joint(self.mentee.total, self.mentor.total)


class Fit:
    """A cohort and a policy, ready for comparing anybody with anybody."""

    def __init__(self, cohort: Cohort, policy: Policy) -> None:
        """Read what everybody wants and offers, once."""
        self.cohort, self.policy = cohort, policy
        ordered = in_order(cohort, policy.seed)
        self.mentees = [each for each in ordered if each.mentors]
        self.mentors = [each for each in ordered if each.capacity]
        self.taught, self.said = _offered(self.mentors)
        # Whoever offers something counts, also without a place: one place more changes nobody's score.
        self.rare, self.telling = (
            _with_rarest(rarity(sets)) for sets in _offered([each for each in ordered if each.topics or each.about])
        )
        self.wanted = [_by_priority(each.wants) for each in self.mentees]
        self.goals = [
            {said: 1 for said in (*_recognised(each.goal), *words(each.goal)) if said in self.telling}
            for each in self.mentees
        ]
        self._points: dict[tuple[str, str], Points] = {}
        self.lines = Lines(cohort.line)
        self.mentee_at = {each.id: at for at, each in enumerate(self.mentees)}
        self.mentor_at = {each.id: at for at, each in enumerate(self.mentors)}
        self.apart = _both_ways(cohort.apart) | cohort.forbidden
        self.hours = lru_cache(maxsize=None)(self._hours)
        self.closed_departments = self._closed_departments()
        given = Counter(mentor for _, mentor in cohort.fixed)
        has = Counter(mentee for mentee, _ in cohort.fixed)
        self.carried = [each.mentees + given[each.id] for each in self.mentors]
        self.rooms = [max(0, each.room - given[each.id]) for each in self.mentors]
        self.live_of = Counter(mentee for mentee, _ in cohort.live)
        self.is_open = [not has[each.id] for each in self.mentees]
        self.places = [max(0, self._asked(each) - has[each.id]) for each in self.mentees]

    def barrier(self, mentee: Participant, mentor: Participant) -> Barrier | None:
        """Name the first rule that keeps this mentor from this mentee, if any does; what is private comes last."""
        never = self.forbidden(mentee, mentor)
        return never if never and never is not Barrier.APART else next(self.barriers(mentee, mentor), never)

    def barriers(self, mentee: Participant, mentor: Participant) -> Iterator[Barrier]:
        """Name every rule that a lead may overrule and that keeps this mentor from this mentee."""
        checks: tuple[tuple[Barrier, Callable[[], bool]], ...] = (
            (Barrier.TEAM, lambda: self.is_same_team(mentee, mentor)),
            (Barrier.DEPARTMENT, lambda: mentor.department.casefold() in self.closed_departments.get(mentee.id, ())),
            (Barrier.LANGUAGE, lambda: understand(mentee.languages, mentor.languages) is False),
            (Barrier.HOURS, lambda: self.is_too_far(mentee.timezone, mentor.timezone)),
            (Barrier.LEVEL, lambda: self.is_too_near(mentee.level, mentor.level)),
            (Barrier.FIT, lambda: self.is_too_poor(mentee, mentor)),
            (Barrier.CLOSED, lambda: not self.rooms[self.mentor_at[mentor.id]]),
        )
        return (barrier for barrier, is_so in checks if is_so())

    def forbidden(self, mentee: Participant, mentor: Participant) -> Barrier | None:
        """Name the rule that nobody may relax and that forbids this pair, if one does."""
        if mentee.id == mentor.id:
            return Barrier.SELF
        if self.lines.holds(mentee.id, mentor.id):
            return Barrier.LINE
        return Barrier.APART if (mentee.id, mentor.id) in self.apart else None

    def points(self, mentee: Participant, mentor: Participant) -> Points:
        """Weigh the pair for both: a mentor minds what is asked, when, and by whom, but no level and no department."""
        both = mentee.id, mentor.id
        if both not in self._points:
            self._points[both] = self._weighed(mentee, mentor)
        return self._points[both]

    def _weighed(self, mentee: Participant, mentor: Participant) -> Points:
        between = self.between(mentee, mentor)
        wish = wish_of(mentor, mentee.id)
        theirs = Between(
            needs=between.needs,
            goals=between.goals,
            time=between.time,
            interests=between.interests,
            language=between.language,
            wish=wish,
        )
        return Points(parts(between, self.policy.weights), parts(theirs, self.policy.weights))

    def between(self, mentee: Participant, mentor: Participant) -> Between:
        """Tell how far each part holds for the mentee."""
        who, whom = self.mentee_at[mentee.id], self.mentor_at[mentor.id]
        return Between(
            needs=needs_met(self.wanted[who], self.taught[whom], _some(self.rare, self.wanted[who])),
            goals=needs_met(self.goals[who], self.said[whom], _some(self.telling, self.goals[who])),
            time=time_shared(self.hours(mentee.timezone, mentor.timezone)),
            level=levels_ahead(ahead(mentee.level, mentor.level)),
            wish=wish_of(mentee, mentor.id),
            department=holds(is_elsewhere(mentee.department, mentor.department)),
            interests=in_common(mentee.interests, mentor.interests),
            language=holds(understand(mentee.languages, mentor.languages)),
        )

    def is_too_poor(self, mentee: Participant, mentor: Participant) -> bool:
        """Tell whether too little of what is wanted is met; two people who chose each other know better."""
        return not self.is_chosen(mentee, mentor) and self.points(mentee, mentor).mentee.total < self.policy.least

    def is_chosen(self, mentee: Participant, mentor: Participant) -> bool:
        """Tell whether people chose this pair themselves, by a wish of both or out of proposals."""
        return is_mutual(mentee, mentor) or (mentee.id, mentor.id) in self.cohort.drawn

    def is_same_team(self, mentee: Participant, mentor: Participant) -> bool:
        """Tell whether the two work in one team or report to one manager, and the policy minds."""
        is_of_one_team = bool(mentee.team) and mentee.team.casefold() == mentor.team.casefold()
        is_of_one_manager = bool(mentee.manager) and mentee.manager == mentor.manager
        return not self.policy.same_team and (is_of_one_team or is_of_one_manager)

    def is_too_far(self, mentees: str, mentors: str) -> bool:
        """Tell whether two zones are known and share too little of a working day."""
        shared = self.hours(mentees, mentors)
        return shared is not None and shared < self.policy.hours

    def is_too_near(self, mentees: int | None, mentors: int | None) -> bool:
        """Tell whether both levels are known and the mentor is not far enough ahead."""
        distance = ahead(mentees, mentors)
        return self.policy.levels_ahead is not None and distance is not None and distance < self.policy.levels_ahead

    def _hours(self, one: str, other: str) -> int | None:
        return overlap_hours(one, other, self.policy.on) if is_zone(one) and is_zone(other) else None

    def _asked(self, mentee: Participant) -> int:
        if self.policy.way is Way.STABLE:
            return 1
        return self.policy.mentors_each or mentee.mentors

    def _closed_departments(self) -> Mapping[str, frozenset[str]]:
        locked: dict[str, frozenset[str]] = {}
        for mentee, mentor in self.cohort.fixed:
            if mentor in self.mentor_at and (department := self.mentors[self.mentor_at[mentor]].department):
                locked[mentee] = locked.get(mentee, frozenset()) | {department.casefold()}
        return locked


def skills(topics: Iterable[str]) -> tuple[str, ...]:
    """Name the skills that topics mean; one that nobody knows is found as a whole, and by the telling words in it."""
    return tuple(dict.fromkeys(skill for topic in topics for skill in _skills_of(topic)))


@lru_cache(maxsize=1 << 15)
def _skills_of(topic: str) -> tuple[str, ...]:
    if known := _recognised(topic):
        return known
    meant = words(topic)
    return (" ".join(meant), *(word for word in meant if word not in GENERAL_WORDS)) if meant else ()


def _recognised(text: str) -> tuple[str, ...]:
    said = spoken(text)
    bare = [stem(word) for word in said]
    # "Design systems" is a name and says nothing of who can "design a system".
    is_a_name = len(said) == len(text.split()) and with_own("").is_called(bare)
    found = with_own("").recognise(bare, by_sayings=0.0 if is_a_name else 1.0)
    surest = max(found.values(), default=0.0)
    return tuple(skill for skill, sure in found.items() if sure >= surest * NEARLY_AS_SURE)


def wish_of(one: Participant, other: str) -> int | None:
    """Tell how much somebody wishes for somebody, in thousandths; None when they named nobody."""
    if not one.wishes:
        return None
    return max(LAST_WISH, WHOLE - LATER_WISH * one.wishes.index(other)) if other in one.wishes else 0


def is_mutual(one: Participant, other: Participant) -> bool:
    """Tell whether two people named each other."""
    return other.id in one.wishes and one.id in other.wishes


def ahead(mentees: int | None, mentors: int | None) -> int | None:
    """Count the levels the mentor is ahead, if both are known."""
    return None if mentees is None or mentors is None else mentors - mentees


def is_elsewhere(one: str, other: str) -> bool | None:
    """Tell whether two departments differ, if both are known."""
    return one.casefold() != other.casefold() if one and other else None


@lru_cache(maxsize=1 << 14)
def understand(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Tell whether two people share a language, if both say what they speak."""
    return bool({each.casefold() for each in one} & {each.casefold() for each in other}) if one and other else None


def _offered(people: Sequence[Participant]) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """List for each what they teach, and what is said by that and about themselves."""
    taught = [frozenset(skills(each.topics)) for each in people]
    said = [
        frozenset(words(" ".join((*each.topics, each.about)))) | skills_
        for each, skills_ in zip(people, taught, strict=True)
    ]
    return taught, said


def _with_rarest(rare: Mapping[str, int]) -> Mapping[str, int]:
    return {**rare, RAREST: max(rare.values(), default=WHOLE)}


def _some(rare: Mapping[str, int], skills: Iterable[str]) -> Mapping[str, int]:
    """Keep the weights that matter to one person: looking through all of them would take longer than the rest."""
    return {skill: rare[skill] for skill in (*skills, RAREST) if skill in rare}


def _by_priority(wants: Iterable[str]) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for priority, want in enumerate(wants, start=1):
        for skill in skills([want]):
            wanted.setdefault(skill, priority)
    return wanted


def _both_ways(several: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for one, other in several for pair in ((one, other), (other, one)))
