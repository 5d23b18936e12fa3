"""What every command stands on: the settings, the log, the database, and problems told in a sentence."""

import errno
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from dotenv import dotenv_values

from bot import logs
from bot.settings import Settings, SettingsAreWrong, read

if TYPE_CHECKING:
    from bot.store.database import Database

FAILED, MISUSED = 1, 2
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
NO_DATABASE = (
    "The database can't be used. Check DATABASE_URL: that its folder or server is there and runs, that user, password"
    " and the name of the database are right, and what that user may do."
)
NOT_THE_OWNER = (
    "The user whom the bot connects as may not do that. Bring the tables up to date as their owner"
    " (`python -m bot db upgrade` with the owner's DATABASE_URL), and give this user its rights there."
)
NO_ENV = "The file .env can't be read. Check its permissions, and save it as plain text in UTF-8."
QUIET_LOGGERS = ("slack_sdk", "slack_bolt", "apscheduler", "websocket", "aiohttp.access", "alembic")

Clock = Callable[[], datetime]
"""What `bot/__main__.py` hands to every command that needs to know the time, by `click.pass_obj`."""


class Commands(click.Group):
    """All commands: whatever one has to tell is told whole, or it fails in a sentence."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - what click takes, it takes
        """Carry a command out, and see that what it printed got where it was to go."""
        try:
            try:
                return super().__call__(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except OSError as trouble:
            if trouble.errno not in NO_ROOM:
                raise
            _let_go_of_output()
            told = f"What this command writes has no room there ({os.strerror(trouble.errno or 0)}), so it isn't whole."
            click.echo(f"{told} Make room or choose another place, and say it again.", err=True)
            sys.exit(FAILED)


def _let_go_of_output() -> None:
    """Write what is still to be printed nowhere: otherwise Python tries once more at the end, with a traceback."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def environment() -> dict[str, str]:
    """Return what is set: the environment first, then `.env` beside the program."""
    try:
        given = {name: value for name, value in dotenv_values(".env").items() if value}
    except (OSError, UnicodeDecodeError) as trouble:
        click.echo(f"{NO_ENV} ({type(trouble).__name__})", err=True)
        sys.exit(MISUSED)
    return given | dict(os.environ)


def settings_or_exit(*, needs_slack: bool = True, http: bool = False) -> Settings:
    """Read the settings, or name every problem at once and stop."""
    try:
        settings = read(environment(), needs_slack=needs_slack, http=http)
    except SettingsAreWrong as wrong:
        click.echo(f"{wrong}\nSee .env.example; `python -m bot doctor` checks again.", err=True)
        sys.exit(MISUSED)
    listen(settings.log_level, settings.log_format)
    return settings


def listen(level: str, form: str = "text") -> None:
    """Log to standard error. Libraries speak only when something is wrong: they would log what people typed."""
    logs.listen(level, form)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A delivery that lasts longer than a second skips a turn, as it should: that's no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@contextmanager
def the_database() -> Iterator["Database"]:
    """Open the database of the settings."""
    settings = settings_or_exit(needs_slack=False)
    with problems_explained():
        from bot.store.database import Database  # noqa: PLC0415 - see run

        database = Database(settings.database_url)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def problems_explained() -> Iterator[None]:
    """Turn a known problem into its sentence and an exit code."""
    from sqlalchemy.exc import DatabaseError  # noqa: PLC0415 - see run

    from bot.problems import Misused, Problem  # noqa: PLC0415 - see run

    try:
        yield
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(MISUSED if isinstance(problem, Misused) else FAILED)
    except DatabaseError as trouble:  # also a file that is no database at all
        from bot.store.lock import HELD_BY_ANOTHER, is_held_by_another  # noqa: PLC0415 - see run

        what = type(trouble.orig).__name__
        told = NOT_THE_OWNER if what == "InsufficientPrivilege" else NO_DATABASE
        click.echo(HELD_BY_ANOTHER if is_held_by_another(trouble) else f"{told} ({what})", err=True)
        sys.exit(FAILED)
