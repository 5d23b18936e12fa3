"""A workplace: a stand-in for Slack over HTTP that remembers what everybody was shown, and refuses nothing."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]
TEAM = "THALF"
TOKEN = "xoxb-half"
SCOPES = "commands,chat:write,users:read,mpim:write,im:write,im:history"
PLAIN = {"actions", "context", "divider", "header", "input", "section"}


@dataclass(slots=True)
class Shown:
    """One message as it stands in somebody's Slack, and as it was at first."""

    to: str
    channel: str
    ts: str
    at: datetime
    text: str
    blocks: list[Json]
    letter: int
    at_first: list[Json] = field(default_factory=list)
    changed: int = 0


@dataclass(slots=True)
class Seen:
    """What one person was shown because of what they did: counted, so that silence can be told from an answer."""

    answers: list[Json] = field(default_factory=list)
    windows: list[Json] = field(default_factory=list)
    homes: int = 0
    home: Json | None = None


@dataclass(slots=True)
class Workplace:
    """What Slack knows. People are `users.info`'s answers, by id."""

    now: Callable[[], datetime]
    people: dict[str, Json]
    url: str = ""
    messages: list[Shown] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)
    rooms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    on_post: Callable[[Shown], None] = lambda _: None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def of(self, person: str) -> Seen:
        """Return what somebody sees."""
        return self.seen.setdefault(person, Seen())

    def trigger(self, person: str) -> str:
        """Give somebody's act what opens a window."""
        self.triggers[name := f"trigger{next(self.numbers)}"] = person
        return name

    def answer(self, method: str, given: Json) -> Json:
        """Answer one call of the Web API."""
        known: dict[str, Callable[[Json], Json]] = {
            "auth.test": lambda _: {"team_id": TEAM, "team": "Half", "user_id": "UBOT", "bot_id": "BBOT"},
            "users.info": self._person,
            "conversations.open": self._room,
            "conversations.history": lambda _: {"messages": []},
            "chat.postMessage": self._post,
            "chat.update": self._change,
            "files.getUploadURLExternal": lambda _: {"upload_url": f"{self.url}/upload", "file_id": "F1"},
            "files.completeUploadExternal": self._file,
            "upload": lambda _: {},
        }
        return known[method](given) if method in known else self._view(method, given)

    def respond(self, channel: str, ts: str, person: str, given: Json) -> None:
        """Take what came through a response URL: a new answer, or a change of the message it is about."""
        if given.get("replace_original"):
            self._change({"channel": channel, "ts": ts, **given})
        self.of(person).answers.append(given | {"blocks": numbered(given.get("blocks", []))})

    def find(self, channel: str, ts: str) -> Shown | None:
        """Find a message."""
        return next((each for each in self.messages if (each.channel, each.ts) == (channel, ts)), None)

    def _person(self, given: Json) -> Json:
        known = self.people.get(given["user"])
        return {"user": known} if known else {"ok": False, "error": "user_not_found"}

    def _room(self, given: Json) -> Json:
        people = tuple(str(given["users"]).split(","))
        room = f"D{people[0]}" if len(people) == 1 else "G" + "".join(people)
        self.rooms[room] = people
        return {"channel": {"id": room}}

    def _file(self, given: Json) -> Json:
        for person in self.rooms.get(given["channel_id"], (str(given["channel_id"]).removeprefix("D"),)):
            self.of(person).answers.append({"text": "a file", "blocks": []})
        return {"files": []}

    def _post(self, given: Json) -> Json:
        to = str(given["channel"])
        channel = f"D{to}" if to.startswith("U") else to
        ts = f"{self.now().timestamp():.0f}.{next(self.numbers):06d}"
        letter = (given.get("metadata") or {}).get("event_payload", {}).get("letter", 0)
        blocks = numbered(given["blocks"])
        shown = Shown(to, channel, ts, self.now(), given["text"], blocks, letter, at_first=blocks)
        self.messages.append(shown)
        self.on_post(shown)
        return {"channel": channel, "ts": ts}

    def _change(self, given: Json) -> Json:
        shown = self.find(given["channel"], given["ts"])
        if shown is None:
            return {"ok": False, "error": "message_not_found"}
        shown.text, shown.blocks = given["text"], numbered(given["blocks"])
        shown.changed += 1
        return {"channel": shown.channel, "ts": shown.ts}

    def _view(self, method: str, given: Json) -> Json:
        view = given["view"] if isinstance(given["view"], dict) else json.loads(given["view"])
        view = view | {"id": given.get("view_id") or f"V{next(self.numbers)}", "blocks": numbered(view["blocks"])}
        if method == "views.publish":
            seen = self.of(given["user_id"])
            seen.home, seen.homes = view, seen.homes + 1
            return {"view": view}
        if method == "views.update":
            person = next(
                (who for who, seen in self.seen.items() if any(w["id"] == view["id"] for w in seen.windows)), ""
            )
            windows = self.of(person).windows
            windows[:] = [view if each["id"] == view["id"] else each for each in windows]
            self.of(person).answers.append(view)
            return {"view": view | {"hash": "h"}}
        person = self.triggers.pop(given["trigger_id"], "")
        if not person:
            return {"ok": False, "error": "expired_trigger_id"}
        self.of(person).windows.append(view)
        return {"view": view | {"hash": "h"}}


def numbered(blocks: list[Json] | str) -> list[Json]:
    """Give every block an id, as Slack does."""
    several = json.loads(blocks) if isinstance(blocks, str) else blocks
    return [{"block_id": f"b{place}", **block} for place, block in enumerate(several)]


@contextmanager
def opened(place: Workplace) -> Iterator[Workplace]:
    """Open the workplace on this machine."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            path = urlsplit(self.path).path.split("/")
            sent = json.loads(body) if body.startswith("{") else {k: v[0] for k, v in parse_qs(body).items()}
            if path[1] == "response":
                place.respond(path[2], path[3], path[4], sent)
                words = b"ok"
            else:
                words = json.dumps({"ok": True} | place.answer(path[-1], sent)).encode()
            self.send_response_only(200)
            self.send_header("Content-Length", str(len(words)))
            self.send_header("Content-Type", "application/json")
            self.send_header("x-oauth-scopes", SCOPES)
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
