"""The acceptance matrix by hand: `make faults`, or some of it with `make faults ARGS="F4 F7 --db postgresql"`."""

import argparse
import math
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.databases import Databases, PostgreSQL, SQLite
from tests.faults.matrix import CONTROLLED, FAULTS, on
from tests.faults.processes import zygote
from tests.faults.runs import Result, Scenario, by, carry_out

KINDS = ("sqlite", "postgresql")


def wanted(names: list[str], kind: str, *, controls: bool = True) -> Iterator[Scenario]:
    """Choose scenarios by the beginnings of their names, each followed by what has to fail in its place."""
    for name, scenario in FAULTS.items():
        fitting = on(kind, scenario)
        if fitting is None or (names and not any(name == each or name.startswith(f"{each}-") for each in names)):
            continue
        yield fitting
        if name in CONTROLLED and controls:
            yield by("at-least-once", fitting)
            yield by("at-most-once", fitting)


def smaller(scenario: Scenario, most: int) -> Scenario:
    """Make a run as small as wanted, with as many kills and pauses for each letter."""
    share = min(1.0, most / scenario.letters)
    several = {name: math.ceil(getattr(scenario, name) * share) for name in ("letters", "kills", "pauses")}
    return replace(scenario, **several)


def is_as_it_should_be(result: Result) -> bool:
    """Tell whether the bot's own design came through, or a naive one was caught."""
    if result.scenario.design == "ours":
        suspended = result.scenario.name == "F10" and result.waiting <= result.scenario.letters / 50
        return result.is_whole or (suspended and not (result.lost or result.twice))
    return bool(result.twice if result.scenario.design == "at-least-once" else result.lost)


def main() -> int:
    """Do the runs, one after the other."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(sorted({name[:3] for name in FAULTS}))}")
    parser.add_argument("--db", choices=KINDS, action="append", help="which databases; both usually")
    parser.add_argument("--letters", type=int, help="so many letters at most; kills and pauses go along")
    parser.add_argument("--no-controls", action="store_true", help="leave out the naive designs that have to fail")
    chosen, failed = parser.parse_args(), 0
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, zygote() as made:
        Path(folder).chmod(0o755)  # PostgreSQL refuses to run as root, and its own user has to get there
        for kind in chosen.db or KINDS:
            databases: Databases = SQLite(Path(folder)) if kind == "sqlite" else PostgreSQL(Path(folder) / "postgresql")
            with closing(databases) if isinstance(databases, PostgreSQL) else tempfile.TemporaryDirectory():
                for each in wanted(chosen.names, kind, controls=not chosen.no_controls):
                    scenario = smaller(each, chosen.letters or each.letters)
                    url = databases.ready()
                    result = carry_out(scenario, made, url)
                    fine = is_as_it_should_be(result)
                    failed += not fine
                    print(f"{'ok    ' if fine else 'FAILED'} {kind:<10} {result}", flush=True)  # noqa: T201 - what came of it is its output
                    databases.remove(url)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
