"""The lock on a SQLite file: one process uses it, and a second one is told what to do instead."""

import fcntl
import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from bot.problems import Problem

HELD_BY_ANOTHER = (
    "Another program holds the file of the database, such as a copy or a tool that looks into it."
    " Wait until it is done, or end it, and try again."
)

BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
AWAY = BUSY | {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


class DatabaseIsInUse(Problem):
    """Another process uses this SQLite file."""


class NoPlaceForTheDatabase(Problem):
    """The folder of the SQLite file isn't there, or may not be written to."""


class Lock:
    """Held while a process uses a SQLite file. For PostgreSQL, and for a database in memory, there is nothing to hold.

    Two bots on one file would wait for each other's writes until people's commands fail (reliability 2.3). The lock
    ends with the process, however it ends; the file beside the database stays and means nothing.
    """

    def __init__(self, url: str | sa.URL) -> None:
        """Prepare the lock; nothing is held yet."""
        self._file = file_of(url)
        self._held: int | None = None

    def take(self) -> None:
        """Hold the database, or say who else could."""
        if self._file is None or self._held is not None:
            return
        try:
            held = os.open(f"{self._file}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as trouble:
            raise NoPlaceForTheDatabase(
                f"Nothing can be written beside {self._file} ({type(trouble).__name__})."
                " Check DATABASE_URL, and that the folder exists and may be written to."
            ) from None
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            raise DatabaseIsInUse(
                f"Another process is using {self._file}. SQLite is for one process:"
                " stop the other one, or set DATABASE_URL to a PostgreSQL database to run several."
            ) from None
        self._held = held

    def release(self) -> None:
        """Let the next process have it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def __enter__(self) -> Self:
        """Take it for a while."""
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release it, whatever happened."""
        self.release()


def is_held_by_another(trouble: SQLAlchemyError) -> bool:
    """Tell whether SQLite waited in vain for its turn."""
    found = trouble.orig if isinstance(trouble, DBAPIError) else None
    return isinstance(found, sqlite3.OperationalError) and found.sqlite_errorcode & 0xFF in BUSY


def is_out_of_reach(trouble: BaseException) -> bool:
    """Tell whether the database is away, held by somebody or full: nobody's mistake, and over once that is."""
    if isinstance(trouble, exc.TimeoutError):
        return True
    found = trouble.orig if isinstance(trouble, OperationalError) else None
    if isinstance(found, sqlite3.OperationalError):
        return getattr(found, "sqlite_errorcode", 0) & 0xFF in AWAY
    return found is not None


def file_of(url: str | sa.URL) -> Path | None:
    """Return the file of a SQLite database; None for any other."""
    parts = sa.make_url(url)
    if parts.get_backend_name() != "sqlite" or parts.database in {None, "", ":memory:"}:
        return None
    return Path(str(parts.database))
