"""Commands for letters that are stuck: which there are, trying them again, giving them up. Nobody's words are shown."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.ground import FAILED, MISUSED, Clock, the_database
from bot.cli.rosters import known_here

if TYPE_CHECKING:
    from bot.store.pauses import Pause

STATES = ("dead", "unsure", "due", "sending", "sent", "cancelled", "expired", "withheld")
LARGEST = 2**31 - 1
"""No letter has a number beyond what the database has room for."""
NUMBERS = click.argument("numbers", nargs=-1, type=click.IntRange(1, LARGEST), metavar="NUMBER...")


@click.group()
def letters() -> None:
    """Look after letters that are stuck."""


@letters.command(name="list")
@click.option(
    "--state", "states", multiple=True, type=click.Choice(STATES), help="Which ones: dead and unsure usually."
)
@click.option("--workspace", default="", help="Only those of one workspace.")
@click.option("--most", default=100, show_default=True, type=click.IntRange(1, 100_000), help="How many at most.")
@click.pass_obj
def listed(clock: Clock, states: Sequence[str], workspace: str, most: int) -> None:
    """List letters: number, workspace, reader, kind, state, age, and why they aren't said. Never their words."""
    with the_database() as database:
        from bot.mentoring.letters import LetterState  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store import pauses, stuck, workspaces  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        wanted = [LetterState(state) for state in states] or list(stuck.LISTED)
        with database.survey() as db:
            if workspace:
                known_here(workspace, workspaces.heard_of(db))
            found = stuck.these(db, wanted, workspace, most)
            counts = stuck.counts(db, workspace)
            asked = pauses.of(db, sorted({each.workspace for each in found} | ({workspace} - {""})))
    for each in found:
        tries = f", tried {each.attempts + each.unsure} times" if each.attempts + each.unsure else ""
        why = f": {each.trouble}" if each.trouble else ""
        age = _age(clock() - each.written_at)
        click.echo(f"{each.id}  {each.workspace}  {each.to}  {each.kind}  {each.state}  {age} old{tries}{why}")
    _silences(asked, clock())
    there = f" in {workspace}" if workspace else ""
    click.echo(", ".join(f"{counts[LetterState(state)]} {state}" for state in STATES[:4]) + f"{there}.")


@letters.command()
@NUMBERS
@click.option("--even-if-said", is_flag=True, help="Also those that may have arrived: somebody may read them twice.")
@click.pass_obj
def retry(clock: Clock, numbers: Sequence[int], *, even_if_said: bool) -> None:
    """Try letters again. One that is in doubt is looked for first."""
    _needed(numbers)
    with the_database() as database:
        from bot.store import pauses, stuck  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        with database.everywhere() as db:
            done = stuck.retry(db, numbers, clock(), even_if_said=even_if_said)
            asked = pauses.of(db, done.workspaces)
    click.echo(f"{len(done.again)} will be tried again.")
    _silences(asked, clock())
    if done.doubtful:
        told = "may have arrived and were left alone; `--even-if-said` tries them all the same."
        click.echo(f"{_listed(done.doubtful)} {told}", err=True)
    if done.left:
        click.echo(f"{_listed(done.left)} can't be tried: not stuck, too late, or their words are gone.", err=True)
    sys.exit(FAILED if done.doubtful or done.left else 0)


@letters.command()
@NUMBERS
def drop(numbers: Sequence[int]) -> None:
    """Give letters up for good. What is being said right now can't be taken back."""
    _needed(numbers)
    with the_database() as database:
        from bot.store import stuck  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        with database.everywhere() as db:
            dropped = stuck.drop(db, numbers)
    click.echo(f"{len(dropped)} were given up.")
    if left := sorted(set(numbers) - set(dropped)):
        click.echo(f"{_listed(left)} can't be given up: not stuck, or not there.", err=True)
        sys.exit(FAILED)


def _needed(numbers: Sequence[int]) -> None:
    if not numbers:
        click.echo("Which letters? `letters list` shows their numbers.", err=True)
        sys.exit(MISUSED)


def _silences(asked: "Mapping[str, Pause]", now: datetime) -> None:
    """Say where nothing is said yet, until when, and why; a workspace that left hears nothing any more."""
    from bot.store.installations import UNINSTALLED  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    for place, pause in sorted(asked.items()):
        if pause.why == UNINSTALLED:
            click.echo(f"Nothing is said in {place} any more: it took the bot out.")
        elif pause.until > now:
            click.echo(f"Nothing is said in {place} before {pause.until:%Y-%m-%d %H:%M} UTC: {pause.why}")


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _age(age: timedelta) -> str:
    """Say how old something is, in the largest unit that fits."""
    minutes = max(int(age.total_seconds() // 60), 0)
    for unit, name in ((24 * 60, "d"), (60, "h")):
        if minutes >= unit:
            return f"{minutes // unit} {name}"
    return f"{minutes} min"


COMMANDS = (letters,)
