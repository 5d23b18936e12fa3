"""A Slack that fails in every way Slack can, and writes down what really was posted. It knows nothing of the bot."""

import hashlib
import json
import os
import random
import socket
import struct
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.faults.clocks import FastClock, real

HANGS = 1.1
"""Seconds on the wall, longer than anybody waits for an answer here."""
LANDS_AFTER = 30.0
"""Seconds in the story after which a late message lands: half of the bot's grace."""
UNDER_WAY = 0.5
"""Seconds on the wall in which a request may have been under way when another was told to slow down."""
UNWRITTEN = 1.0
"""Seconds on the wall in which a busy machine may not have written down yet what it was told."""
RST = struct.pack("ii", 1, 0)
API = "/api/"
"""Behind it comes the worker's name, and then the method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """How likely each fault is, each time somebody posts; the same seed, letter and attempt has the same fate."""

    busy: float = 0.0
    stored_then_hangs: float = 0.0
    stored_then_reset: float = 0.0
    reset_before: float = 0.0
    stored_then_500: float = 0.0
    failed_before: float = 0.0
    lands_late: float = 0.0
    history_busy: float = 0.0
    history_each: float = 0.0
    per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Posted:
    """One message that people can read."""

    letter: int
    team: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody was told to say nothing from a workspace for a while."""

    told: str
    since: float
    until: datetime


@dataclass(slots=True)
class FailingSlack:
    """What was posted, and what was refused. The log only grows."""

    clock: FastClock
    odds: Odds
    seed: int
    url: str = ""
    log: list[Posted] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    early: list[Silence] = field(default_factory=list)
    """What was told each time that somebody spoke nevertheless."""
    struck: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """When each worker was killed, or made to stand still, by its name."""
    revoked: set[str] = field(default_factory=set)
    calls_of_revoked: Counter[str] = field(default_factory=Counter)
    channels: defaultdict[str, list[Posted]] = field(default_factory=lambda: defaultdict(list))
    attempts: Counter[int] = field(default_factory=Counter)
    silences: dict[str, Silence] = field(default_factory=dict)
    buckets: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    looked_at: dict[str, datetime] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fate(self, letter: int, attempt: int) -> tuple[str, int]:
        """Draw what becomes of one attempt, and for how long to wait if it is too much."""
        drawn = int.from_bytes(hashlib.sha256(f"{self.seed}:{letter}:{attempt}".encode()).digest()[:8])
        dice = random.Random(drawn)  # noqa: S311 - faults, not secrets
        point, wait = dice.random(), dice.randint(1, 30)
        for name in (
            *("busy", "stored_then_hangs", "stored_then_reset", "reset_before"),
            *("stored_then_500", "failed_before", "lands_late"),
        ):
            point -= getattr(self.odds, name)
            if point < 0:
                return name, wait
        return "ok", wait

    def store(self, letter: int, team: str, to: str) -> Posted:
        """Let a message be read from now on."""
        with self.lock:
            at = self.clock().timestamp() + len(self.log) / 1e6
            posted = Posted(letter, team, f"D{to}", f"{at:.6f}")
            self.log.append(posted)
            self.channels[posted.channel].append(posted)
        return posted

    def is_too_fast(self, team: str) -> int:
        """Count a post against what Slack allows a workspace; return for how long to wait when it is too much."""
        now = self.clock()
        with self.lock:
            silence = self.silences.get(team)
            if silence and silence.until > now:
                if time.monotonic() - silence.since > UNDER_WAY:
                    self.early.append(silence)
                return int((silence.until - now).total_seconds()) + 1
            if not self.odds.per_second:
                return 0
            at, tokens = self.buckets.get(team, (now, 20.0))
            tokens = min(20.0, tokens + (now - at).total_seconds() * self.odds.per_second)
            self.buckets[team] = (now, tokens - 1 if tokens >= 1 else tokens)
            return 0 if tokens >= 1 else 1

    def silence(self, team: str, seconds: int, told: str) -> None:
        """Want to hear nothing from a workspace for so long, and tell one worker so."""
        with self.lock:
            self.silences[team] = Silence(told, time.monotonic(), self.clock() + timedelta(seconds=seconds))

    def strike(self, worker: str) -> None:
        """Know that a worker is about to be killed, or to stand still."""
        with self.lock:
            self.struck[worker].append(time.monotonic())

    @property
    def too_early(self) -> int:
        """How often somebody spoke who could have known better: whoever was told had the time to write it down."""
        with self.lock:
            return sum(not self._is_unwritten(silence) for silence in self.early)

    def _is_unwritten(self, silence: Silence) -> bool:
        return any(-UNDER_WAY <= at - silence.since <= UNWRITTEN for at in self.struck[silence.told])

    def history(self, team: str, channel: str, oldest: float) -> list[dict[str, Any]] | int:
        """Show the newest messages, or say for how long to wait."""
        now = self.clock()
        with self.lock:
            if self.odds.history_each:
                last = self.looked_at.get(team)
                if last and (now - last).total_seconds() < self.odds.history_each:
                    return int(self.odds.history_each)
                self.looked_at[team] = now
            found = [each for each in self.channels[channel] if float(each.ts) > oldest][-15:]
        if random.random() < self.odds.history_busy:  # noqa: S311 - faults, not secrets
            return 3
        return [
            {"ts": each.ts, "metadata": {"event_type": "mentor_letter", "event_payload": {"letter": each.letter}}}
            for each in reversed(found)
        ]


class Asked(BaseHTTPRequestHandler):
    """One request."""

    slack: FailingSlack
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        given = json.loads(body) if body.startswith("{") else {key: each[0] for key, each in parse_qs(body).items()}
        team = self.headers.get("Authorization", "").partition("xoxb-")[2]
        worker, _, method = self.path.removeprefix(API).rpartition("/")
        with self.slack.lock:
            self.slack.calls[method] += 1
            if team in self.slack.revoked:
                self.slack.calls_of_revoked[team] += 1
        if team in self.slack.revoked:
            self.say({"ok": False, "error": "token_revoked"})
        elif method == "chat.postMessage":
            self.post(given, team, worker)
        elif method == "conversations.history":
            found = self.slack.history(team, given["channel"], float(given.get("oldest") or 0))
            self.wait_for(found) if isinstance(found, int) else self.say({"ok": True, "messages": found})
        elif method == "conversations.open":
            self.say({"ok": True, "channel": {"id": f"D{given['users']}"}})
        else:
            self.say({"ok": False, "error": "unknown_method"})

    def post(self, given: Mapping[str, Any], team: str, worker: str) -> None:
        """Meet one post with its fate."""
        slack, to = self.slack, str(given["channel"])
        if wait := slack.is_too_fast(team):
            self.wait_for(wait)
            return
        metadata = given["metadata"]
        letter = int((json.loads(metadata) if isinstance(metadata, str) else metadata)["event_payload"]["letter"])
        with slack.lock:
            slack.attempts[letter] += 1
            attempt = slack.attempts[letter]
        fate, wait = slack.fate(letter, attempt)
        if fate == "busy":
            slack.silence(team, wait, worker)
            self.wait_for(wait)
        elif fate in {"reset_before", "failed_before"}:
            self.reset() if fate == "reset_before" else self.say({"ok": False, "error": "internal_error"}, 500)
        elif fate == "lands_late":
            landing = threading.Timer(real(LANDS_AFTER), slack.store, (letter, team, to))
            landing.daemon = True
            landing.start()
            self.hang()
        else:
            posted = slack.store(letter, team, to)
            if fate == "stored_then_hangs":
                self.hang()
            elif fate == "stored_then_reset":
                self.reset()
            elif fate == "stored_then_500":
                self.say({"ok": False, "error": "fatal_error"}, 500)
            else:
                self.say({"ok": True, "channel": posted.channel, "ts": posted.ts})

    def say(self, answer: Mapping[str, Any], status: int = 200, **headers: str) -> None:
        """Answer."""
        words = json.dumps(answer).encode()
        with suppress(OSError):  # whoever asked may be gone
            self.send_response_only(status)
            for name, value in (
                {"Content-Type": "application/json", "Content-Length": str(len(words))} | headers
            ).items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(words)

    def wait_for(self, seconds: int) -> None:
        """Say that it is too much."""
        with self.slack.lock:
            self.slack.calls["429"] += 1
        self.say({"ok": False, "error": "ratelimited"}, 429, Retry_After=str(seconds))

    def hang(self) -> None:
        """Answer nothing for longer than anybody waits."""
        time.sleep(HANGS)

    def reset(self) -> None:
        """Break the line, hard."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        os.close(self.connection.detach())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """As many lines at once as there are senders, and quiet about those that break."""

    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """Keep quiet: breaking lines is what this is for."""


@contextmanager
def failing_slack(clock: FastClock, odds: Odds, seed: int) -> Iterator[FailingSlack]:
    """Open it on this machine."""
    slack = FailingSlack(clock, odds, seed)
    with Server(("127.0.0.1", 0), type("Here", (Asked,), {"slack": slack})) as server:
        slack.url = f"http://127.0.0.1:{server.server_port}{API}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield slack
        finally:
            server.shutdown()
            thread.join()
