"""The command that tells the bot what a workspace calls skills, besides the usual names."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.ground import MISUSED, the_database
from bot.cli.rosters import whereabouts

if TYPE_CHECKING:
    from bot.store.database import Database

NO_TEXT = "That isn't text I can read, so nothing was changed. Save it as plain text in UTF-8 and try again."


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace", default="", help="Which workspace, by Slack's id. Needed when the database holds several.")
def skills(file: Path | None, workspace: str) -> None:
    """Show what this workspace calls skills, or take it from FILE: a line for each, `name: other names | sayings`."""
    with the_database() as database:
        told = _told(database, workspace, _lines(file) if file else None)
    click.echo(told)


def _lines(file: Path) -> str:
    """Read the file, or say that it is no text and stop; names made of noise would stay."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        click.echo(f"{NO_TEXT} ({type(trouble).__name__})", err=True)
        sys.exit(MISUSED)


def _told(database: "Database", workspace: str, lines: str | None) -> str:
    from bot.mentoring.skills import read  # noqa: PLC0415 - `--help` shouldn't wait for libraries
    from bot.store import catalogue  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    team, _ = whereabouts(database, workspace)
    with database.begin(team) as db:
        if lines is not None:
            catalogue.call(db, lines)
            known = [skill.name for skill in read(lines.splitlines())]
            return f"{len(known)} skills of your own are known now, besides the usual ones."
        return catalogue.called(db) or "This workspace has no skills of its own yet. Name a file to add some."


COMMANDS = (skills,)
"""What this module adds to the command line."""
