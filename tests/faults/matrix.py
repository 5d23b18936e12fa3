"""The acceptance matrix: what has to be survived, how many letters and workers face it, and what else goes wrong."""

import contextlib
import os
import resource
import signal
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

import psycopg
import sqlalchemy as sa

from bot.store.lock import file_of
from tests.faults.crashes import PLACES
from tests.faults.failing_slack import Odds
from tests.faults.processes import gone
from tests.faults.runs import ONLOOKER, Run, Scenario

SLOWED = Odds(busy=0.2)
LOSING = Odds(
    stored_then_hangs=0.05,
    stored_then_reset=0.01,
    reset_before=0.01,
    stored_then_500=0.01,
    failed_before=0.01,
    history_busy=0.05,
)
ALL = replace(LOSING, busy=0.2, lands_late=0.005)
TEN_THOUSAND = 10_000
DISK_IS_FULL_FOR = 4.0
HELD_FOR = 20.0


def sessions_end(run: Run) -> None:
    """End all sessions of the bot's with PostgreSQL every two seconds."""
    owner = sa.make_url(run.url).set(username="postgres").render_as_string(hide_password=False)
    for _ in range(30):
        time.sleep(2)
        with (
            contextlib.suppress(psycopg.Error),
            psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as line,
        ):
            line.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> %s",
                [ONLOOKER],
            )


def somebody_holds_the_file(run: Run) -> None:
    """Hold SQLite's turn to write for longer than anybody waits for it."""
    time.sleep(2)
    with closing(sqlite3.connect(str(file_of(run.url)), isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(HELD_FOR)
        other.execute("ROLLBACK")


def the_disk_is_full(run: Run) -> None:
    """Let no file grow for a while."""
    time.sleep(2)
    (worker,) = run.workers
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    time.sleep(DISK_IS_FULL_FOR)
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def a_token_is_taken_back(run: Run) -> None:
    """Let one workspace take the bot out in the middle."""
    time.sleep(1)
    run.slack.revoked.add("T0")


def servers_are_replaced(run: Run) -> None:
    """Tell one server after the other to end, as a new version comes, and start another."""
    while run.left():
        time.sleep(2)
        oldest = run.workers.pop(0)
        run.start()
        with contextlib.suppress(ProcessLookupError):
            os.kill(oldest, signal.SIGTERM)
        if not gone(oldest):
            run.hung += 1


FAULTS: Mapping[str, Scenario] = {
    each.name: each
    for each in (
        Scenario(name="F1", letters=2000, workspaces=10, odds=Odds(per_second=5)),
        Scenario(name="F2", letters=2000, workers=3, odds=SLOWED),
        Scenario(name="F3", letters=2000, workers=3, kills=10, odds=LOSING),
        Scenario(name="F4", letters=TEN_THOUSAND, workers=3, kills=50, odds=ALL),
        Scenario(name="F5", letters=TEN_THOUSAND, workers=3, kills=50, pauses=10, odds=ALL),
        Scenario(name="F6", letters=TEN_THOUSAND, workers=3, kills=10, odds=ALL, trouble=sessions_end),
        Scenario(name="F8a", letters=1000, odds=LOSING, trouble=somebody_holds_the_file),
        Scenario(name="F8b", letters=1000, odds=LOSING, trouble=the_disk_is_full),
        Scenario(name="F9", letters=2000, workers=3, kills=5, odds=LOSING, skews=(0.0, 3600.0, 0.0, -3600.0)),
        Scenario(name="F10", letters=2000, workers=3, trouble=a_token_is_taken_back, patience=240),
        Scenario(name="F12", letters=TEN_THOUSAND, workers=3, odds=SLOWED, trouble=servers_are_replaced),
        Scenario(
            name="F13",
            letters=1000,
            workers=3,
            odds=Odds(stored_then_hangs=0.05, history_each=60),
            patience=400,
        ),
        *(
            Scenario(name=f"F7-{place}", letters=1, workspaces=1, crash=place, odds=odds, patience=40)
            for place in PLACES
            for odds in [Odds(stored_then_hangs=1.0) if place in {"finding", "found"} else Odds()]
        ),
    )
}
ONLY_POSTGRESQL = frozenset({"F5", "F6", "F12"})
ONLY_SQLITE = frozenset({"F8a", "F8b"})
CONTROLLED = frozenset({"F3", "F4"})
"""Which of them the naive designs face too, to see that loss and doubling would be noticed."""


def on(kind: str, scenario: Scenario) -> Scenario | None:
    """Fit a scenario to a database: a SQLite file has one process."""
    if scenario.name in (ONLY_POSTGRESQL if kind == "sqlite" else ONLY_SQLITE):
        return None
    return replace(scenario, workers=1) if kind == "sqlite" else scenario
