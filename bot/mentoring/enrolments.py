"""Enrolments: who takes part in a program and as what, what was decided about two of them, and what is missing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.mentoring.people import Person
from bot.mentoring.program_rules import RANKED_MAX, Rules


class Part(StrEnum):
    """As what somebody takes part."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"

    @property
    def learns(self) -> bool:
        """Whether they want a mentor."""
        return self is not Part.MENTOR

    @property
    def teaches(self) -> bool:
        """Whether they offer to mentor."""
        return self is not Part.MENTEE


class Verdict(StrEnum):
    """What was decided about a mentee and a mentor for every match to come."""

    LOCK = "lock"
    FORBID = "forbid"


class Review(StrEnum):
    """Where a proposed match stands before launch, and what became of it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    LAUNCHED = "launched"
    FAILED = "failed"


@dataclass(kw_only=True, eq=False)
class Enrolment:
    """Somebody's part in a program, and as a mentee the mentors they wish for, best first."""

    workspace: str
    program_id: int
    person_id: int
    part: Part
    enrolled_at: datetime
    ranks: tuple[str, ...] = ()
    ranks_given_at: datetime | None = None
    """When a lead's table said it; nothing where they said it themselves."""
    person: Person = field(init=False, repr=False)

    def rank(self, mentors: Iterable[str], rules: Rules) -> None:
        """Wish for mentors, best first; each once, and nobody for themselves."""
        wished = [each for each in dict.fromkeys(mentors) if each != self.person.slack_id]
        self.ranks, self.ranks_given_at = tuple(wished[: min(rules.ranked, RANKED_MAX)]), None

    def choose(self, chosen: Iterable[str], among: Collection[str]) -> None:
        """Put whom they chose among some mentors before everybody else they wish for; the others of them fall out."""
        first = [each for each in dict.fromkeys(chosen) if each in among]
        later = [each for each in self.ranks if each not in among]
        self.ranks, self.ranks_given_at = tuple([*first, *later][:RANKED_MAX]), None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A program in numbers, as every screen shows them."""

    mentees: int = 0
    mentors: int = 0
    places: int = 0
    wished: int | None = 0
    """Not told where mentees were named mentors to choose among: it would tell how many of them want none of these."""
    proposed: int = 0
    approved: int = 0
    rejected: int = 0
    launched: int = 0
    failed: int = 0
    unmatched: int = 0
    joined_since: int = 0
    """Since the last match was made, which knows nothing of them."""
    left_since: int = 0
    resting: int = 0
    """Approved matches whose mentor takes nobody new now: a launch leaves them out."""
    never_asked: int = 0
    """Mentees to whom nobody was brought yet."""

    @property
    def to_launch(self) -> int:
        """How many matches were approved, told or not."""
        return self.approved + self.launched + self.failed

    def missing(self, rules: Rules) -> Sequence[str]:
        """Say what is missing, in numbers; nothing when nothing is."""
        wanted = self.mentees * rules.mentors_each
        told = []
        if not self.mentees or not self.mentors:
            told.append("Matching needs at least one mentee and one mentor.")
        elif wanted > self.places:
            more = counted(wanted - self.places, "more place")
            told.append(f"{counted(self.mentees, 'mentee')}, {counted(self.places, 'place')}: {more} would do.")
        return told


def counted(number: int, noun: str) -> str:
    """Count things the way people say it."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
