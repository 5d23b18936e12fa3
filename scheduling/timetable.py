"""The timetable: every recurring job and when it runs. APScheduler is the clock, never the store."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)

EVERY = {
    "deliver": timedelta(seconds=1),
    "reap": timedelta(seconds=15),
    "round": timedelta(seconds=60),
    "lapses": timedelta(seconds=60),
    "forget": timedelta(hours=1),
}
SILENT_AFTER = 5
"""So many periods without success mean trouble."""
PATIENCE = timedelta(seconds=30)


@dataclass(slots=True)
class Tick:
    """A job that never raises: what it could not do now, it finds again the next time."""

    name: str
    work: Callable[[], object]
    every: timedelta
    failures: int = 0
    succeeded_at: float = field(default_factory=time.monotonic)

    def __call__(self) -> None:
        """Do the work once."""
        try:
            self.work()
        except Exception:
            self.failures += 1
            log.exception("%s failed, %s times in a row", self.name, self.failures)
        else:
            self.failures, self.succeeded_at = 0, time.monotonic()

    @property
    def is_silent(self) -> bool:
        """Whether it has not succeeded for suspiciously long."""
        return time.monotonic() - self.succeeded_at > (SILENT_AFTER * self.every + PATIENCE).total_seconds()


class Timetable:
    """The recurring jobs, in memory: they are made from code at every start, so nothing can be out of date."""

    def __init__(self, **work: Callable[[], object]) -> None:
        """Take what is to be done, by name: `deliver`, `reap`, `round`, `lapses`, `forget`."""
        self.ticks = {name: Tick(name, work[name], every) for name, every in EVERY.items()}
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(len(EVERY))},
            # A late tick still runs, and once: whatever it missed, it finds by looking.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for name, tick in self.ticks.items():
            every = tick.every.total_seconds()
            self._scheduler.add_job(tick, "interval", seconds=every, id=name, replace_existing=True)

    def start(self) -> None:
        """Let time begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        self._scheduler.shutdown(wait=True)

    def silent(self) -> list[str]:
        """Name the jobs that have not succeeded for suspiciously long; healthy is none."""
        return [name for name, tick in self.ticks.items() if tick.is_silent]
