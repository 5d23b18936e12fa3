"""Deliver under load, beside others: `make bench-delivery`, or some of it with `ARGS="--system sqlite --load S"`."""

import json
import logging
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from bot.store.database import Database
from bot.vault import new_key
from tests.benchmarks.deliveries.contest import Contest, SlowSlackThere, slow_slack
from tests.benchmarks.deliveries.loads import LOADS, Load
from tests.benchmarks.deliveries.measures import (
    CROWD,
    accounting,
    commits_per_second,
    fairness,
    planning,
    speed,
)
from tests.benchmarks.deliveries.ours import fill
from tests.benchmarks.deliveries.tables import as_table
from tests.databases import Databases, PostgreSQL, SQLite

OURS: Mapping[str, tuple[str, int]] = {
    "sqlite": ("sqlite", 1),
    "postgresql": ("postgresql", 1),
    "postgresql-3": ("postgresql", 3),
}
RIVALS: Mapping[str, tuple[str, str]] = {
    "apscheduler": ("sqlite", "one_job_each"),
    "apscheduler-postgresql": ("postgresql", "one_job_each"),
    "procrastinate": ("postgresql", "procrastinating"),
}
NOT_FOR: Mapping[str, frozenset[str]] = {
    "apscheduler": frozenset("SLGE"),
    "apscheduler-postgresql": frozenset("SLGE"),
    "procrastinate": frozenset("SGE"),
}
"""Loads that a rival isn't asked to carry: planning them alone takes it minutes."""


@click.command()
@click.option("--system", "systems", multiple=True, type=click.Choice([*OURS, *RIVALS]), help="Only these.")
@click.option("--load", "names", multiple=True, type=click.Choice([*LOADS, "P"]), help="Only these loads (P plans).")
@click.option("--seconds", default=30.0, show_default=True, help="How long each load is watched.")
@click.option("--crowd", default=CROWD, show_default=True, help="To how many people P writes.")
@click.option(
    "--json", "file", type=click.Path(path_type=Path), help="Keep what was measured here, beside what is there."
)
def main(systems: tuple[str, ...], names: tuple[str, ...], seconds: float, crowd: int, file: Path | None) -> None:
    """Measure delivery beside other ways of doing it."""
    logging.disable(logging.WARNING)
    found: dict[str, dict[str, Any]] = json.loads(file.read_text()) if file and file.exists() else {}
    with tempfile.TemporaryDirectory(prefix="mentor-bench-") as folder, slow_slack() as slack:
        place = Path(folder)
        place.chmod(0o755)  # PostgreSQL refuses to run as root, and its own user has to get there
        kinds: dict[str, Databases] = {"sqlite": SQLite(place)}
        with closing(PostgreSQL(place / "postgresql", hurry=())) as postgresql:
            kinds["postgresql"] = postgresql
            for system in systems or (*OURS, *RIVALS):
                for name in names or ("P", *LOADS):
                    if name in NOT_FOR.get(system, ()):
                        continue
                    measured = _measured(system, name, kinds, slack, seconds, crowd)
                    found.setdefault(system, {})[name] = measured
                    click.echo(f"{system} {name}: {measured}", err=True)
                    if file:
                        file.write_text(json.dumps(found, indent=2))
    click.echo(as_table(found))


def _measured(
    system: str, name: str, kinds: Mapping[str, Databases], slack: SlowSlackThere, seconds: float, crowd: int
) -> dict[str, Any]:
    if system in RIVALS:
        return {} if name == "P" else _rival(system, LOADS[name], kinds, slack, seconds)
    kind, workers = OURS[system]
    url = kinds[kind].ready()
    with closing(Database(url)) as database:
        try:
            if name == "P":
                return {"planned": crowd, "planned_in_s": round(planning(database, crowd), 2)}
            key, load = new_key(), LOADS[name]
            commits = commits_per_second(database)
            fill(database, load, key)
            database.close()
            order: dict[str, Any] = {"database_url": url, "slack_url": slack.url, "key": key}
            asks = {"asks_in": load.workspaces} if name == "L" else {}
            orders = [order | asks, *[order] * (workers - 1)]
            return _told(Contest(program="ours", orders=orders, load=load, seconds=seconds), slack, commits)
        finally:
            kinds[kind].remove(url)


def _rival(
    system: str, load: Load, kinds: Mapping[str, Databases], slack: SlowSlackThere, seconds: float
) -> dict[str, Any]:
    kind, program = RIVALS[system]
    url = kinds[kind].empty()
    try:
        order = {"database_url": url, "slack_url": slack.url, "load": load.name}
        first = order | {"plans": load.due + load.later, "asks_in": load.workspaces if load.name != "K" else 0}
        return _told(Contest(program=program, orders=[first], load=load, seconds=seconds), slack, float("inf"))
    finally:
        kinds[kind].remove(url)


def _told(contest: Contest, slack: SlowSlackThere, commits: float) -> dict[str, Any]:
    seen = contest.held(slack)
    planned = {"planned": contest.load.due + contest.load.later, "planned_in_s": round(seen.planned_in, 1)}
    told = planned if seen.planned_in else {}
    if contest.load.name == "K":
        return told | accounting(seen)
    if contest.load.name == "G":
        return told | fairness(seen) | {"busy_%": speed(seen, commits)["busy_%"]}
    return told | speed(seen, commits)


if __name__ == "__main__":
    sys.exit(main())
