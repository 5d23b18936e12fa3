"""Admission: who may ask at all, before anything is done for them, and where they may be answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.blocks import heard
from bot.mentoring.people import CannotTakePart
from bot.mentoring.refusals import Refusal
from bot.pace import Pace
from bot.workspaces import Here

ABOUT_THE_APP = frozenset({"app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked"})
"""What Slack tells of workspaces that come and go."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of this machine: a stand-in for Slack on it may call itself by another one than the settings do."""


class NotInstalled(Refusal):
    """I'm not installed in this workspace (any more), so I can't do that here. Whoever manages its apps can add me."""


def admit(here: Here, actor: str, body: Mapping[str, Any], pace: Pace, now: datetime) -> None:
    """Let a request in, or refuse it kindly: not installed here, from another company, or too fast."""
    happened = (body.get("event") or {}).get("type")
    if happened in ABOUT_THE_APP:
        return
    if here.slack is None:
        raise NotInstalled
    if happened is None:
        if is_from_elsewhere(here, body):
            raise CannotTakePart
        pace.admit(here.workspace, actor, search=is_search(body), now=now)


def is_search(body: Mapping[str, Any]) -> bool:
    """Tell whether this makes the bot compare everybody who offers something."""
    return "command" in body and heard(body.get("text")).partition(" ")[0].lower() == "find"


def is_from_elsewhere(here: Here, body: Mapping[str, Any]) -> bool:
    """Tell whether somebody of another company acts, in a channel that two share.

    In an organization a person's home may be another workspace of it; there Slack's word about the person decides.
    """
    home = (body.get("user") or {}).get("team_id") if isinstance(body.get("user"), dict) else None
    return bool(home) and home != here.workspace and not body.get("enterprise")


def answerable(url: object, api: str) -> str:
    """Return a response URL if it leads to Slack; the bot calls no other address, whatever it is told."""
    try:
        here, there = urlsplit(api), urlsplit(str(url or ""))
    except ValueError:
        return ""
    ours = LOOPBACK if here.hostname in LOOPBACK else {here.hostname, f"hooks.{here.hostname}"}
    if there.scheme != here.scheme or there.hostname not in ours:
        return ""
    return there.geturl()


def ways(body: Mapping[str, Any], api: str) -> Mapping[str, str]:
    """Return where Slack lets the bot post in the channels that were picked in a modal, by channel."""
    opened = body.get("response_urls") or []
    return {str(each.get("channel_id")): url for each in opened if (url := answerable(each.get("response_url"), api))}
