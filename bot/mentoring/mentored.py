"""What somebody gave as a mentor, quarter by quarter: for their own eyes, and for nobody to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

QUARTER = timedelta(days=91)
HOUR = 60


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session that took place, as its mentor remembers it."""

    at: datetime
    minutes: int
    mentee: str
    name: str


@dataclass(frozen=True, slots=True)
class Win:
    """Something a mentee shared of how it went."""

    at: datetime
    mentee: str
    name: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a mentor."""

    number: int
    ends: datetime
    meetings: Sequence[Meeting]
    wins: Sequence[Win]

    @property
    def minutes(self) -> int:
        """How long they met in all."""
        return sum(each.minutes for each in self.meetings)

    @property
    def mentees(self) -> int:
        """How many people they met."""
        return len({each.mentee for each in self.meetings})

    @property
    def time(self) -> str:
        """Say how long they met in all, as people do."""
        if self.minutes < HOUR:
            return f"{self.minutes} minutes"
        hours = round(self.minutes / HOUR)
        return "about an hour" if hours == 1 else f"about {hours} hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentored:
    """All of it, counted from the beginning of the first pair. Both lists are in order of time."""

    since: datetime
    goes_on: bool = True
    """Whether they mentor somebody now."""
    meetings: Sequence[Meeting] = ()
    wins: Sequence[Win] = ()

    @property
    def quarters(self) -> list[Quarter]:
        """The last two quarters in which they met anybody, the newest last."""
        numbers = sorted({self.number_of(each.at) for each in self.meetings})
        return [self.quarter(number) for number in numbers[-2:]]

    def number_of(self, moment: datetime) -> int:
        """Tell in which quarter a moment lies; what was before the beginning belongs to the first."""
        return max((moment - self.since) // QUARTER, 0) + 1

    def quarter(self, number: int) -> Quarter:
        """Put together one quarter."""
        return Quarter(
            number,
            self.since + number * QUARTER,
            [each for each in self.meetings if self.number_of(each.at) == number],
            [each for each in self.wins if self.number_of(each.at) == number],
        )
