"""Commands that look after the database."""

import sys
from pathlib import Path

import click

from bot.cli.ground import MISUSED, Clock, problems_explained, settings_or_exit, the_database

GOES = (
    "This throws away for good what is in these tables, by how many rows: {}. Nothing was changed."
    " Make a copy, and say it again with --yes."
)


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to this version."""
    with the_database() as database:
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        click.echo("The tables are up to date.")


@db.command()
@click.argument("revision")
@click.option("--yes", "is_sure", is_flag=True, help="Also if that throws away tables with something in them.")
def downgrade(revision: str, *, is_sure: bool) -> None:
    """Take the tables back to REVISION, or to `base` for none at all."""
    settings = settings_or_exit(needs_slack=False)
    with the_database() as database:
        from bot.store.lock import Lock  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import downgrade as down  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import lost  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        with Lock(settings.database_url):
            if not is_sure and (gone := lost(database, revision)):
                click.echo(GOES.format(", ".join(f"{name} ({rows})" for name, rows in gone.items())), err=True)
                sys.exit(MISUSED)
            down(database, revision)
        click.echo(f"The tables are at {revision}.")


@db.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def backup(path: Path) -> None:
    """Write a verified copy of the database to PATH."""
    with the_database() as database:
        from bot.store.backup import backup as copy  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        copy(database, path)
        click.echo(f"Written and verified: {path}")


@db.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def restore(clock: Clock, path: Path) -> None:
    """Put the copy at PATH in the place of the database. What was there is kept beside it."""
    settings = settings_or_exit(needs_slack=False)
    with problems_explained():
        from bot.store.backup import restore as put_back  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        aside = put_back(path, settings.database_url, clock())
        click.echo(f"Restored and verified from {path}")
        if aside:
            click.echo(f"What was there is kept as {aside}")


COMMANDS = (db,)
