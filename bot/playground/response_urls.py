"""Response URLs: a way to answer that needs no token, five times within half an hour."""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from bot.playground.wire import Refused

USES = 5


@dataclass(eq=False, slots=True)
class Leave:
    """Whom one response URL speaks to, where, and about which message."""

    person: str
    channel: str
    ts: str | None
    made: float
    uses: int = 0


class ResponseUrls:
    """Every response URL that was given out."""

    def __init__(self, life: timedelta) -> None:
        """Let response URLs live so long, in real time."""
        self._life = life.total_seconds()
        self._given: dict[str, Leave] = {}

    def mint(self, person: str, channel: str, ts: str | None = None) -> str:
        """Give out a new one; the answer is its last part."""
        key = secrets.token_urlsafe(18)
        self._given[key] = Leave(person, channel, ts, time.monotonic())
        return key

    def use(self, key: str) -> Leave:
        """Use one once more, or refuse it as Slack would."""
        leave = self._given.get(key)
        if leave is None or time.monotonic() - leave.made > self._life:
            raise Refused("expired_url")
        if leave.uses >= USES:
            raise Refused("used_url")
        leave.uses += 1
        return leave
