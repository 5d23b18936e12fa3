"""What went between Slack and the bot, for whoever wants to look."""

import json
import re
import time
from collections import deque
from dataclasses import dataclass
from typing import Literal

from bot.playground.clock import Clock
from bot.playground.wire import Json

KEPT = 2000
TOKEN = re.compile(r"x(oxb|app)-[\w-]+")
Direction = Literal["to_bot", "from_bot"]


@dataclass(slots=True)
class Entry:
    """One thing said in one direction, noted when it was over."""

    direction: Direction
    kind: str
    summary: str
    body: Json
    at: str
    began: float


class Traffic:
    """The last things that were said, numbered."""

    def __init__(self, clock: Clock) -> None:
        """Date entries by the story's clock."""
        self._clock = clock
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self.last = 0

    def begin(self, direction: Direction, kind: str, summary: str, body: Json) -> Entry:
        """Start the watch on something that was just sent."""
        return Entry(direction, kind, summary, body, self._clock.now().isoformat(), time.monotonic())

    def finish(self, entry: Entry, *, error: str | None = None, answer: Json | None = None) -> None:
        """Note how it ended."""
        self.last += 1
        noted: Json = {
            "n": self.last,
            "at": entry.at,
            "direction": entry.direction,
            "kind": entry.kind,
            "summary": TOKEN.sub(r"x\1-…", entry.summary),
            "ok": error is None,
            "ms": round((time.monotonic() - entry.began) * 1000, 1),
            "body": masked(entry.body),
        }
        if error is not None:
            noted["error"] = error
        if answer is not None:
            noted["answer"] = masked(answer)
        self._entries.append(noted)

    def after(self, number: int) -> list[Json]:
        """List what came after this number."""
        return [entry for entry in self._entries if entry["n"] > number]


def masked(body: Json) -> Json:
    """Copy a body without the tokens in it."""
    copy: Json = json.loads(TOKEN.sub(r"x\1-…", json.dumps(body, ensure_ascii=False)))
    return copy
