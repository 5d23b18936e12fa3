"""Upgrades: bringing the tables to the version this code was written for, and back."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.problems import Misused, Problem
from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.walls import build, look_through, owner_is_another

if TYPE_CHECKING:  # Alembic costs a start more than everything else in it, so it is loaded only to change tables
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
BASE = "base"
VERSION = sa.Table(
    "alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True, nullable=False)
)
"""Where Alembic keeps which version the tables have."""
NEWER = "The tables are from a newer version of the bot, so nothing was changed. Run that version, or restore a backup."
FOREIGN = (
    "The database holds tables of another program and none of the bot's, so nothing was changed."
    " Set DATABASE_URL to a file or a database of the bot's own."
)
OF_EXTENSIONS = """
SELECT relname FROM pg_depend JOIN pg_class ON pg_class.oid = objid
WHERE classid = 'pg_class'::regclass AND deptype = 'e' AND relnamespace = current_schema()::regnamespace
"""
SOMEBODY_ELSE_S = (
    "The tables are older than this version of the bot or not there yet, and only another user of the database may"
    " change that."
    " Run `python -m bot db upgrade` once with that user in DATABASE_URL."
)
ONE_AT_A_TIME = 7_356_421
"""The number of the lock under which a PostgreSQL database is changed; any number would do."""


class Standing(StrEnum):
    """How the tables stand to the code."""

    CURRENT = "current"
    BEHIND = "behind"
    NEWER = "newer"
    FOREIGN = "foreign"


class TablesAreNewer(Problem):
    """A newer version of the bot has changed the tables."""


class TablesAreForeign(Problem):
    """The database is another program's."""


class TablesAreSomebodyElse(Problem):
    """The bot connects as a user who may not change the tables, and they need a change."""


class NoSuchRevision(Misused):
    """There is no such version of the tables, or it lies ahead."""


class OnlyTried(Exception):
    """What was done was only to be tried, and is undone."""


class RowsWouldBeLost(Problem):
    """A change of the tables left rows that refer to nothing, and was undone."""


def revisions() -> list[str]:
    """List the versions of the tables, oldest first, by the names of their files."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("*.py"))


def standing(database: Database) -> Standing:
    """Compare the tables with the code, by one look at the database."""
    known, found = revisions(), _revision(database)
    if found not in known:
        with database.engine.execution_options(reading=True).connect() as connection:
            names = set(sa.inspect(connection).get_table_names()) - {VERSION.name} - _of_extensions(connection)
        found = _revision(database)  # once more: another process may have made the tables meanwhile
        if names and (found is None or names.isdisjoint(metadata.tables)):
            return Standing.FOREIGN
    if found == known[-1]:
        return Standing.CURRENT
    return Standing.BEHIND if found is None or found in known else Standing.NEWER


def _of_extensions(connection: sa.Connection) -> set[str]:
    """Name the tables that PostgreSQL's extensions brought along: they are no other program's."""
    return set(connection.scalars(sa.text(OF_EXTENSIONS))) if connection.dialect.name == "postgresql" else set()


def upgrade(database: Database) -> None:
    """Bring the tables up to date; several processes may start at once."""
    match standing(database):
        case Standing.CURRENT:
            return
        case Standing.NEWER:
            raise TablesAreNewer(NEWER)
        case Standing.FOREIGN:
            raise TablesAreForeign(FOREIGN)
        case Standing.BEHIND:
            if owner_is_another(database):
                raise TablesAreSomebodyElse(SOMEBODY_ELSE_S)
            if not _made(database):
                migrate(database)


def migrate(database: Database, to: str = "head") -> None:
    """Bring the tables up to date, or to an earlier version, one after the other, from none if need be."""
    from alembic import command  # noqa: PLC0415 - see the top

    _migrate(database, lambda config: command.upgrade(config, to))


def downgrade(database: Database, to: str) -> None:
    """Take the tables back to an earlier version, or to `base` for none."""
    _must_lie_behind(database, to)
    from alembic import command  # noqa: PLC0415 - see the top

    _migrate(database, lambda config: command.downgrade(config, to))


def lost(database: Database, to: str) -> Mapping[str, int]:
    """Tell which tables would go, with rows in them, and with how many: it is tried, and undone."""
    _must_lie_behind(database, to)
    from alembic import command  # noqa: PLC0415 - see the top

    config, found = configured(), dict[str, int]()
    with suppress(OnlyTried), alone(database) as connection:
        rows = _rows(connection)
        config.attributes["connection"] = connection
        command.downgrade(config, to)
        left = set(sa.inspect(connection).get_table_names())
        found = {name: number for name, number in rows.items() if number and name not in left}
        raise OnlyTried
    return found


def _rows(connection: sa.Connection) -> Mapping[str, int]:
    """Count what is in each table."""
    names = sorted(set(sa.inspect(connection).get_table_names()) - {VERSION.name})
    counted = [
        sa.select(sa.literal(name).label("name"), sa.func.count().label("rows")).select_from(sa.table(name))
        for name in names
    ]
    return {name: number for name, number in connection.execute(sa.union_all(*counted))} if counted else {}  # noqa: C416 - rows are no pairs to a type checker


def _must_lie_behind(database: Database, to: str) -> None:
    """Refuse a version that never was or lies ahead, and tables that aren't of a version known here."""
    if standing(database) is Standing.FOREIGN:
        raise TablesAreForeign(FOREIGN)
    if to not in {BASE, *revisions()}:
        raise NoSuchRevision(f"There is no version {to} of the tables. There are {', '.join([BASE, *revisions()])}.")
    found = _revision(database)
    if found and found not in revisions():
        raise TablesAreNewer(NEWER)
    if to != BASE and to > (found or ""):
        raise NoSuchRevision(f"The tables are at {found or BASE} and can't be taken back to {to}, which is newer.")


def configured() -> "Config":
    """Configure Alembic, which lives in a folder of ours and needs no file of its own."""
    from alembic.config import Config  # noqa: PLC0415 - see the top

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@contextmanager
def alone(database: Database) -> Iterator[sa.Connection]:
    """Open one transaction that changes tables while nobody else does."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            yield from _alone_in_a_file(connection)
        else:
            with connection.begin():
                # The limits of everyday work would end a long change, or the wait for another process that makes it.
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
                look_through(connection)
                yield connection


def _alone_in_a_file(connection: sa.Connection) -> Iterator[sa.Connection]:
    """Change tables without foreign keys: SQLite remakes a table to change it, and would delete what refers to it."""
    keys = connection.connection.cursor()
    keys.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield connection
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RowsWouldBeLost("Some rows would refer to nothing, so nothing was changed. Please report this.")
    finally:
        keys.execute("PRAGMA foreign_keys = ON")
        keys.close()


def _made(database: Database) -> bool:
    """Make all tables at once in a database that has none, which spares a first start Alembic; tell whether it had."""
    with alone(database) as connection:
        if sa.inspect(connection).get_table_names():
            return False
        metadata.create_all(connection)
        VERSION.create(connection)
        connection.execute(sa.insert(VERSION).values(version_num=revisions()[-1]))
        build(connection)
        return True


def _migrate(database: Database, change: Callable[["Config"], None]) -> None:
    config = configured()
    with alone(database) as connection:
        config.attributes["connection"] = connection
        change(config)
        build(connection)


def _revision(database: Database) -> str | None:
    with database.engine.execution_options(reading=True).connect() as connection:
        if not sa.inspect(connection).has_table(VERSION.name):
            return None
        found: str | None = connection.scalar(sa.select(VERSION.c.version_num))
        return found
