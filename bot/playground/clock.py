"""The story's clock: a base clock that was handed in, and how far it was moved on."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.playground.wire import Impossible

MICROSECOND = timedelta(microseconds=1)
MORNING = time(10)
SATURDAY = 5


class Clock:
    """Time as the playground and the bot in it see it. It runs on from where it was put and never goes back."""

    def __init__(self, base: Callable[[], datetime]) -> None:
        """Follow the base clock."""
        self._base = base
        self._offset = timedelta(0)
        self._last_stamp = 0

    def now(self) -> datetime:
        """Tell the time."""
        return self._base() + self._offset

    def advance(self, by: timedelta) -> None:
        """Move on by so much."""
        if by < timedelta(0):
            raise Impossible("The clock never goes back.")
        self._offset += by

    def put(self, to: datetime) -> None:
        """Move on to this moment."""
        if to.tzinfo is None:
            raise Impossible("A moment needs its time zone, as in 2026-11-24T09:00:00Z.")
        self.advance(to - self.now())

    def stamp(self) -> str:
        """Give a message its ts: never the same twice and always later than the one before."""
        now = round(self.now().timestamp() * 1_000_000)
        self._last_stamp = max(now, self._last_stamp + 1)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Find ten o'clock on the next working day there."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
