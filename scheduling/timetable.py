"""The timetable: every recurring job and when it runs. APScheduler is the clock, never the store."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.tallies import TALLIES

log = logging.getLogger(__name__)

Job = Callable[[], object]
SECONDS = {
    "lapses": 60,
    "round": 60,
    "reap": 15,
    "deliver": 1,
    "judge": 3600,
    "fan_out": 10,
    "digest": 600,
    "roll_call": 60,
    "forget": 3600,
}
MISSED, PATIENCE = 5, timedelta(minutes=3)
"""A job counts as silent after so many of its periods, and never sooner than a long delivery takes."""
PROMPT = {"lapses", "round", "judge", "digest"}
"""What a demo does more often: its days take seconds, nobody waits for a minute, and a digest comes in its morning."""


class Jobs(NamedTuple):
    """What is done again and again, in the order in which one moment's work is done."""

    lapses: Job
    round: Job
    reap: Job
    deliver: Job
    judge: Job
    fan_out: Job
    digest: Job
    roll_call: Job
    forget: Job


def timetable(jobs: Jobs, look_every: int = SECONDS["round"], ticks: "Ticks | None" = None) -> BackgroundScheduler:
    """Set up every job; none starts before the timetable does. `ticks` remembers how they end.

    They are kept in memory and made from code at every start, so nothing can be out of date. What a late tick missed
    it finds by looking; what one tick could not do, the next one finds again.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(len(jobs))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    hurries = look_every < SECONDS["round"]
    for name, job in jobs._asdict().items():
        seconds = look_every if hurries and name in PROMPT else SECONDS[name]
        scheduler.add_job(job, "interval", seconds=seconds, id=name, name=name, replace_existing=True)
    scheduler.add_listener(ticks or Ticks(), EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)
    return scheduler


class Ticks:
    """How each job ended lately. APScheduler catches what a job raises, and logs it with its traceback."""

    def __init__(self) -> None:
        """Know of no run yet."""
        self.failures: Counter[str] = Counter()
        self.last_success: dict[str, datetime] = {}
        self._since: datetime | None = None

    def begin(self, now: datetime) -> None:
        """Expect runs from now on."""
        self._since = now

    def __call__(self, event: JobExecutionEvent) -> None:
        """Note one run."""
        name = event.job_id
        if event.code == EVENT_JOB_EXECUTED:
            self.last_success[name] = event.scheduled_run_time
            del self.failures[name]
            TALLIES.count("ticks", name, "done")
        else:
            self.failures[name] += 1
            TALLIES.count("ticks", name, "failed")
            log.error("%s failed (%s times in a row)", name, self.failures[name])

    def silent(self, now: datetime) -> list[str]:
        """Name the jobs that haven't ended well for several of their periods: their thread may be dead or hang."""
        if self._since is None:
            return []
        return [
            name
            for name, seconds in SECONDS.items()
            if now - max(self.last_success.get(name, self._since), self._since)
            > max(PATIENCE, MISSED * timedelta(seconds=seconds))
        ]
