"""A Slack that only remembers: what was posted, to whom, when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import Message
from bot.slack import Posted, Slack


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it arrived."""

    to: str
    at: datetime
    letter: int
    text: str


class Recorder(Slack):
    """One workspace's Slack, in which everything goes well."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Take the story's clock."""
        self._now = now
        self.heard: list[Heard] = []

    def post(self, to: str, message: Message, letter: int) -> Posted:
        """Remember a message."""
        self.heard.append(Heard(to, self._now(), letter, message.text))
        return Posted(f"D{to}", f"{letter}")

    def edit(self, posted: Posted, message: Message) -> None:
        """Let a change pass: it pings nobody."""
