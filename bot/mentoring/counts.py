"""Counts: what the database counted of many people, and a figure made of it. Neither names anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

OF, FOR = "of", "for"
COUNTED: Final = frozenset({OF, FOR})
"""What stands between two counts: a part of a whole, or what there is for those who want it, which may be more."""
LEAST: Final = 0.01
"""Less than this is said as nothing: an answer within seconds took no days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the people of one role answered when asked whether it is worth their time: counts, and no names."""

    asked: int = 0
    answered: int = 0
    total: int = 0
    """The sum of their answers, from one to five each."""
    content: int = 0
    """Those who answered four or five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feelings:
    """What was said in private, as things stood when the week began; told of five people or more, or not at all."""

    worth: Mapping[str, Worth] = field(default_factory=dict)
    """By role."""
    pairs_with_both: int = 0
    apart: int = 0
    """The sum of how far the two of each such pair are apart."""
    asked_to_suggest: int = 0
    would_suggest: int = 0
    would_not: int = 0


class Gap(NamedTuple):
    """A session that came later after the one before than it was meant to."""

    pair: int
    at: datetime
    after: timedelta
    allowed: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the database counted."""

    invited: int = 0
    joined: int = 0
    with_a_pair: int = 0
    roles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Of each role, how many are in a pair in it, and how many there are."""
    places: int = 0
    """How many more mentees could be taken right now."""
    waiting: int = 0
    answered: int = 0
    accepted: int = 0
    declined: int = 0
    expired: int = 0
    called_off: int = 0
    """Requests that were taken back, or that came to nothing before anybody could answer."""
    days_to_answer: Sequence[float] = ()
    days_without: Sequence[float] = ()
    """How long requests waited that got no answer, or none yet."""
    open_asks: int = 0
    waiting_long: int = 0
    """Those of them that could be read, and have waited for more than ten days since."""
    held: int = 0
    missed: int = 0
    unknown: int = 0
    """Sessions whose day has passed, and of which nobody said whether they took place."""
    gaps: int = 0
    gaps_on_time: int = 0
    gaps_over_breaks: Sequence["Gap"] = ()
    """Of the others, those of pairs that were on a break at some time, so that they may have been on time after all."""
    mentees: int = 0
    mentees_with_goal: int = 0
    goals_open: int = 0
    goals_fresh: int = 0
    goals_done: int = 0
    goals_dropped: int = 0
    goals_overdue: int = 0
    goals_parked: int = 0
    goals_progress: int = 0
    """How far all open and reached goals are, in hundredths, together."""
    ended_early: int | None = 0
    """Nothing where it may not be told: too few ended as early by choice."""
    feelings: Feelings = field(default_factory=Feelings)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, what was counted of what, and what that means. Nothing counted is no figure."""

    name: str
    told: str
    part: float | None
    whole: int
    unit: str = OF
    instead: str = ""
    """What is said where something was counted, and no number follows from it."""

    @property
    def is_known(self) -> bool:
        """Whether there was anything to count."""
        return self.whole > 0 and (self.part is not None or bool(self.instead))

    @property
    def said(self) -> str:
        """Say it in words; where there is nothing to count, that."""
        if not self.is_known:
            return "nothing to count yet"
        if self.part is None:
            return f"{self.instead} (n={self.whole})"
        if self.unit in COUNTED:
            return f"{self.part:g} {self.unit} {self.whole}"
        return f"{self.part if abs(self.part) >= LEAST else 0:.3g} {self.unit} (n={self.whole})"
