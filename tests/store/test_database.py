"""A transaction sees and writes one workspace, and what it refers to lies there, too."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError

from bot.mentoring.people import Person
from bot.store import people
from bot.store.columns import Moment
from bot.store.database import Database, NoWorkspace, workspace_of
from bot.store.tables.pairs import pairs as pair_rows
from bot.store.upgrade import upgrade
from tests.conftest import IN_CI
from tests.databases import LANGUAGE
from tests.examples import MONDAY, TEAM, ada, mei, pair
from tests.store.crew import ELSEWHERE, kept, known


def test_another_workspace_s_people_are_not_seen(database: Database) -> None:
    kept(database, ada(), mei(workspace=ELSEWHERE))

    with database.begin(TEAM) as db:
        assert [person.slack_id for person in db.scalars(sa.select(Person))] == ["UADA"]
        assert people.known(db, "UMEI") is None
    with database.look(ELSEWHERE) as db:
        assert [person.slack_id for person in db.scalars(sa.select(Person))] == ["UMEI"]


def test_rounds_see_everybody(database: Database) -> None:
    kept(database, ada(), mei(workspace=ELSEWHERE))

    with database.everywhere() as db:
        assert len(db.scalars(sa.select(Person)).all()) == 2


def test_nothing_is_written_into_another_workspace(database: Database) -> None:
    with pytest.raises(NoWorkspace), database.begin(TEAM) as db:
        db.add(ada(workspace=ELSEWHERE))

    with database.everywhere() as db:
        assert db.scalars(sa.select(Person)).all() == []


def test_threads_take_turns_at_what_is_kept_in_memory() -> None:
    database = Database("sqlite://")
    upgrade(database)
    with database.begin(TEAM) as db:
        db.add(ada())

    def look(_: int) -> str:
        with database.begin(TEAM) as db:
            return known(db, "UADA").slack_id

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(look, range(40))) == {"UADA"}
    database.close()


def test_a_file_and_its_log_are_for_their_owner_alone(tmp_path: Path) -> None:
    usual = os.umask(0o022)
    try:
        database = Database(f"sqlite:///{tmp_path / 'mentor.db'}")
        upgrade(database)
    finally:
        os.umask(usual)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("mentor.db", "mentor.db-wal", "mentor.db-shm"), 0o600)
    database.close()


def test_a_query_that_names_no_workspace_is_refused(database: Database) -> None:
    with pytest.raises(NoWorkspace), database.begin("") as db:
        db.scalars(sa.select(Person)).all()
    with database.everywhere() as db, pytest.raises(NoWorkspace):
        workspace_of(db)


def test_the_database_itself_refuses_a_pair_across_workspaces(database: Database) -> None:
    kept(database, ada(), mei(workspace=ELSEWHERE))
    with database.begin(TEAM) as db:
        here = known(db, "UADA")
    with database.begin(ELSEWHERE) as db:
        there = known(db, "UMEI")

    sound = {"workspace": TEAM, "mentor_id": there.id, "mentee_id": here.id}
    told = pair()
    row = {name: getattr(told, name) for name in pair_rows.c.keys() if hasattr(told, name)} | sound  # noqa: SIM118 - of columns, not of a dict
    with pytest.raises(IntegrityError), database.begin(TEAM) as db:
        db.execute(sa.insert(pair_rows).values(row))


def test_what_is_rehearsed_never_happened(database: Database) -> None:
    kept(database, ada())

    with database.rehearsal() as db:
        db.scalars(sa.select(Person)).one().name = "somebody else"
        db.flush()

    with database.look(TEAM) as db:
        assert known(db, "UADA").name == "ada"


def test_an_error_undoes_the_transaction(database: Database) -> None:
    def fail() -> None:
        with database.begin(TEAM) as db:
            db.add(ada())
            db.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with database.look(TEAM) as db:
        assert people.known(db, "UADA") is None


def test_a_moment_comes_back_in_utc_wherever_it_was_said(database: Database) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    kept(database, ada(paused_until=datetime(2026, 3, 2, 15, 45, tzinfo=kathmandu)))

    with database.look(TEAM) as db:
        until = known(db, "UADA").paused_until

    assert until == MONDAY
    assert until.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = MONDAY.replace(tzinfo=None)

    with database.look(TEAM) as db, pytest.raises(StatementError, match="time zone"):
        db.scalar(sa.select(sa.literal(naive, Moment)))


def test_a_database_that_was_tended_finds_a_mentor_s_pairs_without_reading_everybody_s(tmp_path: Path) -> None:
    counted = sa.text("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'")
    question = sa.text("EXPLAIN QUERY PLAN SELECT 1 FROM pairs WHERE mentor_id = 1 AND workspace = 'T1'")
    with closing(Database(f"sqlite:///{tmp_path}/tended.db")) as database:
        upgrade(database)
        with database.begin(TEAM) as db:
            for number in range(20):
                mentor, mentee = mei(slack_id=f"UMENTOR{number}"), ada(slack_id=f"UMENTEE{number}")
                db.add(pair(mentor=mentor, mentee=mentee))
            db.flush()
            assert db.connection().scalar(counted) == 0
        database.tend()
        with database.begin(TEAM) as db:
            assert db.connection().scalar(counted) == 1
            assert "mentor_id=?" in db.connection().execute(question).one().detail


def test_where_it_decides_postgresql_sorts_by_a_language_as_most_servers_do(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite sorts by bytes")
    with database.survey() as db:
        if (
            not IN_CI
            and db.scalar(sa.text("SELECT datcollate FROM pg_database WHERE datname = current_database()")) != LANGUAGE
        ):
            pytest.skip(f"this machine doesn't know {LANGUAGE}")
        assert db.scalar(sa.text("SELECT 'key:1' > 'key;'"))
