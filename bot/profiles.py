"""Profiles: what Slack says about a person, read from its own shape."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.mentoring.enrolment import Account
from bot.mentoring.people import Standing


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says about a person."""

    slack_id: str
    name: str
    timezone: str
    title: str
    standing: Standing
    is_admin: bool
    real_name: str = ""
    email: str = field(default="", repr=False)
    """Only where `users:read.email` is granted, and never kept."""
    status: str = ""
    status_ends: datetime | None = None


def described(user: Mapping[str, Any]) -> Profile:
    """Read what Slack says about a person, in its own shape."""
    profile = user.get("profile", {})
    ends = profile.get("status_expiration") or 0
    return Profile(
        slack_id=user["id"],
        name=profile.get("display_name") or user.get("real_name") or user.get("name") or user["id"],
        timezone=user.get("tz") or "UTC",
        title=profile.get("title", ""),
        standing=_standing(user),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        real_name=user.get("real_name") or profile.get("real_name") or "",
        email=profile.get("email") or "",
        status=profile.get("status_emoji") or "",
        status_ends=datetime.fromtimestamp(ends, UTC) if ends else None,
    )


def accounts(several: Iterable[Profile]) -> list[Account]:
    """Return members and guests as a roster may name them; bots, strangers and who has left can't be meant."""
    return [
        Account(each.slack_id, each.name, each.email, each.real_name, each.standing is Standing.GUEST, each.title)
        for each in several
        if each.standing in {Standing.MEMBER, Standing.GUEST}
    ]


def _standing(user: Mapping[str, Any]) -> Standing:
    """Tell what kind of account this is."""
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Standing.BOT
    if user.get("is_stranger"):
        return Standing.STRANGER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER
