"""What the bot's token may do."""

from typing import Literal

from bot.playground.channels import Conversation
from bot.playground.wire import Refused
from bot.playground.workspace import Workspace

PREFIXES = {"channel": "channels", "dm": "im", "group": "mpim"}


def needs(space: Workspace, *scopes: str) -> None:
    """Refuse unless the token may do one of these."""
    if not set(scopes) & set(space.scopes):
        raise Refused("missing_scope", needed=",".join(scopes), provided=",".join(space.scopes))


def needs_for(space: Workspace, channel: Conversation, what: Literal["read", "history"]) -> None:
    """Refuse unless the token may do this in a place of that kind."""
    needs(space, f"{PREFIXES[channel.kind]}:{what}")
