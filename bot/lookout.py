"""The lookout: whether the bot lives, whether it is ready, and figures, on a port of its own for whoever watches it."""

import errno
import json
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import gaierror

from sqlalchemy.exc import SQLAlchemyError

from bot.gauges import CONTENT_TYPE, as_text
from bot.probe import Probe
from bot.problems import Problem
from bot.store import room, stuck
from bot.store.database import Database
from bot.store.upgrade import Standing, standing

log = logging.getLogger(__name__)

PROBE = 2.0
"""Seconds in which the database has to answer, or this server isn't ready, and tells no figures of letters."""
SILENT = "the database doesn't answer"
FAILURES = 3
"""So often in a row a tick may fail before its server counts as not ready."""


class PortIsInUse(Problem):
    """Nothing can listen where it should: mostly somebody else does."""


def cannot_listen(host: str, port: int, trouble: OSError, advice: str) -> PortIsInUse:
    """Say why nothing can listen somewhere: another program may, and an address has to be this machine's."""
    where = f"Nothing can listen at {host}:{port} ({type(trouble).__name__})."
    if isinstance(trouble, gaierror) or trouble.errno == errno.EADDRNOTAVAIL:
        return PortIsInUse(f"{where} {host} is no address of this machine: 127.0.0.1 always is, 0.0.0.0 means all.")
    return PortIsInUse(f"{where} Another server may use it: {advice}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What there is to see of a bot, each read at the moment of looking."""

    database: Database
    now: Callable[[], datetime]
    is_ready: Callable[[], bool]
    at_work: Callable[[], int]
    silent: Callable[[datetime], Sequence[str]]
    failures: Callable[[], Mapping[str, int]]
    last_success: Callable[[], Mapping[str, datetime]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the database tells of letters: how many are where, and for how long one has waited; or its trouble."""

    trouble: str
    letters: Mapping[str, int] | None = None
    oldest_due: float = 0.0


class Lookout:
    """Answers `/livez`, `/readyz` and `/metrics`, and nothing else."""

    def __init__(self, signs: Signs, host: str, port: int) -> None:
        """Look at these signs; nothing listens yet."""
        self._signs, self._where = signs, (host, port)
        self._server: ThreadingHTTPServer | None = None
        self._trouble = Probe(lambda: _probed(signs.database), PROBE)
        self._waiting = Probe(lambda: _waiting(signs), PROBE)

    @property
    def url(self) -> str:
        """Where it listens."""
        if self._server is None:
            return ""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def open(self) -> None:
        """Begin to answer."""
        try:
            self._server = ThreadingHTTPServer(self._where, _asking(self._answer))
        except OSError as trouble:
            advice = "give each its own HEALTH_PORT, or leave it empty."
            raise cannot_listen(*self._where, trouble, advice) from None
        threading.Thread(target=self._server.serve_forever, name="lookout", daemon=True).start()
        log.info("health and figures are at %s", self.url)

    def close(self) -> None:
        """Answer no more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def lives(self) -> Sequence[str]:
        """Name what is so wrong that only starting anew helps: ticks that have gone silent."""
        return [f"{name} is silent" for name in self._signs.silent(self._signs.now())]

    def is_not_ready(self) -> Sequence[str]:
        """Name what keeps this server from doing its work, as far as it can be seen from here."""
        found = self._seen_from_here()
        if trouble := _or_silent(self._trouble()):
            found.append(trouble)
        return found

    def _seen_from_here(self) -> list[str]:
        """Name what keeps this server from doing its work that it knows without asking anybody."""
        found = [] if self._signs.is_ready() else ["not connected, not started, or about to end"]
        found += [f"{name} fails" for name, times in self._signs.failures().items() if times >= FAILURES]
        return found

    def figures(self) -> str:
        """Return the figures as Prometheus reads them: without the database, those that this process knows by itself.

        Alerts fire on figures, so that there have to be some just then.
        """
        signs, waiting = self._signs, self._waiting() or Waiting(SILENT)
        return as_text(
            letters=waiting.letters,
            oldest_due=waiting.oldest_due,
            last_success={name: at.timestamp() for name, at in signs.last_success().items()},
            failures=signs.failures(),
            at_work=signs.at_work(),
            is_ready=not (waiting.trouble or self._seen_from_here()),
        )

    def _answer(self, path: str) -> tuple[HTTPStatus, str, str]:
        match path:
            case "/livez":
                return _verdict(self.lives())
            case "/readyz":
                return _verdict(self.is_not_ready())
            case "/metrics":
                return HTTPStatus.OK, CONTENT_TYPE, self.figures()
            case _:
                return HTTPStatus.NOT_FOUND, "text/plain", "There is nothing here.\n"


def _probed(database: Database) -> str:
    """Take the turn to write, and give it back; look for room, and whether the tables are those of this version.

    Newer ones don't keep a server from its work that runs already: they only grow, and servers change one by one.
    """
    try:
        with database.rehearsal() as db:
            db.connection()
        tables = standing(database)
    except SQLAlchemyError as trouble:
        return f"the database: {type(trouble).__name__}"
    if room.is_full(database.engine.url):  # what is only tried and taken back never gets to the disk
        return room.FULL
    return f"the tables are {tables}" if tables in {Standing.BEHIND, Standing.FOREIGN} else ""


def _waiting(signs: Signs) -> Waiting:
    """Read the figures of letters, once it is clear that the database takes and gives."""
    if trouble := _probed(signs.database):
        return Waiting(trouble)
    try:
        with signs.database.survey() as db:
            now = signs.now()
            letters, oldest = stuck.counts(db), stuck.oldest_due(db, now)
    except SQLAlchemyError as trouble:
        return Waiting(f"the database: {type(trouble).__name__}")
    told = {str(state): number for state, number in letters.items()}
    return Waiting("", told, max((now - oldest).total_seconds(), 0) if oldest else 0)


def _or_silent(trouble: str | None) -> str:
    return SILENT if trouble is None else trouble


def _verdict(troubles: Iterable[str]) -> tuple[HTTPStatus, str, str]:
    because = list(troubles)
    status = HTTPStatus.SERVICE_UNAVAILABLE if because else HTTPStatus.OK
    return status, "application/json", json.dumps({"ok": not because, "because": because}) + "\n"


def _asking(answer: Callable[[str], tuple[HTTPStatus, str, str]]) -> type[BaseHTTPRequestHandler]:
    """Make what speaks HTTP to whoever looks."""

    class Asking(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, told = answer(self.path.partition("?")[0])
            words = told.encode()
            self.send_response_only(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *_: object) -> None:
            """Keep quiet: whoever looks does so every few seconds."""

    return Asking
