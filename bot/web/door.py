"""The door: whatever comes over HTTP is checked here, before anything of it is read, believed or logged."""

import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs
from wsgiref.types import StartResponse, WSGIEnvironment

import sqlalchemy as sa
from slack_bolt import App, BoltRequest
from slack_sdk.signature import Clock, SignatureVerifier
from sqlalchemy.exc import SQLAlchemyError

from bot.manifest import INSTALL, REDIRECT, REQUESTS
from bot.probe import Probe
from bot.responses import OUT_OF_REACH, inputs
from bot.settings import Settings
from bot.store import inbox
from bot.store.database import Database, in_a_hurry
from bot.tallies import TALLIES
from bot.web.installing import Installing
from bot.web.pages import Answer

log = logging.getLogger(__name__)

READY = "/slack/ready"
"""Where a proxy asks whether it may send requests here."""
REACHED_WITHIN, KNOWN_FOR = 0.8, 1.0
"""Seconds in which the database has to answer, or a proxy is told to call others; and for which it is believed to."""
LONGEST_WAIT = 2.0
"""Seconds in which it has to answer, or nobody's request is begun: one that is never answered keeps its thread."""
LARGEST_BODY = 1_000_000
"""Slack's largest payload is a modal of 250 kB."""
LARGEST_CHECK = 2_000
"""What comes without a signature is only read as far as Slack's own check of the address is long."""
TIMESTAMP, SIGNATURE = re.compile(r"[0-9]{1,12}", re.ASCII), re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
FINE, UNSIGNED = Answer(HTTPStatus.OK), Answer(HTTPStatus.UNAUTHORIZED, "This doesn't come from Slack.")
TOO_LARGE = Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is too much.", {"Connection": "close"})
NO_LENGTH = Answer(HTTPStatus.LENGTH_REQUIRED, "How long is it?", {"Connection": "close"})
UNREADABLE = Answer(HTTPStatus.BAD_REQUEST, "This can't be read.")
LATER = Answer(HTTPStatus.SERVICE_UNAVAILABLE, "Please try again in a moment.", {"Retry-After": "5"})
NOTHING_HERE = Answer(HTTPStatus.NOT_FOUND, "There is nothing here.")


class Door:
    """A WSGI application: Slack's requests, and installing where workspaces do that themselves."""

    is_watched = False
    """Whether a proxy has ever asked if it may send requests here."""

    def __init__(
        self,
        bolt: App,
        settings: Settings,
        database: Database,
        now: Callable[[], datetime],
        is_ready: Callable[[], bool] = bool,
    ) -> None:
        """Open onto Bolt's app; `is_ready` tells whether requests are welcome here."""
        self._bolt, self._database, self._now, self._is_ready = bolt, database, now, is_ready
        self._reaches_database = Probe(lambda: _is_reached(database), REACHED_WITHIN, KNOWN_FOR)
        self._serves_requests = Probe(lambda: _is_reached(database), LONGEST_WAIT, KNOWN_FOR)
        self._verifier = SignatureVerifier(settings.slack_signing_secret, _Told(now))
        self._installing = Installing(settings, database, now) if settings.for_many else None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            answer = self._answer(environ)
        except SQLAlchemyError as trouble:
            log.warning("the database didn't answer a request: %s", type(trouble).__name__)
            answer = LATER
        return answer.give(start_response)

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        match environ.get("REQUEST_METHOD"), environ.get("PATH_INFO"):
            case "POST", path if path == REQUESTS:
                return self._request(environ)
            case "GET" | "HEAD", path if path == READY:
                self.is_watched = True
                return FINE if self._is_ready() and self._reaches_database() else LATER
            case "GET", path if path == INSTALL and self._installing:
                return self._installing.begin()
            case "GET", path if path == REDIRECT and self._installing:
                query = parse_qs(environ.get("QUERY_STRING", ""), errors="replace")
                return self._installing.come_back(query, environ.get("HTTP_COOKIE", ""))
        return NOTHING_HERE

    def _request(self, environ: WSGIEnvironment) -> Answer:
        """Take one request of Slack's: cap it, read it, check that it is Slack's and new, and hand it to Bolt."""
        timestamp, signature = _header(environ, "REQUEST_TIMESTAMP"), _header(environ, "SIGNATURE")
        is_signed = bool(TIMESTAMP.fullmatch(timestamp) and SIGNATURE.fullmatch(signature))
        body = _body(environ, LARGEST_BODY if is_signed else LARGEST_CHECK)
        if isinstance(body, Answer):
            return body
        if len(body) <= LARGEST_CHECK and parse_qs(body).get("ssl_check") == ["1"]:
            return FINE  # Slack looks whether the address is encrypted; nothing is done
        if not is_signed or not self._verifier.is_valid(body, timestamp, signature):
            log.info("a request without Slack's signature was refused")
            TALLIES.count("refused", "unsigned")
            return UNSIGNED
        return self._heard(environ, body, signature)

    def _heard(self, environ: WSGIEnvironment, body: str, signature: str) -> Answer:
        """Hand a request to Bolt, unless the very same was handed over before."""
        try:
            request = BoltRequest(body=body, query=environ.get("QUERY_STRING", ""), headers=_headers(environ))
        except (ValueError, TypeError, AttributeError, RecursionError):  # Slack sends none of that
            return UNREADABLE
        workspace: object = request.context.team_id or request.context.enterprise_id
        if not isinstance(workspace, str | None) or "\0" in (workspace or "") or not _has_its_shape(request.body):
            return UNREADABLE
        try:
            with in_a_hurry():
                return self._handed_over(request, workspace, signature)
        except SQLAlchemyError as trouble:
            log.warning("the database didn't answer a request: %s", type(trouble).__name__)
            return _out_of_reach(request.body)

    def _handed_over(self, request: BoltRequest, workspace: str | None, signature: str) -> Answer:
        if workspace:
            if self._database.engine.dialect.name == "postgresql" and not self._serves_requests():
                return _out_of_reach(request.body)
            with self._database.begin(workspace) as db:
                if not inbox.is_new(db, f"http:{signature}", self._now()):
                    TALLIES.count("refused", "replay")
                    return FINE
        response = self._bolt.dispatch(request)
        return Answer(response.status, response.body or "", response.headers)


def _out_of_reach(body: Mapping[str, Any]) -> Answer:
    """Say so to whoever typed a command or sent a form, as far as Slack shows it; what happened Slack tells again."""
    if "command" in body:
        told: dict[str, object] = {"response_type": "ephemeral", "text": OUT_OF_REACH}
    elif body.get("type") == "view_submission" and (fields := inputs(body)):
        told = {"response_action": "errors", "errors": {fields[0]: OUT_OF_REACH}}
    else:
        return LATER
    return Answer(HTTPStatus.OK, json.dumps(told), {"Content-Type": "application/json"})


def _has_its_shape(body: Mapping[str, Any]) -> bool:
    """Tell whether the parts of a request are what they are in all of Slack's."""
    acts = body.get("actions", [{}])
    are_acts = isinstance(acts, list) and bool(acts) and all(isinstance(act, dict) for act in acts)
    return are_acts and all(isinstance(body.get(part, {}), dict) for part in ("event", "view"))


def _is_reached(database: Database) -> bool:
    """Tell whether this server gets to its database; another one may, so that requests should go there."""
    try:
        with database.survey() as db:
            db.execute(sa.select(1))
    except SQLAlchemyError as trouble:
        log.warning("the database can't be reached: %s", type(trouble).__name__)
        return False
    return True


class _Told(Clock):
    """slack_sdk's clock, told the time by whoever tells it to everybody."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


def _body(environ: WSGIEnvironment, most: int) -> str | Answer:
    """Read a request, if it says how long it is and isn't too long."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdecimal()):
        return NO_LENGTH
    if int(length) > LARGEST_BODY:
        return TOO_LARGE
    if int(length) > most:
        return UNSIGNED
    try:
        return str(environ["wsgi.input"].read(int(length)).decode())
    except UnicodeDecodeError:
        return UNSIGNED


def _header(environ: WSGIEnvironment, name: str) -> str:
    return str(environ.get(f"HTTP_X_SLACK_{name}", ""))


def _headers(environ: WSGIEnvironment) -> dict[str, Any]:
    """Return the headers that Bolt looks at."""
    named = {"content-type": environ.get("CONTENT_TYPE", "")}
    retries = {
        key[5:].lower().replace("_", "-"): value
        for key, value in environ.items()
        if key.startswith("HTTP_X_SLACK_RETRY_")
    }
    return named | retries
