"""Marks: which letter a message is. Its number travels along, out of sight, and comes back with the message."""

from collections.abc import Mapping
from typing import Any

METADATA = "mentor_letter"


def mark(letter: int) -> dict[str, Any]:
    """Make the mark of a letter. Others in the workspace can read it, so it is a number and no words."""
    return {"event_type": METADATA, "event_payload": {"letter": letter}}


def letter_in(message: Mapping[str, Any]) -> int | None:
    """Tell which letter a message is; None for a message that is none."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != METADATA:
        return None
    number = (metadata.get("event_payload") or {}).get("letter")
    return number if isinstance(number, int) else None
