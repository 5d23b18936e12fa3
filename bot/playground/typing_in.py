"""What people type: how Slack turns names into ids and keeps its own signs apart from the text's."""

import re

from bot.playground.workspace import Workspace

AT = re.compile(r"(?<![\w@])@([\w.-]*\w)")
HASH = re.compile(r"(?<![\w&#])#([\w-]+)")
ADDRESS = re.compile(r"https?://[^\s<>|]+")
EVERYBODY = frozenset({"channel", "here", "everyone"})


def escaped(space: Workspace, text: str) -> str:
    """Replace & < > and turn @ana, #general and addresses into what Slack stores."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = ADDRESS.sub(lambda match: f"<{match[0]}>", text)
    text = AT.sub(lambda match: _mention(space, match), text)
    return HASH.sub(lambda match: _channel(space, match), text)


def said(space: Workspace, text: str) -> str:
    """Escape as for a message, where a mention carries no name and @channel calls everybody."""
    text = re.sub(r"<@(\w+)\|[^>]*>", r"<@\1>", escaped(space, text))
    return re.sub(r"(?<![\w@<])@(channel|here|everyone)\b", r"<!\1>", text)


def _mention(space: Workspace, match: re.Match[str]) -> str:
    member = None if match[1] in EVERYBODY else space.people.by_name(match[1])
    return match[0] if member is None else f"<@{member.id}|{member.person.name}>"


def _channel(space: Workspace, match: re.Match[str]) -> str:
    channel = space.channels.named(match[1])
    return match[0] if channel is None else f"<#{channel.id}|{channel.name}>"
