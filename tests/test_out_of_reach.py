"""A database that is held, away or full: whoever pressed something hears so in time, and jobs wait longer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from bot.responses import OUT_OF_REACH
from bot.store.database import Database, in_a_hurry
from bot.store.lock import is_out_of_reach
from tests.examples import TEAM
from tests.test_desk import FIELD, Counter, counter, sent, typed

__all__ = ["counter"]


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Let another program hold the file for good, and let nobody who is in a hurry wait for long."""
    monkeypatch.setattr("bot.store.database.SOON", 1)
    database = Database(f"sqlite:///{tmp_path / 'mentor.db'}")
    with database.begin(TEAM) as db:
        db.connection()
    with closing(sqlite3.connect(tmp_path / "mentor.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield database
    database.close()


def test_whoever_acts_while_the_file_is_held_hears_that_nothing_is_lost(
    counter: Counter, held: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def keep() -> None:
        with held.begin(TEAM) as db:
            db.connection()

    counter.desk.command("log")(keep)
    counter.hears(typed("log"))

    assert counter.replies.texts == [OUT_OF_REACH]
    assert "Traceback" not in caplog.text


def test_a_form_stays_open_with_what_was_typed(counter: Counter, held: Database) -> None:
    def keep() -> None:
        with held.begin(TEAM) as db:
            db.connection()

    counter.desk.view("goal")(keep)

    assert OUT_OF_REACH in counter.hears(sent("goal", FIELD)).body


def test_whoever_waits_is_told_sooner_than_a_job_gives_up(database_url: str, database_kind: str) -> None:
    asks, longest, soon = {
        "sqlite": ("PRAGMA busy_timeout", 10_000, 2_000),
        "postgresql": ("SHOW lock_timeout", "3s", "2s"),
    }[database_kind]

    with closing(Database(database_url)) as database:

        def waits() -> object:
            with database.begin(TEAM) as db:
                return db.connection().scalar(sa.text(asks))

        with in_a_hurry():
            assert waits() == soon
        assert waits() == longest


def test_a_mistake_of_ours_is_not_called_a_database_out_of_reach(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'mentor.db'}")
    with database.engine.connect() as connection, pytest.raises(exc.OperationalError) as mistake:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    database.close()

    assert not is_out_of_reach(mistake.value)
    assert not is_out_of_reach(ValueError())
    assert is_out_of_reach(exc.TimeoutError("every connection is taken"))
