"""Hours: when one person may be written to, in their own time zone and on their own working days."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, islice
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.mentoring.refusals import Refusal

WEEKDAYS = frozenset(range(7))
"""Monday is 0, as in `date.weekday`."""
MONDAY_TO_FRIDAY = frozenset(range(5))
OPENS, CLOSES, SLOT = time(9, 30), time(16, 30), time(10)
"""No hour is known to be best, so these are only defaults (practice P3)."""

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)
LONGEST_MONTH = timedelta(days=31)
ZONES_IN_USE = 1024
"""More than there are, so none is read from disk twice, and still a bound on what strangers can make us keep."""


SLOTS_IN_USE = 8192


class Calendar(Protocol):
    """The public holidays somebody keeps: a set of days, which is worked out elsewhere."""

    @property
    def code(self) -> str:
        """Which calendar it is: a country, perhaps with its region; empty for none."""

    def __contains__(self, day: object, /) -> bool:
        """Tell whether they are off on this day."""

    def __hash__(self) -> int:
        """Let hours with the same calendar be kept once."""


@dataclass(frozen=True, slots=True)
class NoHolidays:
    """The calendar of somebody who works through."""

    code: str = ""

    def __contains__(self, day: object, /) -> bool:
        """Be off on no day."""
        return False


NO_HOLIDAYS = NoHolidays()


class NoWorkingDays(Refusal, ValueError):
    """Please keep at least one working day. To hear nothing at all, pause everything instead."""


class ClosesBeforeOpening(Refusal, ValueError):
    """Please choose an end of the day that is after its start."""


class SlotOutsideHours(Refusal, ValueError):
    """Please choose a usual time that lies within your hours."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The window in which someone may be written to, and the time of day they prefer."""

    timezone: str = "UTC"
    days: frozenset[int] = MONDAY_TO_FRIDAY
    opens: time = OPENS
    closes: time = CLOSES
    slot: time = SLOT
    holidays: Calendar = NO_HOLIDAYS

    def __post_init__(self) -> None:
        """Refuse hours in which nothing could ever be said."""
        if not self.days & WEEKDAYS:
            raise NoWorkingDays
        if self.opens >= self.closes:
            raise ClosesBeforeOpening
        if not self.opens <= self.slot < self.closes:
            raise SlotOutsideHours

    @property
    def zone(self) -> ZoneInfo:
        """Their time zone, or UTC when its name means nothing here."""
        return zone_named(self.timezone)

    def local(self, moment: datetime) -> datetime:
        """Read a moment on their clock."""
        return moment.astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """Tell which moment, in UTC, their clock shows this time on this day.

        A time the clock skips moves forward by as much as was skipped, a time it shows twice means the first
        (RFC 5545; reliability 3.1).
        """
        return datetime.combine(day, clock, tzinfo=self.zone).replace(fold=0).astimezone(UTC)

    def allow(self, moment: datetime) -> bool:
        """Tell whether they may be written to at this moment."""
        here = self.local(moment)
        return self.is_working_day(here.date()) and self.opens <= here.time() < self.closes

    def is_working_day(self, day: date) -> bool:
        """Tell whether they work on this day of their calendar."""
        return day.weekday() in self.days and day not in self.holidays

    def opening(self, moment: datetime) -> datetime:
        """Find the first moment, from this one on, at which they may be written to."""
        if self.allow(moment):
            return moment.astimezone(UTC)
        openings = (self.at(day, self.opens) for day in days_from(self.local(moment).date()))
        return next(opening for opening in openings if opening > moment and self.allow(opening))

    def next_slot(self, moment: datetime) -> datetime:
        """Find their first usual time after this moment."""
        day = self.local(moment).date()
        while (slot := usual_time(self, day)) is None or slot <= moment:
            day += ONE_DAY
        return slot

    def working_days_after(self, moment: datetime, n: int) -> datetime:
        """Find their usual time on the n-th working day after the day of this moment."""
        return nth(self.slots(days_from(self.local(moment).date() + ONE_DAY)), n)

    def working_days_before(self, moment: datetime, n: int) -> datetime:
        """Find their usual time on the n-th working day before the day of this moment."""
        return nth(self.slots(days_from(self.local(moment).date() - ONE_DAY, step=-ONE_DAY)), n)

    def first_working_day_of_month(self, moment: datetime) -> datetime:
        """Find the first usual time after this moment that begins a month for them."""
        this_month = self.local(moment).date().replace(day=1)
        next_month = (this_month + LONGEST_MONTH).replace(day=1)
        return self.first_slot_after(moment, this_month, next_month)

    def first_working_day_of_week(self, moment: datetime) -> datetime:
        """Find the first usual time after this moment that begins a week for them."""
        today = self.local(moment).date()
        monday = today - today.weekday() * ONE_DAY
        return self.first_slot_after(moment, monday, monday + ONE_WEEK)

    def first_slot_after(self, moment: datetime, this_period: date, next_period: date) -> datetime:
        """Find the slot that begins this period, or when it has passed the one that begins the next."""
        first = next(self.slots(days_from(this_period)))
        return first if first > moment else next(self.slots(days_from(next_period)))

    def slots(self, days: Iterator[date]) -> Iterator[datetime]:
        """Go through the usual times of those days that are working days with a usual time in them.

        The clock may skip that time, or the whole day (Samoa had no 30 December 2011); then the next day has to do.
        """
        for day in days:
            if slot := usual_time(self, day):
                yield slot


@lru_cache(maxsize=SLOTS_IN_USE)
def usual_time(hours: Hours, day: date) -> datetime | None:
    """Find somebody's usual time on a day, if they work then: many people share their hours, and a day comes often."""
    if not hours.is_working_day(day):
        return None
    slot = hours.at(day, hours.slot)
    here = hours.local(slot)
    return slot if here.date() == day and hours.opens <= here.time() < hours.closes else None


@lru_cache(maxsize=ZONES_IN_USE)
def zone_named(name: str) -> ZoneInfo:
    """Find a time zone by its name; a name nobody knows means UTC, and a path is such a name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def days_from(day: date, step: timedelta = ONE_DAY) -> Iterator[date]:
    """Count days, this one first."""
    return (day + n * step for n in count())


def opening_of_all(several: Collection[Hours], moment: datetime, until: datetime) -> datetime | None:
    """Find the first moment, from this one on, at which all of them may be written to, if there is one in time."""
    while moment < until:
        last = max(hours.opening(moment) for hours in several)
        if last == moment:
            return last
        moment = last
    return None


def nth(slots: Iterator[datetime], n: int) -> datetime:
    """Take the n-th, counting from one."""
    return next(islice(slots, n - 1, None))
