"""Times: up to three moments that one of a pair proposes for their next session, for the other to pick from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from bot.mentoring.hours import Hours, days_from
from bot.mentoring.pairs import NotTheirPair, Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import USUAL_LENGTH

MOST = 3
LOOKED_AT = 14
"""So many days ahead a time is looked for that lies within the hours of both."""
NOTICE = timedelta(days=2)
"""Nobody is asked to meet tomorrow."""
STEP = timedelta(minutes=30)


class TimesAreSettled(Refusal):
    """These times are settled: a date was set, or others were proposed. `/mentor pairs` shows what holds."""


class TimeIsOver(Refusal):
    """That time has passed, so no date was set. Please pick one that is still to come, or propose others."""


class OnlyTheOtherPicks(Refusal):
    """You proposed these yourself, so the other one picks. You can propose others, or set a date."""


@dataclass(kw_only=True, eq=False)
class Times:
    """What one of the two proposed, until a date is set or others are proposed."""

    workspace: str
    pair: Pair
    by: Person
    moments: tuple[datetime, ...]
    proposed_at: datetime
    minutes: int = USUAL_LENGTH
    closed_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def reader(self) -> Person:
        """Who picks."""
        return self.pair.partner_of(self.by.slack_id)

    @property
    def ends_at(self) -> datetime:
        """When none of them can be picked any more."""
        return max(self.moments)

    def has_passed(self, now: datetime) -> bool:
        """Tell whether one of them can't be picked any more."""
        return min(self.moments) <= now

    def to_come(self, now: datetime) -> Mapping[int, datetime]:
        """Return those that can still be picked, by their places."""
        return {place: at for place, at in enumerate(self.moments) if at > now}

    def pick(self, number: int, by: str, now: datetime) -> datetime:
        """Take one of them, and be done with the others."""
        self.check(by)
        if by == self.by.slack_id:
            raise OnlyTheOtherPicks
        if not 0 <= number < len(self.moments):
            raise TimesAreSettled
        if self.moments[number] <= now:
            raise TimeIsOver
        self.closed_at = now
        return self.moments[number]

    def check(self, by: str) -> None:
        """Refuse somebody whose business it isn't, and anybody once it is settled."""
        if not self.pair.has(by):
            raise NotTheirPair
        if self.closed_at is not None:
            raise TimesAreSettled


def suggested(one: Hours, other: Hours, now: datetime) -> tuple[datetime, ...]:
    """Find a moment on each of the next three days on which the hours of both have half an hour in common.

    It knows nobody's calendar, so it only suggests. Two whose days don't overlap get none.
    """
    first = one.local(now + NOTICE).date()
    return tuple(islice((at for day in islice(days_from(first), LOOKED_AT) for at in in_common(one, other, day)), MOST))


def in_common(one: Hours, other: Hours, day: date) -> Iterator[datetime]:
    """Give the first half hour of a day that lies within the hours of both: the usual time of the first, if it does."""
    at, ends = one.at(day, one.opens), one.at(day, one.closes)
    steps = (at + place * STEP for place in range((ends - at) // STEP))
    fits = (each for each in (one.at(day, one.slot), *steps) if one.allow(each) and other.allow(each))
    yield from islice((each for each in fits if allows_until(one, each + STEP) and allows_until(other, each + STEP)), 1)


def allows_until(hours: Hours, moment: datetime) -> bool:
    """Tell whether the moment just before this one is within their hours."""
    return hours.allow(moment - timedelta.resolution)
