"""Copies of the database: sound, complete, private, and never in the way of those who write."""

import os
import resource
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.store import letters
from bot.store.backup import CannotWrite, NotABackup, NotOursToCopy, WouldBeLost, backup, restore
from bot.store.database import Database
from bot.store.lock import DatabaseIsInUse, Lock
from bot.store.upgrade import upgrade
from tests.examples import MONDAY, TEAM, letter


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


def test_a_copy_takes_the_place_of_an_older_one_and_of_nothing_else(kept: Database, tmp_path: Path) -> None:
    copy, notes, pipe = tmp_path / "copy.db", tmp_path / "notes.txt", tmp_path / "pipe"
    copy.touch()
    backup(kept, copy)
    write(kept, "second")
    notes.write_text("my only notes", encoding="utf-8")
    os.mkfifo(pipe)

    backup(kept, copy)
    for path, why in ((notes, "isn't a copy of the bot's database"), (pipe, "is no file")):
        with pytest.raises(WouldBeLost, match=why):
            backup(kept, path)

    assert keys(copy) == ["first", "second"]
    assert notes.read_text(encoding="utf-8") == "my only notes"
    assert pipe.is_fifo()


def test_songs_of_another_program_are_no_copy(kept: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "songs.db")) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")

    with pytest.raises(WouldBeLost):
        backup(kept, tmp_path / "songs.db")


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


@pytest.mark.parametrize("name", ["mentor.db-wal", "mentor.db-shm", "mentor.db-journal", "mentor.db.lock", "a link"])
def test_nothing_that_is_part_of_the_database_is_overwritten_by_its_copy(
    kept: Database, tmp_path: Path, name: str
) -> None:
    os.link(tmp_path / "mentor.db", tmp_path / "a link")

    with pytest.raises(CannotWrite, match="Choose another place"):
        backup(kept, tmp_path / name)

    assert keys(tmp_path / "mentor.db") == ["first"]


def test_a_folder_that_is_not_there_is_named(kept: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="nowhere"):
        backup(kept, tmp_path / "nowhere" / "copy.db")


def test_a_copy_that_finds_no_room_is_refused_and_the_one_before_and_the_database_stay(
    kept: Database, tmp_path: Path
) -> None:
    copy, other = tmp_path / "copy.db", tmp_path / "other.db"
    backup(kept, copy)
    other.write_bytes(b"what was there")
    before = copy.read_bytes()
    with full_disk():
        with pytest.raises(CannotWrite, match=r"copy\.db can't be written .*, so nothing was changed"):
            backup(kept, copy)
        with pytest.raises(CannotWrite, match=r"other\.db can't be written .*, so nothing was changed"):
            restore(copy, f"sqlite:///{other}", MONDAY)
    assert copy.read_bytes() == before
    assert other.read_bytes() == b"what was there"
    assert not list(tmp_path.glob(".*"))


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow beyond what a full disk would leave it."""
    usually = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, usually[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usually)


def test_a_database_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no database"):
        backup(Database(f"sqlite:///{tmp_path / 'none.db'}"), tmp_path / "copy.db")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql://mentor@localhost/mentor", "sqlite://"])
def test_postgresql_has_its_own_tools(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotOursToCopy, match="pg_dump"):
        backup(Database(url), tmp_path / "copy.db")
    with pytest.raises(NotOursToCopy, match="pg_restore"):
        restore(tmp_path / "copy.db", url, MONDAY)


def test_a_copy_brings_everything_back_and_what_was_there_is_kept(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    write(kept, "a mistake")
    kept.close()

    aside = restore(tmp_path / "copy.db", str(kept.url), MONDAY)

    assert keys(tmp_path / "mentor.db") == ["first"]
    assert aside == tmp_path / f"mentor.db.before-restore-{MONDAY:%Y%m%dT%H%M%SZ}"
    assert keys(aside) == ["first", "a mistake"]


def test_a_second_copy_put_back_leaves_alone_what_the_first_one_laid_aside(kept: Database, tmp_path: Path) -> None:
    """Whoever takes the wrong weekday first still has the database as it was at the accident."""
    for name in ("monday.db", "tuesday.db"):
        backup(kept, tmp_path / name)
        write(kept, name)
    write(kept, "at the accident")
    kept.close()

    first, second = (restore(tmp_path / name, str(kept.url), MONDAY) for name in ("monday.db", "tuesday.db"))

    assert first
    assert second
    assert keys(first) == ["first", "monday.db", "tuesday.db", "at the accident"]
    assert keys(second) == ["first"]
    assert keys(tmp_path / "mentor.db") == ["first", "monday.db"]


def test_a_file_in_use_is_put_back_whole_and_nothing_hidden_is_left(kept: Database, tmp_path: Path) -> None:
    place = tmp_path / "drill"
    place.mkdir()
    write(kept, "still in the log")
    assert (tmp_path / "mentor.db-wal").exists()

    restore(tmp_path / "mentor.db", f"sqlite:///{place / 'drilled.db'}", MONDAY)

    assert sorted(file.name for file in place.iterdir()) == ["drilled.db", "drilled.db.lock"]
    assert keys(place / "drilled.db") == ["first", "still in the log"]


def test_a_file_whose_log_was_lost_leaves_nothing_hidden_either(kept: Database, tmp_path: Path) -> None:
    place = tmp_path / "drill"
    place.mkdir()
    kept.close()
    shutil.copyfile(tmp_path / "mentor.db", tmp_path / "carried.db")

    restore(tmp_path / "carried.db", f"sqlite:///{place / 'drilled.db'}", MONDAY)

    assert sorted(file.name for file in place.iterdir()) == ["drilled.db", "drilled.db.lock"]


def test_a_copy_makes_a_database_where_there_was_none(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")

    assert restore(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'new.db'}", MONDAY) is None

    assert keys(tmp_path / "new.db") == ["first"]


def test_a_database_that_somebody_has_open_is_not_replaced(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")

    with kept.look(TEAM) as db:
        assert letters.by_key(db, "first")
        with pytest.raises(DatabaseIsInUse):
            restore(tmp_path / "copy.db", str(kept.url), MONDAY)


def test_a_database_that_a_bot_runs_on_is_not_replaced(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    kept.close()

    with Lock(kept.url), pytest.raises(DatabaseIsInUse):
        restore(tmp_path / "copy.db", str(kept.url), MONDAY)


def test_a_damaged_copy_is_refused_and_nothing_changes(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    damaged = bytearray((tmp_path / "copy.db").read_bytes())
    damaged[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    (tmp_path / "copy.db").write_bytes(damaged)
    kept.close()

    with pytest.raises(NotABackup):
        restore(tmp_path / "copy.db", str(kept.url), MONDAY)

    assert keys(tmp_path / "mentor.db") == ["first"]


def test_something_else_than_a_copy_is_refused(kept: Database, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada, this is not a database. " * 100, encoding="utf-8")
    kept.close()

    with pytest.raises(NotABackup):
        restore(tmp_path / "letter.txt", str(kept.url), MONDAY)


def test_a_copy_from_a_newer_version_is_refused(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    kept.close()

    with pytest.raises(NotABackup, match="another version"):
        restore(tmp_path / "copy.db", str(kept.url), MONDAY)


def test_a_damaged_database_may_be_replaced(kept: Database, tmp_path: Path) -> None:
    backup(kept, tmp_path / "copy.db")
    kept.close()
    (tmp_path / "mentor.db").write_bytes(b"nothing but noise" * 1000)

    restore(tmp_path / "copy.db", str(kept.url), MONDAY)

    assert keys(tmp_path / "mentor.db") == ["first"]
