"""Backups: a verified copy of a SQLite database while it is in use, and the way back."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkstemp

from bot.problems import Problem
from bot.store.database import Database
from bot.store.lock import DatabaseIsInUse, Lock, file_of
from bot.store.upgrade import revisions

KEPT = ".before-restore"
COMPANIONS = ("-wal", "-shm")


class NotOursToCopy(Problem):
    """PostgreSQL has tools of its own."""


class CannotWrite(Problem):
    """The copy can't be written there."""


class NotABackup(Problem):
    """This file isn't a sound copy of the bot's database."""


def backup(database: Database, path: Path) -> None:
    """Copy the database as it is now, while others go on writing; the copy takes its place once verified."""
    source = file_of(database.url)
    if source is None:
        raise NotOursToCopy(
            "Backups of this kind are for SQLite files. For PostgreSQL, use pg_dump, which comes with it."
        )
    if not source.exists():
        raise CannotWrite(f"There is no database at {source} yet.")
    if path.resolve() == source.resolve():
        raise CannotWrite(f"{path} is the database itself. Choose another place for the copy.")
    with _beside(path) as copy:
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        verify(copy)
        _move(copy, path)


def restore(path: Path, url: str) -> None:
    """Put a verified copy in the place of the database, unless somebody uses that; what was there is kept beside it."""
    target = file_of(url)
    if target is None:
        raise NotOursToCopy(
            "Copies of this kind are for SQLite files. For PostgreSQL, use pg_restore, which comes with it."
        )
    with Lock(url), _beside(target) as copy:
        _leave_alone_if_open(target)
        shutil.copyfile(path, copy)
        verify(copy)
        if target.exists():
            target.replace(f"{target}{KEPT}")
        for companion in COMPANIONS:
            Path(f"{target}{companion}").unlink(missing_ok=True)
        _move(copy, target)


def verify(copy: Path) -> None:
    """Refuse a file that is damaged, or that this version of the bot can't use."""
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            whole = sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    except sqlite3.DatabaseError as trouble:
        raise NotABackup(f"This isn't a copy of the bot's database ({trouble}), so nothing was changed.") from None
    if not whole:
        raise NotABackup("The copy is damaged, so nothing was changed.")
    if version not in revisions():
        raise NotABackup(f"The copy is from another version of the bot ({version}), so nothing was changed.")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Make room for a file that only its owner may read: it holds what people wrote in private."""
    try:
        handle, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as trouble:
        raise CannotWrite(f"Nothing can be written to {path.parent} ({trouble.strerror}).") from None
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _move(copy: Path, path: Path) -> None:
    """Put a file in its place so that it is there after a power cut, too."""
    _flush(copy)
    copy.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _leave_alone_if_open(target: Path) -> None:
    """Refuse to replace a database that anybody has open: only its last user can end its write-ahead log."""
    if not target.exists():
        return
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        raise DatabaseIsInUse(f"{target} is in use, so nothing was changed. Stop the bot first.") from None
    except sqlite3.DatabaseError:
        return  # what is damaged may be replaced
