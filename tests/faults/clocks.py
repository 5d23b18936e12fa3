"""A clock that all processes of a run share and that runs faster, so that a time of grace doesn't take a minute."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

SPEED = 15.0
"""The bot's minute of grace takes four seconds, its lease eight, and the longest Retry-After two."""

JUMPS_AFTER = 90.0
"""Seconds in the story after which a clock that jumps does so."""


@dataclass(frozen=True, slots=True)
class FastClock:
    """Tells the time of a story that began at `base`, when the machine's stopwatch said `started`."""

    base: float
    started: float
    skews: tuple[float, ...] = (0.0,)
    """By how many seconds it is wrong; of several, by one after the other."""

    def __call__(self) -> datetime:
        """Tell the time."""
        passed = self.passed()
        passed += self.skews[int(passed // JUMPS_AFTER) % len(self.skews)]
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00") + timedelta(seconds=self.base + passed)

    def passed(self) -> float:
        """Count the seconds of the story."""
        return (time.monotonic() - self.started) * SPEED


def real(seconds: float) -> float:
    """Return how long something in the story takes on the wall."""
    return seconds / SPEED
