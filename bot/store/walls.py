"""Walls: row level security on PostgreSQL, so that even a query that forgot its workspace finds nothing.

A policy on every table lets a transaction see the rows of the workspace it told of, or all rows if it is a round or a
delivery and said so. Told nothing, it sees none. The owner of the tables is held, too; a superuser never is, so the bot
should connect as somebody who is neither.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.schema import metadata

ONLY_ITS_OWN = (
    "current_setting('app.everywhere', true) = 'true' OR workspace = nullif(current_setting('app.workspace', true), '')"
)
POLICY = "only_its_own"
FORCED = """
SELECT relname FROM pg_class
WHERE relrowsecurity AND relforcerowsecurity AND relnamespace = current_schema()::regnamespace
"""
ROLE = """
SELECT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS unheld,
       EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user) AS owner
"""

OTHERS = """
SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND NOT pg_has_role(tableowner, 'USAGE'))
    OR NOT has_schema_privilege(current_schema(), 'CREATE')
"""

NOT_ALLOWED = """
SELECT tablename FROM pg_tables, LATERAL (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS needed(what)
WHERE schemaname = current_schema() AND NOT has_table_privilege(format('%I', tablename), what)
GROUP BY tablename ORDER BY tablename
"""


class Walls(StrEnum):
    """How the walls between workspaces stand in the database."""

    THREE = "three"
    OWNED = "owned"
    UNHELD = "unheld"
    NONE = "none"


def walled() -> Iterator[str]:
    """Return the tables that keep something of workspaces."""
    for table in metadata.sorted_tables:
        if "workspace" in table.c:
            yield table.name


def build(connection: sa.Connection) -> None:
    """Put a wall around every table that has none yet; whoever changes tables does this afterwards."""
    if connection.dialect.name != "postgresql":
        return
    standing = set(connection.scalars(sa.text(FORCED)))
    present = set(sa.inspect(connection).get_table_names())
    for name in walled():
        if name in present - standing:
            for statement in (
                f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY {POLICY} ON {name} USING ({ONLY_ITS_OWN}) WITH CHECK ({ONLY_ITS_OWN})",
            ):
                connection.exec_driver_sql(statement)


def look_through(connection: sa.Connection) -> None:
    """Let a change of tables see every row of theirs."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT set_config('app.everywhere', 'true', true)"))


def standing(database: Database) -> Walls:
    """Tell how the walls stand for whoever the bot connects as; a SQLite file has one user and no such walls."""
    if database.engine.dialect.name != "postgresql":
        return Walls.NONE
    with database.engine.connect() as connection:
        role = connection.execute(sa.text(ROLE)).one()
    if role.unheld:
        return Walls.UNHELD
    return Walls.OWNED if role.owner else Walls.THREE


def owner_is_another(database: Database) -> bool:
    """Tell whether there are tables that only somebody else may change, or whether only they may make any."""
    if database.engine.dialect.name != "postgresql":
        return False
    with database.engine.connect() as connection:
        return bool(connection.scalar(sa.text(OTHERS)))


def out_of_reach(database: Database) -> Sequence[str]:
    """Name the tables that whoever the bot connects as may not use: their rights were given to others, or too early."""
    if database.engine.dialect.name != "postgresql":
        return []
    with database.engine.connect() as connection:
        return connection.scalars(sa.text(NOT_ALLOWED)).all()


def role_made(name: str) -> Iterator[str]:
    """Return what makes a user who may do everything the bot does, and is held by the walls."""
    yield f"CREATE ROLE {name} LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS"
    yield from granted(name)


def granted(name: str) -> Iterator[str]:
    """Return what lets a user work with the tables that are there, and with those that will be."""
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    for what, which in (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES")):
        yield f"GRANT {what} ON ALL {which} IN SCHEMA public TO {name}"
        yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {what} ON {which} TO {name}"
