"""The timetable: every recurring job and when it runs. APScheduler is the clock, never the store."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)

Job = Callable[[], object]
SECONDS = {"lapses": 60, "round": 60, "reap": 15, "deliver": 1, "judge": 3600, "roll_call": 60, "forget": 3600}
PROMPT = {"lapses", "round"}
"""What a demo does more often, so that nobody waits for a minute."""


class Jobs(NamedTuple):
    """What is done again and again, in the order in which one moment's work is done."""

    lapses: Job
    round: Job
    reap: Job
    deliver: Job
    judge: Job
    roll_call: Job
    forget: Job


def timetable(jobs: Jobs, look_every: int = SECONDS["round"]) -> BackgroundScheduler:
    """Set up every job; none starts before the timetable does.

    They are kept in memory and made from code at every start, so nothing can be out of date. What a late tick missed
    it finds by looking; what one tick could not do, the next one finds again.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(len(jobs))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for name, job in jobs._asdict().items():
        seconds = look_every if name in PROMPT else SECONDS[name]
        scheduler.add_job(job, "interval", seconds=seconds, id=name, name=name, replace_existing=True)
    scheduler.add_listener(Failures(), EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)
    return scheduler


class Failures(Counter[str]):
    """How often each job failed in a row. APScheduler catches what a job raises, and logs it with its traceback."""

    def __call__(self, event: JobExecutionEvent) -> None:
        """Count one run."""
        if event.code == EVENT_JOB_EXECUTED:
            del self[event.job_id]
        else:
            self[event.job_id] += 1
            log.error("%s failed (%s times in a row)", event.job_id, self[event.job_id])
