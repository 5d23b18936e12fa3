"""The database: one engine, short transactions, and a workspace that every query is held to."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cached_property
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, orm

from bot.store import copying
from bot.store.held import NoWorkspace, hold

__all__ = ["Database", "NoWorkspace", "workspace_of"]

THREADS = 40
"""Listeners, senders and a little air: as many connections as can be busy at once."""
WAITS = 10_000
"""Milliseconds in which whoever writes to a file, or holds it, has to be done."""
SOON = 2_000
"""As much for whoever pressed something and waits: Slack calls a failure what takes three seconds."""
IN_A_HURRY: ContextVar[bool] = ContextVar("in_a_hurry", default=False)
OURS_ALONE = 0o600
"""Who may read a SQLite file: it holds what people wrote in private. Its log takes the mode over from it."""
ROWS_COUNTED = 1000
"""Of each index: enough to tell a mentor's pairs from everybody's, and done in a few milliseconds."""

TELL = sa.text("SELECT set_config('app.workspace', :workspace, true), set_config('app.everywhere', :everywhere, true)")
"""Row level security asks for these two (bot/store/walls.py)."""
A_LINE_THAT_DIED = {"tcp_user_timeout": WAITS, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
"""It is noticed within seconds: a machine or a network that vanished says no word, and nobody else would tell."""
WAIT_LESS = sa.text("SELECT set_config('lock_timeout', :longest, true)")


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Wait for a turn no longer than whoever pressed something does: better a clear word than an answer too late."""
    before = IN_A_HURRY.set(True)
    try:
        yield
    finally:
        IN_A_HURRY.reset(before)


class Database:
    """Opens transactions. SQLite for one process, PostgreSQL for many; the same tables and queries on both."""

    def __init__(self, url: str) -> None:
        """Prepare the engine; nothing is opened yet."""
        self.url = sa.make_url(url)
        self.engine = _sqlite(self.url) if self.url.get_backend_name() == "sqlite" else _postgresql(self.url)
        self._kept: dict[str, Any] = {}
        self._sessions = orm.sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def begin(self, workspace: str) -> Iterator[orm.Session]:
        """Open one transaction that sees and writes one workspace only, and commit it at the end."""
        with self._sessions(info=self._held_to(workspace)) as db, db.begin():
            yield db

    @contextmanager
    def look(self, workspace: str) -> Iterator[orm.Session]:
        """Read one workspace without keeping any writer waiting."""
        with self._sessions(info=self._held_to(workspace), bind=self._reading) as db, db.begin():
            yield db

    @contextmanager
    def everywhere(self) -> Iterator[orm.Session]:
        """Open a transaction over all workspaces: for rounds and delivery, never for a handler."""
        with self._sessions(info={"everywhere": True}) as db, db.begin():
            yield db

    @contextmanager
    def survey(self) -> Iterator[orm.Session]:
        """Read over all workspaces without keeping any writer waiting."""
        with self._sessions(info={"everywhere": True}, bind=self._reading) as db, db.begin():
            yield db

    @contextmanager
    def rehearsal(self, workspace: str = "") -> Iterator[orm.Session]:
        """Open a transaction over all workspaces, or one, that is undone at the end, whatever happened in it."""
        with self._sessions(info=self._held_to(workspace) if workspace else {"everywhere": True}) as db:
            try:
                yield db
            finally:
                db.rollback()

    @contextmanager
    def apart(self, workspace: str = "") -> Iterator[orm.Session]:
        """Open a transaction in a copy of what is kept: what happens in it keeps nobody waiting, and is gone after."""
        copy = Database("sqlite://")
        try:
            copying.fill(copy.engine, self.engine, TELL, workspace)
            with copy.rehearsal(workspace) as db:
                yield db
        finally:
            copy.close()

    def _held_to(self, workspace: str) -> dict[str, Any]:
        """Hold a transaction to a workspace, and give it what this process keeps of the database."""
        return {"workspace": workspace, "kept": self._kept}

    @cached_property
    def _reading(self) -> sa.Engine:
        return self.engine.execution_options(reading=True)

    def tend(self) -> None:
        """Let SQLite count what it holds, which PostgreSQL does by itself.

        Without that it may read everybody's pairs to find one mentor's, for each mentor. A connection knows the count
        it was opened with, so that all of them are opened anew.
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.begin() as connection:
                connection.exec_driver_sql(f"PRAGMA analysis_limit = {ROWS_COUNTED}")
                connection.exec_driver_sql("ANALYZE")
            if not _is_in_memory(self.url):
                self.engine.dispose()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def workspace_of(db: orm.Session) -> str:
    """Return the workspace this transaction is held to; fail closed when there is none."""
    workspace = db.info.get("workspace")
    if not workspace:
        raise NoWorkspace
    return str(workspace)


@event.listens_for(orm.Session, "do_orm_execute")
def _hold_to_workspace(state: orm.ORMExecuteState) -> None:
    """Narrow every statement to the transaction's workspace, or refuse it."""
    info = state.session.info
    if info.get("everywhere") or state.is_column_load or state.is_relationship_load:
        return
    if not info.get("workspace"):
        raise NoWorkspace
    state.statement = hold(state.statement, state.parameters, info["workspace"])


@event.listens_for(orm.Session, "before_flush")
def _write_in_workspace(db: orm.Session, _context: object, _instances: object) -> None:
    """Refuse to write a row of another workspace, and to move a row from one to another wherever it is done."""
    workspace = db.info.get("workspace")
    if not workspace and not db.info.get("everywhere"):
        raise NoWorkspace
    for row in (*db.new, *db.dirty, *db.deleted):
        if (workspace and row.workspace != workspace) or orm.attributes.get_history(row, "workspace").deleted:
            raise NoWorkspace


@event.listens_for(orm.Session, "before_attach")
@event.listens_for(orm.Session, "loaded_as_persistent")
def _take_in(db: orm.Session, row: Any) -> None:  # noqa: ANN401 - a domain object
    """Refuse to take in an object of another workspace: a later look-up would find it without asking the database."""
    workspace = db.info.get("workspace")
    if workspace and row.workspace != workspace:
        raise NoWorkspace


@event.listens_for(orm.Session, "after_begin")
def _tell_postgresql(db: orm.Session, _transaction: object, connection: sa.Connection) -> None:
    """Tell PostgreSQL whose rows this transaction may see; the next one on this connection has to say so itself."""
    if connection.dialect.name == "postgresql":
        place = {"workspace": db.info.get("workspace", ""), "everywhere": str(bool(db.info.get("everywhere"))).lower()}
        connection.execute(TELL, place)
        if IN_A_HURRY.get():
            connection.execute(WAIT_LESS, {"longest": f"{SOON}ms"})


def _is_in_memory(url: sa.URL) -> bool:
    return url.database in {None, "", ":memory:"}


def _sqlite(url: sa.URL) -> sa.Engine:
    """SQLite for one process: WAL, full sync, and writers that queue instead of losing updates (reliability 4.1)."""
    in_memory = _is_in_memory(url)
    engine = sa.create_engine(
        url,
        poolclass=sa.QueuePool,
        # What is kept in memory lives in its one connection, which threads have to take in turns.
        pool_size=1 if in_memory else THREADS,
        max_overflow=0,
        pool_use_lifo=True,  # a connection that was just used has its pages and statements at hand
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )

    making = Lock()

    @event.listens_for(engine, "do_connect")
    def make(_dialect: object, _record: object, given: list[str], _more: object) -> None:
        # One at a time: whoever closes a file ends the locks that this whole process has on it.
        if not in_memory and not url.query:
            with making, suppress(OSError):  # mostly it is there; what else is wrong SQLite says itself
                os.close(os.open(given[0], os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=wal", "synchronous=full", f"busy_timeout={WAITS}", "foreign_keys=on"):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        waits = SOON if IN_A_HURRY.get() else WAITS
        if connection.info.get("waits", WAITS) != waits:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {waits}")
            connection.info["waits"] = waits
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: sa.URL) -> sa.Engine:
    """PostgreSQL through psycopg 3, with limits so that nothing waits for ever (reliability 4.2)."""
    limits = "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=30s"
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=THREADS,
        max_overflow=0,
        pool_use_lifo=True,  # a connection that was just used has prepared what is asked again and again
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={"options": limits, "connect_timeout": 10} | A_LINE_THAT_DIED,
    )
