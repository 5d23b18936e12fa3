"""Clocks: the time that all servers of one database agree on, whatever their own clocks say."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
ASKED_EVERY = 10.0
"""Seconds for which our own stopwatch is good enough."""


class NobodyTells(Exception):
    """The database doesn't tell the time right now."""


class SharedClock:
    """Somebody else's clock, asked now and then, and our own stopwatch in between.

    A lease means something only if whoever gives it and whoever takes it back measure time alike (reliability 2.2). A
    server whose clock is an hour ahead would take letters away from others that are saying them.
    """

    def __init__(self, ask: Clock, own: Clock, stopwatch: Callable[[], float]) -> None:
        """Ask nobody yet. Our own clock is all there is until somebody tells."""
        self._ask, self._own, self._stopwatch = ask, own, stopwatch
        self._told: tuple[datetime, float] | None = None
        self._asking = Lock()

    def __call__(self) -> datetime:
        """Tell the time. Only one thread asks; the others go by what was told before."""
        first = self._told is None
        is_due = self._told is None or self._stopwatch() - self._told[1] >= ASKED_EVERY
        if is_due and self._asking.acquire(blocking=first):
            try:
                self._listen()
            finally:
                self._asking.release()
        if self._told is None:
            return self._own()
        told, at = self._told
        return told + timedelta(seconds=self._stopwatch() - at)

    def _listen(self) -> None:
        """Ask, and take the moment between question and answer for the one that was told."""
        before = self._stopwatch()
        try:
            told = self._ask()
        except NobodyTells:
            return
        self._told = told, (before + self._stopwatch()) / 2


def shared(url: str, own: Clock, stopwatch: Callable[[], float]) -> Clock:
    """Go by PostgreSQL's clock where several servers may share it; a file has one server, whose own clock will do."""
    address = sa.make_url(url)
    if address.get_backend_name() != "postgresql":
        return own
    limits = {"options": "-c statement_timeout=2s", "connect_timeout": 3}
    # Each question has a line of its own: whoever asks may fork, and two processes must not share one.
    engine = sa.create_engine(address.set(drivername="postgresql+psycopg"), poolclass=sa.NullPool, connect_args=limits)

    def ask() -> datetime:
        try:
            with engine.connect() as connection:
                told: datetime = connection.scalars(sa.select(sa.func.clock_timestamp())).one()
        except SQLAlchemyError as trouble:
            log.warning("the database doesn't tell the time: %s", type(trouble).__name__)
            raise NobodyTells from None
        return told.astimezone(UTC)

    return SharedClock(ask, own, stopwatch)
