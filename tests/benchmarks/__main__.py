"""Run the benchmarks, all or some: `python -m tests.benchmarks [--json] [ack] [due] [find] [relevance] [round] …`."""

import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

import click

from tests.benchmarks import acking, asking, looking, relevance, searching, starting
from tests.benchmarks.figures import Figure, as_rows, as_table
from tests.databases import Databases, PostgreSQL, SQLite

KINDS = ("sqlite", "postgresql")
NAMES = ("ack", "due", "find", "relevance", "round", "start")


@click.command()
@click.argument("wanted", nargs=-1, type=click.Choice(NAMES))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--db", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this database.")
def main(wanted: tuple[str, ...], kinds: tuple[str, ...], *, as_json: bool) -> None:
    """Measure speed and memory beside something comparable on this machine."""
    logging.disable(logging.WARNING)
    figures = list(_measured(wanted or NAMES, kinds or KINDS))
    click.echo(json.dumps(as_rows(figures), indent=2) if as_json else as_table(figures))
    sys.exit(0 if all(figure.is_fine for figure in figures) else 1)


def _measured(wanted: tuple[str, ...], kinds: tuple[str, ...]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="mentor-bench-") as folder, ExitStack() as at_the_end:
        place = Path(folder)
        several: dict[str, Callable[[], Iterator[Figure]]] = {
            "start": starting.measure,
            "ack": lambda: acking.measure(place),
            "due": asking.measure,
            "relevance": relevance.measure,
            "find": lambda: chain.from_iterable(searching.measure(one.ready(), kind) for kind, one in made.items()),
            "round": lambda: chain.from_iterable(looking.measure(one.ready, kind) for kind, one in made.items()),
        }
        needs_databases = {"find", "round"} & set(wanted)
        made = {kind: _databases(kind, place, at_the_end) for kind in kinds} if needs_databases else {}
        for name, measure in several.items():
            if name in wanted:
                click.echo(f"measuring {name} ...", err=True)
                yield from measure()


def _databases(kind: str, place: Path, at_the_end: ExitStack) -> Databases:
    if kind == "sqlite":
        return SQLite(place)
    place.chmod(0o755)
    return at_the_end.enter_context(closing(PostgreSQL(place / "postgresql")))


if __name__ == "__main__":
    main()
