"""Several Slacks at one address, with a memory: what the bot says to each workspace, and with which token."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from wsgiref.types import WSGIApplication

from bot.app import Bot
from bot.manifest import REQUESTS
from bot.settings import Settings
from bot.vault import new_key
from tests.eavesdropping import EAVESDROPPER
from tests.fakes import Clock
from tests.places import AT_ANY_PACE

CLIENT, SECRET, SIGNING = "1.2", "client-secret", "signing-secret"
PUBLIC = "https://mentor.example.com"
SCOPES = "commands,chat:write,users:read,mpim:write,im:write,im:history"
KEY = new_key()
ALL_DAY = 600


@dataclass(frozen=True, slots=True)
class Said:
    """One call: where, which method, and what was said."""

    team: str
    method: str
    arguments: dict[str, Any]


@dataclass(slots=True)
class Slacks:
    """What every workspace of these Slacks knows. Nothing is refused but what Slack refuses."""

    url: str = ""
    teams: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    hangs: bool = False
    silent: set[str] = field(default_factory=set)
    """Methods that aren't answered for as long as they are here; posting when `hangs`."""
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def code(self, team: str, *, organization: bool = False, enterprise: str | None = None) -> str:
        """Let somebody agree on Slack's page; return what the browser brings back."""
        code, token = f"code-{next(self.numbers)}", f"xoxb-{team}-{next(self.numbers)}"
        self.codes[code] = {
            "access_token": token,
            "token_type": "bot",
            "scope": SCOPES,
            "bot_user_id": f"UBOT{team}",
            "app_id": "A1",
            "team": None if organization else {"id": team, "name": f"Team {team}"},
            "enterprise": {"id": team if organization else enterprise, "name": "Org"}
            if organization or enterprise
            else None,
            "is_enterprise_install": organization,
            "authed_user": {"id": "UADMIN"},
        }
        self.teams[token] = team
        return code

    def answer(self, method: str, token: str, given: dict[str, Any], secret: str) -> dict[str, Any]:
        """Answer one call as Slack does."""
        if method == "oauth.v2.access":
            return self._exchange(given, secret)
        team = self.teams.get(token)
        if team is None:
            return {"ok": False, "error": "invalid_auth"}
        self.said.append(Said(team, method, given))
        number = next(self.numbers)
        answers: dict[str, dict[str, Any]] = {
            "auth.test": {"team_id": team, "user_id": f"UBOT{team}", "bot_id": f"B{team}", "team": team},
            "users.info": {
                "user": {"id": given.get("user"), "name": "someone", "tz": "Europe/London", "is_admin": True}
                | self.people.get(str(given.get("user")), {})
            },
            "chat.postMessage": {"channel": f"D{given.get('channel')}", "ts": f"{number}.0"},
            "conversations.open": {"channel": {"id": f"D{number}"}},
            "conversations.history": {"messages": []},
        }
        return {"ok": True} | answers.get(method, {"view": {"id": f"V{number}", "hash": "h"}})

    def _exchange(self, given: dict[str, Any], secret: str) -> dict[str, Any]:
        if secret != f"{CLIENT}:{SECRET}" or given.get("redirect_uri") != f"{PUBLIC}/slack/oauth_redirect":
            return {"ok": False, "error": "invalid_client_id"}
        granted = self.codes.pop(given.get("code", ""), None)
        return {"ok": True} | granted if granted else {"ok": False, "error": "invalid_code"}

    def to(self, team: str, method: str = "") -> list[Said]:
        """Return what was said to one workspace."""
        return [each for each in self.said if each.team == team and method in {"", each.method}]


def method_of(path: str) -> str:
    """Return the method that a path names."""
    return path.rpartition("/")[2]


@contextmanager
def slacks() -> Iterator[Slacks]:
    """Open the Slacks on this machine."""
    place, resting = Slacks(), threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            import base64  # noqa: PLC0415 - only one of many calls needs it

            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            sent = json.loads(body) if body.startswith("{") else {k: v[0] for k, v in parse_qs(body).items()}
            kind, _, token = self.headers.get("Authorization", "").partition(" ")
            secret = base64.b64decode(token).decode() if kind == "Basic" else ""
            path = urlsplit(self.path).path
            answer = place.answer(method_of(path), token, sent, secret)
            if path.startswith("/response/"):
                place.said.append(Said(path.split("/")[2], "response", sent))
            for _ in range(ALL_DAY):
                if method_of(path) not in place.silent | ({"chat.postMessage"} if place.hangs else set()):
                    break
                resting.wait(0.1)
            words = json.dumps(answer).encode()
            self.send_response_only(200)
            self.send_header("Content-Length", str(len(words)))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            with suppress(OSError):  # whoever asked may be gone
                self.wfile.write(words)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        place.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield place
        finally:
            server.shutdown()
            thread.join()


def settings_for_many(place: Slacks, database_url: str, **otherwise: Any) -> Settings:  # noqa: ANN401 - any setting
    """Set a bot up that workspaces install themselves."""
    given: dict[str, Any] = {
        "slack_client_id": CLIENT,
        "slack_client_secret": SECRET,
        "slack_signing_secret": SIGNING,
        "token_keys": (KEY,),
        "public_url": PUBLIC,
        "slack_api_url": f"{place.url}/api/",
        "database_url": database_url,
    }
    return Settings(**given | otherwise)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str:
        """Return one header."""
        return dict(self.headers).get(name, "")


class Caller:
    """Whoever calls the bot over HTTP: Slack with its secret, a browser, or a stranger."""

    def __init__(self, app: WSGIApplication, clock: Clock) -> None:
        self._app, self._clock = app, clock

    def call(self, method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Response:
        """Call once."""
        length = {} if headers.pop("without_length", "") else {"CONTENT_LENGTH": str(len(body))}
        given: list[Any] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": BytesIO(body),
            **length,
            **headers,
        }

        def start(status: str, headers: list[tuple[str, str]], _info: object = None) -> Any:  # noqa: ANN401 - nobody writes
            given.extend([int(status.split(maxsplit=1)[0]), headers])

        words = b"".join(self._app(environ, start))
        return Response(given[0], given[1], words.decode())

    def signed(self, body: str, *, secret: str = SIGNING, late: int = 0) -> dict[str, str]:
        """Sign as Slack does."""
        at = str(int(self._clock().timestamp()) - late)
        made = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"HTTP_X_SLACK_REQUEST_TIMESTAMP": at, "HTTP_X_SLACK_SIGNATURE": f"v0={made}"}

    def slack_sends(self, body: str) -> Response:
        """Send what Slack would."""
        kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
        return self.call("POST", REQUESTS, body.encode(), CONTENT_TYPE=kind, **self.signed(body))

    def command(self, place: Slacks, team: str, text: str, person: str = "UADA", **more: str) -> Response:
        """Type a command."""
        EAVESDROPPER.hear(text)
        given = {"command": "/mentor", "text": text, "team_id": team, "user_id": person, "channel_id": "C1"}
        urls = {"trigger_id": f"t{next(place.numbers)}", "response_url": f"{place.url}/response/{team}"}
        return self.slack_sends(urlencode(given | urls | more))

    def interacts(self, payload: Mapping[str, Any]) -> Response:
        """Press or send off something."""
        EAVESDROPPER.hear(dict(payload))
        return self.slack_sends(urlencode({"payload": json.dumps(payload)}))

    def event(self, team: str, at: int, /, kind: str, **more: Any) -> Response:  # noqa: ANN401 - any event
        """Tell of something that happened."""
        event = {"type": kind} | more.pop("event", {})
        body = {"type": "event_callback", "team_id": team, "event": event, "event_time": at, "event_id": f"Ev{at}"}
        return self.slack_sends(json.dumps(body | more))


class Town:
    """The bot for many workspaces, whoever calls it, and the Slacks it speaks to."""

    def __init__(self, place: Slacks, folder: Path) -> None:
        self.place, self.clock = place, Clock()
        self.settings = settings_for_many(place, f"sqlite:///{folder / 'many.db'}")
        self.bot = Bot(self.settings, self.clock, pace=AT_ANY_PACE)
        self.bot.prepare()
        assert self.bot.door
        self.caller = Caller(self.bot.door, self.clock)

    def installs(self, team: str, **how: Any) -> Response:  # noqa: ANN401 - how Slack would
        """Install the bot as people do."""
        gone = self.caller.call("GET", "/slack/install")
        state = parse_qs(urlsplit(gone.header("Location")).query)["state"][0]
        cookie = gone.header("Set-Cookie").split(";")[0]
        query = urlencode({"code": self.place.code(team, **how), "state": state})
        return self.caller.call("GET", "/slack/oauth_redirect", query=query, HTTP_COOKIE=cookie)
