"""The tables and their versions: up, down, up again, and the same tables that the code has."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import exc

from bot.store import letters
from bot.store.database import Database
from bot.store.migrations.__main__ import on_expressions
from bot.store.schema import metadata
from bot.store.upgrade import (
    BASE,
    NoSuchRevision,
    RowsWouldBeLost,
    Standing,
    TablesAreForeign,
    TablesAreNewer,
    alone,
    downgrade,
    lost,
    migrate,
    revisions,
    standing,
    upgrade,
)
from tests.examples import TEAM, ada, letter, mei, pair


def can_be_compared(thing: object, _name: str | None, kind: str, _reflected: bool, _twin: object) -> bool:
    """Leave out indexes on expressions: each database tells them in words of its own."""
    if kind != "index":
        return True
    assert isinstance(thing, sa.Index)
    return all(isinstance(each, sa.Column) for each in thing.expressions)


def tables(database: Database) -> set[str]:
    return set(sa.inspect(database.engine).get_table_names())


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.parametrize("way", [migrate, upgrade])
def test_either_way_makes_the_tables_that_the_code_has(empty: Database, way: Callable[[Database], None]) -> None:
    way(empty)

    with empty.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": can_be_compared})
        assert compare_metadata(found, metadata) == []


@pytest.mark.parametrize("way", [migrate, upgrade])
def test_either_way_makes_the_indexes_on_expressions_too(empty: Database, way: Callable[[Database], None]) -> None:
    way(empty)

    catalog = {
        "sqlite": "SELECT name, sql FROM sqlite_master",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes",
    }
    with empty.engine.connect() as connection:
        made = {name: sql for name, sql in connection.exec_driver_sql(catalog[connection.dialect.name])}  # noqa: C416 - rows are no pairs to a type checker
    wanted = [index for table in metadata.tables.values() for index in on_expressions(table)]
    assert wanted
    for index in wanted:
        assert made[str(index.name)].startswith("CREATE UNIQUE INDEX" if index.unique else "CREATE INDEX")
        assert made[str(index.name)].count("CASE") == sum("CASE" in str(each) for each in index.expressions)


def test_the_tables_can_be_taken_back_and_brought_up_again(empty: Database) -> None:
    upgrade(empty)

    downgrade(empty, BASE)
    assert tables(empty) == {"alembic_version"}

    upgrade(empty)
    assert tables(empty) >= set(metadata.tables)


@pytest.mark.long_story
def test_every_version_can_be_left_in_both_directions_with_people_in_it(empty: Database) -> None:
    upgrade(empty)
    with empty.begin(TEAM) as db:
        db.add(pair(mentor=mei(), mentee=ada()))
        letters.write(db, letter())

    newest_first = revisions()[::-1]
    for version, before in pairwise(newest_first):
        downgrade(empty, before)
        migrate(empty, version)
        downgrade(empty, before)
        assert keys(empty) == [letter().key], f"going from {version} to {before}"

    upgrade(empty)
    with empty.begin(TEAM) as db:
        assert letters.by_key(db, letter().key)


def keys(database: Database) -> list[str]:
    """Read the keys of the letters, whatever else their table has in that version."""
    with database.engine.connect() as connection:
        return list(connection.execute(sa.text("SELECT key FROM letters")).scalars())


def test_one_is_told_how_the_tables_stand(empty: Database) -> None:
    assert standing(empty) is Standing.BEHIND

    upgrade(empty)
    assert standing(empty) is Standing.CURRENT

    with empty.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert standing(empty) is Standing.NEWER


def test_tables_of_a_newer_version_are_left_alone(empty: Database) -> None:
    upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    for change in (upgrade, lambda tables: downgrade(tables, BASE)):
        with pytest.raises(TablesAreNewer, match="newer version"):
            change(empty)


def test_tables_of_another_program_are_left_alone(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE people (name TEXT)"))

    assert standing(empty) is Standing.FOREIGN
    with empty.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE people RENAME TO songs"))
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('4f1c2d')"))
    assert standing(empty) is Standing.FOREIGN
    for change in (upgrade, lambda tables: downgrade(tables, BASE), lambda tables: lost(tables, BASE)):
        with pytest.raises(TablesAreForeign, match="another program"):
            change(empty)
    assert tables(empty) == {"alembic_version", "songs"}


def test_what_an_extension_of_postgresql_brings_along_is_nobody_else_s(empty: Database) -> None:
    if empty.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no extensions that make tables")
    with empty.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE spatial_ref_sys (srid INTEGER)"))
        connection.execute(sa.text("ALTER EXTENSION plpgsql ADD TABLE spatial_ref_sys"))

    assert standing(empty) is Standing.BEHIND
    upgrade(empty)
    assert standing(empty) is Standing.CURRENT


def test_what_would_be_thrown_away_is_told_and_is_still_there(empty: Database) -> None:
    upgrade(empty)
    assert lost(empty, BASE) == {}
    with empty.begin(TEAM) as db:
        db.add(pair(mentor=mei(), mentee=ada()))
        letters.write(db, letter())

    assert lost(empty, BASE) == {"letters": 1, "pairs": 1, "people": 2}
    assert lost(empty, revisions()[-2]) == {}
    assert standing(empty) is Standing.CURRENT
    assert keys(empty) == [letter().key]
    downgrade(empty, BASE)
    assert lost(empty, BASE) == {}


def test_a_version_that_never_was_is_refused(database: Database) -> None:
    with pytest.raises(NoSuchRevision, match="There is no version 1234"):
        downgrade(database, "1234")


def fail_halfway(connection: sa.Connection) -> None:
    metadata.create_all(connection)
    connection.exec_driver_sql("SELECT nonsense")


def test_an_upgrade_that_fails_changes_nothing(empty: Database) -> None:
    with pytest.raises(exc.DatabaseError), alone(empty) as connection:
        fail_halfway(connection)

    assert tables(empty) == set()


def test_bots_that_start_in_the_same_moment_upgrade_once(empty_database_url: str, database_kind: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("a SQLite file has one process")
    start = threading.Barrier(3)

    def begin() -> Standing:
        database = Database(empty_database_url)
        start.wait()
        upgrade(database)
        found = standing(database)
        database.close()
        return found

    with ThreadPoolExecutor(3) as bots:
        assert [each.result() for each in [bots.submit(begin) for _ in range(3)]] == [Standing.CURRENT] * 3


def test_remaking_a_table_in_sqlite_deletes_nothing_that_refers_to_it(database: Database, database_kind: str) -> None:
    if database_kind != "sqlite":
        pytest.skip("only SQLite remakes tables")
    with database.begin(TEAM) as db:
        db.add(pair(mentor=mei(), mentee=ada()))

    with pytest.raises(RowsWouldBeLost), alone(database) as connection:
        connection.exec_driver_sql("DELETE FROM people")

    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
