"""What travels on the wire: the shape of JSON, how long Slack waits, and what a refusal is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Slack waits for things. These are real seconds, never the story's."""

    ack: timedelta = timedelta(seconds=3)
    trigger: timedelta = timedelta(seconds=3)
    response_url: timedelta = timedelta(minutes=30)
    retries: tuple[timedelta, ...] = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


class Refused(Exception):
    """Slack says no to the bot."""

    def __init__(self, error: str, *messages: str, **more: object) -> None:
        """Keep Slack's error word, the lines naming what was wrong, and what else the answer carries."""
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.more: Mapping[str, object] = more

    def as_answer(self) -> Json:
        """Say no as the Web API says it."""
        answer: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return answer


class Impossible(Exception):
    """A person tried what Slack's own window would not let them do."""
