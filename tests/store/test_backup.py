"""Copies of the database: sound, complete, private, and never in the way of those who write."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import letters
from bot.store.backup import CannotWrite, NotABackup, NotOursToCopy, backup, restore
from bot.store.database import Database
from bot.store.lock import DatabaseIsInUse, Lock
from bot.store.upgrade import upgrade
from tests.examples import TEAM, letter


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Database]:
    """Open a database with one letter in it."""
    database = Database(f"sqlite:///{tmp_path / 'mentor.db'}")
    upgrade(database)
    write(database, "first")
    yield database
    database.close()


def write(database: Database, key: str) -> None:
    with database.begin(TEAM) as db:
        letters.write(db, letter(key=key))


def keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM letters ORDER BY id")]


def test_a_copy_holds_what_was_written_before_it(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    write(kept, "second")

    assert keys(tmp_path / "copy.db") == ["first"]


def test_a_copy_can_be_made_while_somebody_writes(kept: Database, tmp_path: Path) -> None:
    with kept.begin(TEAM) as db:
        letters.write(db, letter(key="not yet"))
        backup(kept, tmp_path / "copy.db")

    assert keys(tmp_path / "copy.db") == ["first"]


def test_a_copy_is_for_its_owner_alone_and_leaves_nothing_beside_it(kept: Database, tmp_path: Path) -> None:
    place = tmp_path / "copies"
    place.mkdir()

    backup(kept, place / "copy.db")

    assert stat.S_IMODE((place / "copy.db").stat().st_mode) == 0o600
    assert [file.name for file in place.iterdir()] == ["copy.db"]


def test_a_new_copy_takes_the_place_of_the_old_one(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    write(kept, "second")

    backup(kept, tmp_path / "copy.db")

    assert keys(tmp_path / "copy.db") == ["first", "second"]


def test_the_database_is_not_overwritten_by_its_own_copy(kept: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is the database itself"):
        backup(kept, tmp_path / "mentor.db")


def test_a_folder_that_is_not_there_is_named(kept: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="nowhere"):
        backup(kept, tmp_path / "nowhere" / "copy.db")


def test_a_database_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no database"):
        backup(Database(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path / "copy.db")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql://mentor@localhost/mentor", "sqlite://"])
def test_postgresql_has_its_own_tools(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotOursToCopy, match="pg_dump"):
        backup(Database(url), tmp_path / "copy.db")
    with pytest.raises(NotOursToCopy, match="pg_restore"):
        restore(tmp_path / "copy.db", url)


def test_a_copy_brings_everything_back_and_what_was_there_is_kept(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    write(kept, "a mistake")
    kept.close()

    restore(tmp_path / "copy.db", str(kept.url))

    assert keys(tmp_path / "mentor.db") == ["first"]
    assert keys(tmp_path / "mentor.db.before-restore") == ["first", "a mistake"]


def test_a_copy_makes_a_database_where_there_was_none(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")

    restore(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'new.db'}")

    assert keys(tmp_path / "new.db") == ["first"]


def test_a_database_that_somebody_has_open_is_not_replaced(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")

    with kept.look(TEAM) as db:
        assert letters.by_key(db, "first")
        with pytest.raises(DatabaseIsInUse):
            restore(tmp_path / "copy.db", str(kept.url))


def test_a_database_that_a_bot_runs_on_is_not_replaced(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    kept.close()

    with Lock(kept.url), pytest.raises(DatabaseIsInUse):
        restore(tmp_path / "copy.db", str(kept.url))


def test_a_damaged_copy_is_refused_and_nothing_changes(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    damaged = bytearray((tmp_path / "copy.db").read_bytes())
    damaged[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    (tmp_path / "copy.db").write_bytes(damaged)
    kept.close()

    with pytest.raises(NotABackup):
        restore(tmp_path / "copy.db", str(kept.url))

    assert keys(tmp_path / "mentor.db") == ["first"]


def test_something_else_than_a_copy_is_refused(kept: Database, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada, this is not a database. " * 100, encoding="utf-8")
    kept.close()

    with pytest.raises(NotABackup):
        restore(tmp_path / "letter.txt", str(kept.url))


def test_a_copy_from_a_newer_version_is_refused(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    kept.close()

    with pytest.raises(NotABackup, match="another version"):
        restore(tmp_path / "copy.db", str(kept.url))


def test_a_damaged_database_may_be_replaced(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    kept.close()
    (tmp_path / "mentor.db").write_bytes(b"nothing but noise" * 1000)

    restore(tmp_path / "copy.db", str(kept.url))

    assert keys(tmp_path / "mentor.db") == ["first"]
