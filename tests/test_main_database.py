"""`python -m bot db …`: tables up and down, copies written and put back, and nobody else's database touched."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bot import letterbox
from bot.__main__ import clock, main
from bot.blocks import message
from bot.store.database import Database
from bot.store.lock import Lock


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Be in an empty folder, with a database that isn't there yet."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def says(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.usefixtures("url")
def test_tables_go_up_down_and_up_again() -> None:
    for words, answer in (
        (("upgrade",), "The tables are up to date."),
        (("upgrade",), "The tables are up to date."),
        (("downgrade", "base"), "The tables are at base."),
        (("upgrade",), "The tables are up to date."),
    ):
        done = says("db", *words)

        assert (done.exit_code, done.output) == (0, f"{answer}\n")


def test_tables_in_use_are_not_taken_away(url: str) -> None:
    says("db", "upgrade")
    with Lock(url):
        refused = says("db", "downgrade", "base")

    assert refused.exit_code == 1
    assert "Another process is using" in refused.output
    assert says("db", "downgrade", "base").exit_code == 0


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(("to", "why"), [("nonsense", "There is no version nonsense of"), ("0001", "which is newer")])
def test_a_version_that_never_was_or_lies_ahead_is_named(to: str, why: str) -> None:
    refused = says("db", "downgrade", to)

    assert (refused.exit_code, why in refused.output) == (2, True)


@pytest.mark.usefixtures("url")
def test_a_copy_can_be_written_and_put_back(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    says("db", "upgrade")

    written = says("db", "backup", str(copy))
    (tmp_path / "mentor.db").unlink()
    restored = says("db", "restore", str(copy))

    assert (written.exit_code, written.output) == (0, f"Written and verified: {copy}\n")
    assert (restored.exit_code, restored.output) == (0, f"Restored and verified from {copy}\n")
    assert (tmp_path / "mentor.db").exists()
    again = says("db", "restore", str(copy))
    (aside,) = tmp_path.glob("mentor.db.before-restore-*")
    assert again.output == f"Restored and verified from {copy}\nWhat was there is kept as {aside}\n"


@pytest.mark.usefixtures("url")
def test_a_copy_that_is_not_there_cannot_be_put_back(tmp_path: Path) -> None:
    refused = says("db", "restore", str(tmp_path / "copy.db"))

    assert refused.exit_code == 2
    assert "does not exist" in refused.output


def test_a_database_in_use_is_not_replaced(url: str, tmp_path: Path) -> None:
    says("db", "upgrade")
    says("db", "backup", str(tmp_path / "copy.db"))

    with Lock(url):
        refused = says("db", "restore", str(tmp_path / "copy.db"))

    assert refused.exit_code == 1
    assert "Another process is using" in refused.output


def test_tables_with_something_in_them_go_only_when_somebody_is_sure(url: str) -> None:
    says("db", "upgrade")
    database = Database(url)
    with database.begin("T1") as db:
        letterbox.drop(db, "UADA", "welcome", "first", message("Welcome"), clock())
    database.close()

    refused, done = says("db", "downgrade", "base"), says("db", "downgrade", "base", "--yes")

    assert refused.exit_code == 2
    assert "by how many rows: letters (1). Nothing was changed." in refused.output
    assert (done.exit_code, done.output) == (0, "The tables are at base.\n")


def test_a_file_of_another_program_is_not_touched(tmp_path: Path, url: str) -> None:
    with closing(sqlite3.connect(tmp_path / "mentor.db")) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")

    refused = says("db", "upgrade")

    assert (refused.exit_code, "tables of another program" in refused.output) == (1, True)
    assert sa.inspect(Database(url).engine).get_table_names() == ["songs"]


@pytest.mark.usefixtures("url")
def test_a_file_that_another_program_holds_is_called_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says("db", "upgrade")
    monkeypatch.setattr("bot.store.database.WAITS", 1)
    with closing(sqlite3.connect(tmp_path / "mentor.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        refused = says("db", "upgrade")

    assert (refused.exit_code, "Another program holds the file" in refused.output) == (1, True)
