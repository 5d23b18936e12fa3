"""What was said, where, and who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.playground.app_shape import APP_ID, BOT_ID, BOT_USER, TEAM_ID
from bot.playground.wire import Json


@dataclass(eq=False, kw_only=True)
class Message:
    """One message. Those only one person can see have `only_for` set."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    username: str | None = None
    only_for: str | None = None
    edited: str | None = None

    @property
    def is_ephemeral(self) -> bool:
        """Tell whether one person alone sees it."""
        return self.only_for is not None

    def is_seen_by(self, person: str) -> bool:
        """Tell whether this person sees it."""
        return self.only_for in {None, person}

    def as_slack(self, *, with_metadata: bool = True) -> Json:
        """Describe it as chat.postMessage and conversations.history do."""
        message: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": TEAM_ID}
        if self.user == BOT_USER:
            message |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.username:
            message |= {"username": self.username, "subtype": "bot_message"}
        if self.blocks:
            message["blocks"] = self.blocks
        if self.attachments:
            message["attachments"] = self.attachments
        if self.files:
            message["files"] = self.files
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        if self.edited:
            message["edited"] = {"user": self.user, "ts": self.edited}
        if self.metadata and with_metadata:
            message["metadata"] = self.metadata
        return message

    def as_page(self) -> Json:
        """Describe it for the page."""
        return self.as_slack() | {
            "blocks": self.blocks,
            "edited": self.edited is not None,
            "ephemeral": self.is_ephemeral,
        }


class Messages:
    """Everything that was said."""

    def __init__(self) -> None:
        """Begin with silence."""
        self._said: dict[str, list[Message]] = {}

    def __iter__(self) -> Iterator[Message]:
        """Go through everything, place by place."""
        return (message for channel in self._said.values() for message in channel)

    def keep(self, message: Message) -> None:
        """Add a message to its place."""
        self._said.setdefault(message.channel, []).append(message)

    def forget(self, message: Message) -> None:
        """Take a message away."""
        self._said[message.channel].remove(message)

    def of(self, channel: str) -> list[Message]:
        """List what was said in a place, oldest first."""
        return list(self._said.get(channel, ()))

    def known(self, channel: str, ts: object) -> Message | None:
        """Find one message."""
        return next((one for one in self._said.get(channel, ()) if one.ts == ts), None)

    def unread(self, channel: str, person: str, read_to: str) -> int:
        """Count what others said to this person here since they last looked."""
        return sum(
            one.ts > read_to and one.user != person and one.is_seen_by(person) for one in self._said.get(channel, ())
        )
