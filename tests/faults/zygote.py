"""A process that has loaded everything and makes workers out of itself, so that a killed one is replaced in a moment.

It reads one order a line: the settings of a worker as JSON; and answers with the number of its process.
"""

import ctypes
import json
import logging
import os
import signal
import sys
import threading
from dataclasses import dataclass
from types import FrameType
from typing import Any

from slack_sdk import WebClient

from bot.slack import Slack
from bot.store.clocks import Clock, SharedClock
from bot.store.database import Database
from scheduling.timetable import Jobs, timetable
from tests.faults.clocks import FastClock, real
from tests.faults.crashes import crash_at
from tests.faults.designs import DESIGNS

ANSWER_WITHIN = real(9)
"""Seconds on the wall that a worker waits for Slack; the bot's ten, in the story's time."""
HEARS_AT_LATEST = 0.5
"""Seconds on the wall after which a worker is told to end, whichever of its threads took the signal."""
ENDS_WITH_ITS_PARENT = 1
"""Linux's PR_SET_PDEATHSIG: no worker outlives a run that was broken off."""
SCOPES = frozenset({"chat:write", "im:history", "im:write"})
LOOKS_EVERY = {"deliver": 0.05, "reap": real(15)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a worker is to be set up."""

    database_url: str
    slack_url: str
    clock: dict[str, Any]
    skews: tuple[float, ...] = (0.0,)
    shares_a_clock: bool = False
    design: str = "ours"
    crash: str = ""


def clock_of(order: Order) -> Clock:
    """Make a worker's clock: its own, which may be wrong, or as on PostgreSQL one that it shares with all others."""
    right, own = FastClock(**order.clock), FastClock(**order.clock | {"skews": tuple(order.skews)})
    return SharedClock(right, own, right.passed) if order.shares_a_clock else own


def nothing() -> None:
    """Do nothing."""


def work(order: Order) -> None:
    """Be one server, as far as delivery goes, until told to end."""
    clock, database = clock_of(order), Database(order.database_url)
    made: dict[str, Slack] = {}

    def slack_of(workspace: str) -> Slack:
        token = f"xoxb-{workspace}"
        client = WebClient(token=token, base_url=order.slack_url, timeout=ANSWER_WITHIN, retry_handlers=[])  # type: ignore[arg-type]  # whole seconds are too long here
        return made.setdefault(workspace, Slack(client, SCOPES))

    design, ended = DESIGNS[order.design](database, slack_of, clock), threading.Event()

    jobs = Jobs(
        lapses=nothing,
        round=nothing,
        reap=design.tidy,
        deliver=lambda: design.deliver(lambda: not ended.is_set()),
        judge=nothing,
        fan_out=nothing,
        digest=nothing,
        roll_call=nothing,
        forget=nothing,
    )
    scheduler = timetable(jobs)
    for name, seconds in LOOKS_EVERY.items():
        scheduler.reschedule_job(name, trigger="interval", seconds=seconds)
    if order.crash:
        crash_at(order.crash)

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    scheduler.start()
    while not ended.wait(HEARS_AT_LATEST):
        pass
    scheduler.shutdown(wait=True)
    database.close()


def main() -> None:
    """Make a worker for every order."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # ticks overlap here all the time
    for line in sys.stdin:
        given: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            ctypes.CDLL(None).prctl(ENDS_WITH_ITS_PARENT, signal.SIGKILL)
            work(Order(**given))
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - the answer to the order


if __name__ == "__main__":
    main()
