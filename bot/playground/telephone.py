"""Asking the playground over HTTP, as tests and demonstrations do."""

import http.client
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from bot.playground.wire import Json

A = TypeVar("A")
PATIENCE = 30.0
GLANCE = 0.02
BAD_REQUEST = 400


class Declined(Exception):
    """The playground says that this cannot be done."""


class NothingCame(AssertionError):
    """What somebody waited for did not come in time."""


class Telephone:
    """A line to the playground."""

    def __init__(self, url: str) -> None:
        """Call the playground at this address."""
        self._host = urlsplit(url).netloc

    def ask(self, path: str, **query: str) -> Json:
        """Ask for something."""
        return self._call("GET", f"{path}?{urlencode(query)}" if query else path, None)

    def tell(self, path: str, **body: object) -> Json:
        """Do something."""
        return self._call("POST", path, json.dumps(body))

    def clear(self, path: str) -> Json:
        """Take something away."""
        return self._call("DELETE", path, None)

    def _call(self, method: str, path: str, body: str | None) -> Json:
        line = http.client.HTTPConnection(self._host, timeout=PATIENCE)
        try:
            line.request(method, path, body, {"Content-Type": "application/json"})
            response = line.getresponse()
            answer: Json = json.loads(response.read())
        finally:
            line.close()
        if response.status >= BAD_REQUEST:
            raise Declined(answer["error"])
        return answer


class StoryClock:
    """The story's clock, moved from outside."""

    def __init__(self, line: Telephone, person: str) -> None:
        """Jump to the mornings of this person's own time zone."""
        self._line = line
        self._person = person

    def now(self) -> datetime:
        """Tell the story's time."""
        return datetime.fromisoformat(self._line.ask("/play/clock")["now"])

    def advance(self, by: timedelta) -> datetime:
        """Move on by so much."""
        return self._put(advance=by.total_seconds())

    def to(self, moment: datetime) -> datetime:
        """Move on to this moment."""
        return self._put(to=moment.isoformat())

    def morning(self) -> datetime:
        """Move on to ten o'clock on the next working day."""
        return self._put(jump="morning")

    def week(self) -> datetime:
        """Move on by a week."""
        return self._put(jump="week")

    def nudge(self) -> datetime:
        """Move on to when the bot next means to speak."""
        return self._put(jump="nudge")

    def _put(self, **where: object) -> datetime:
        return datetime.fromisoformat(self._line.tell("/play/clock", **where, **{"as": self._person})["now"])


class Stagehand:
    """Whoever changes the world around the bot: faults, scopes, accounts, sockets."""

    def __init__(self, url: str) -> None:
        """Work at the playground at this address."""
        self._line = Telephone(url)

    def breaks(self, method: str, fault: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self._line.tell("/play/faults", method=method, fault=fault, times=times, retry_after=retry_after)

    def mends(self) -> None:
        """Plan nothing to go wrong any more."""
        self._line.clear("/play/faults")

    def faults(self) -> list[Json]:
        """List what is still planned to go wrong."""
        planned: list[Json] = self._line.ask("/play/faults")["faults"]
        return planned

    def traffic(self, kind: str | None = None, after: int = 0) -> list[Json]:
        """List what went between Slack and the bot."""
        entries = self._line.ask("/play/traffic", after=str(after))["entries"]
        return [entry for entry in entries if kind in {None, entry["kind"]}]

    def grants(self, *scopes: str) -> None:
        """Set what the bot's token may do."""
        self._line.tell("/play/scopes", granted=list(scopes))

    def changes(self, person: str, **account: object) -> None:
        """Change a person's account."""
        self._line.tell("/play/people", id=person, **account)

    def ends_sockets(self, how: str) -> None:
        """Refresh, close or drop the bot's sockets."""
        self._line.tell("/play/socket", do=how)

    def installs(self, *, installed: bool) -> None:
        """Put the app into the workspace, or remove it."""
        self._line.tell("/play/install", installed=installed)


def wait_until(find: Callable[[], A], within: float, missing: Callable[[], str]) -> A:
    """Look again and again until there is something, and say what was missing when there never is."""
    deadline = time.monotonic() + within
    while True:
        found = find()
        if found:
            return found
        if time.monotonic() > deadline:
            raise NothingCame(missing())
        time.sleep(GLANCE)
