"""Absence: when a status in Slack says that somebody is away, and how long that is believed."""

from datetime import datetime, timedelta

AWAY = frozenset({":palm_tree:", ":face_with_thermometer:", ":beach_with_umbrella:", ":desert_island:"})
"""Vacationing and out sick are the first two in Slack's own list; the others are how people vary the first."""
LONGEST = timedelta(days=21)
"""A status that stands longer was probably forgotten; whoever is away for longer can pause."""


def away_until(emoji: str, ends: datetime | None, since: datetime, now: datetime) -> datetime | None:
    """Tell until when somebody with this status is left alone; None when it doesn't say that they are away.

    A status without an end is believed as long as any.
    """
    longest = since + LONGEST
    until = min(ends, longest) if ends else longest
    return until if emoji in AWAY and until > now else None
