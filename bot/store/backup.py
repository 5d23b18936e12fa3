"""Backups: a verified copy of a SQLite database while it is in use, and the way back."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from tempfile import mkstemp

from bot.problems import Problem
from bot.store.database import Database
from bot.store.lock import DatabaseIsInUse, Lock, file_of
from bot.store.upgrade import revisions

KEPT = ".before-restore"
COMPANIONS = ("-wal", "-shm")
PARTS = (*COMPANIONS, "-journal", ".lock")
"""What may lie beside a database and belongs to it."""
OURS = "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'letters')"
"""Asked of a file to tell a copy from anything else; of what is damaged as long as its first pages can be read."""


class NotOursToCopy(Problem):
    """PostgreSQL has tools of its own."""


class CannotWrite(Problem):
    """The copy can't be written there."""


class WouldBeLost(Problem):
    """Something is there that is no copy of the bot's database."""


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
    if _is_part_of(source, path):
        raise CannotWrite(f"{path} is the database itself, or a part of it. Choose another place for the copy.")
    _leave_what_is_no_copy(path)
    with _beside(path) as copy, _writing(path):
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        verify(copy)
        _move(copy, path)


def restore(path: Path, url: str, now: datetime) -> Path | None:
    """Put a verified copy in the place of the database, unless somebody uses that.

    What was there is kept beside it, each time under a name of its own, which is returned.
    """
    target = file_of(url)
    if target is None:
        raise NotOursToCopy(
            "Copies of this kind are for SQLite files. For PostgreSQL, use pg_restore, which comes with it."
        )
    with Lock(url), _beside(target) as copy:
        _leave_alone_if_open(target)
        with _writing(target):
            _take(path, copy)
        verify(copy)
        aside = _free_name(target, now) if target.exists() else None
        if aside:
            target.replace(aside)
        for companion in COMPANIONS:
            Path(f"{target}{companion}").unlink(missing_ok=True)
        _move(copy, target)
    return aside


def verify(copy: Path) -> None:
    """Refuse a file that is damaged, or that this version of the bot can't use."""
    try:
        with closing(_opened(copy, "immutable=1")) as connection:  # nobody else knows of it yet
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            whole = sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    except sqlite3.DatabaseError as trouble:
        raise NotABackup(f"This isn't a copy of the bot's database ({trouble}), so nothing was changed.") from None
    if not whole:
        raise NotABackup("The copy is damaged, so nothing was changed.")
    if version not in revisions():
        raise NotABackup(f"The copy is from another version of the bot ({version}), so nothing was changed.")


def _is_part_of(source: Path, path: Path) -> bool:
    """Tell whether a path is the database or belongs to it, by whatever name."""
    whole = [source, *(Path(f"{source}{part}") for part in PARTS)]
    is_there = path.exists()
    return any(
        path.resolve() == each.resolve() or (is_there and each.exists() and path.samefile(each)) for each in whole
    )


def _leave_what_is_no_copy(path: Path) -> None:
    """Refuse to write over anything but a copy of whatever version: that is what a copy replaces."""
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        return
    if not path.is_file():
        raise WouldBeLost(f"{path} is no file, so nothing was changed. Choose another place for the copy.")
    try:
        with closing(_opened(path, "mode=ro&immutable=1")) as connection:
            is_a_copy = connection.execute(OURS).fetchall() == [(2,)]
    except sqlite3.DatabaseError:
        is_a_copy = False
    if not is_a_copy:
        raise WouldBeLost(
            f"{path} is there and isn't a copy of the bot's database, so nothing was changed. Choose another place, "
            "or delete it first."
        )


def _take(path: Path, copy: Path) -> None:
    """Copy a file, and what its log holds that isn't in it yet: somebody may have it open."""
    if not Path(f"{path}-wal").exists():
        shutil.copyfile(path, copy)
        return
    try:
        with closing(_opened(path, "mode=ro")) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.DatabaseError as trouble:
        raise NotABackup(f"This can't be read ({trouble}), so nothing was changed.") from None


def _opened(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)


def _free_name(target: Path, now: datetime) -> Path:
    """Find a name that nothing has, so that nothing laid aside before is lost: it may be the only copy there is."""
    name = f"{target}{KEPT}-{now:%Y%m%dT%H%M%SZ}"
    several = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for path in map(Path, several) if not path.exists())


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


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say what keeps a file from being written; what stands in its place is touched only once the new one is whole."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
        raise CannotWrite(
            f"{path} can't be written ({why}), so nothing was changed. Make room, or choose another place."
        ) from None


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
