"""The recurring jobs: all there, none twice, and none that ends when it fails."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from scheduling.timetable import PATIENCE, SECONDS, Jobs, Ticks, timetable
from tests.examples import MONDAY

SOON = 10


def nothing() -> None:
    """Do nothing."""


def jobs(deliver: Callable[[], object] = nothing) -> Jobs:
    return Jobs(
        lapses=nothing,
        round=nothing,
        reap=nothing,
        deliver=deliver,
        judge=nothing,
        fan_out=nothing,
        digest=nothing,
        roll_call=nothing,
        forget=nothing,
    )


def periods(scheduler: BackgroundScheduler) -> dict[str, timedelta]:
    return {job.id: job.trigger.interval for job in scheduler.get_jobs()}


def test_every_job_has_its_period() -> None:
    assert periods(timetable(jobs())) == {name: timedelta(seconds=seconds) for name, seconds in SECONDS.items()}


def test_a_demo_looks_more_often() -> None:
    found = periods(timetable(jobs(), look_every=2))

    assert {found[name] for name in ("round", "lapses", "judge", "digest")} == {timedelta(seconds=2)}
    assert found["reap"] == timedelta(seconds=SECONDS["reap"])


def test_a_late_job_still_runs_and_only_once() -> None:
    scheduler = timetable(jobs())
    scheduler.start(paused=True)

    assert {(job.coalesce, job.max_instances, job.misfire_grace_time) for job in scheduler.get_jobs()} == {
        (True, 1, None)
    }
    scheduler.shutdown()


def test_a_job_that_fails_runs_again_and_its_failures_are_counted(caplog: pytest.LogCaptureFixture) -> None:
    done, runs = threading.Event(), []

    def stumble() -> None:
        runs.append(1)
        if len(runs) < 3:
            raise ZeroDivisionError
        done.set()

    ticks = Ticks()
    scheduler = timetable(jobs(deliver=stumble), ticks=ticks)
    with caplog.at_level(logging.ERROR):
        scheduler.start()
        assert done.wait(SOON)
        scheduler.shutdown(wait=True)

    told = [record.getMessage() for record in caplog.records if record.name == "scheduling.timetable"]
    assert told == ["deliver failed (1 times in a row)", "deliver failed (2 times in a row)"]
    assert ticks.failures == {}
    assert "deliver" in ticks.last_success


def test_a_job_that_never_ends_well_is_silent_after_a_while() -> None:
    ticks = Ticks()
    assert ticks.silent(MONDAY) == []

    ticks.begin(MONDAY)

    assert ticks.silent(MONDAY + PATIENCE) == []
    a_second = timedelta(seconds=1)
    assert ticks.silent(MONDAY + PATIENCE + a_second) == ["reap", "deliver", "fan_out"]
    ticks.last_success["deliver"] = ticks.last_success["fan_out"] = MONDAY + PATIENCE
    assert ticks.silent(MONDAY + PATIENCE + a_second) == ["reap"]
