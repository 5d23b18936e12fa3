"""Occasions: when something is worth saying, and how urgent saying it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Class(StrEnum):
    """Why a letter exists, which decides what manners allow (practice, delivery policy)."""

    TRANSACTIONAL = "T"
    """Another person is waiting, or it answers an act. No budget, but the reader's hours hold."""
    SERVICE = "S"
    """Belongs to a session the reader booked. Never dropped, merged within a day."""
    NUDGE = "N"
    """The bot's own idea. Budgeted, can be reduced and stopped."""
    BROADCAST = "B"
    """A lead to a channel."""
    LEAD = "L"
    """To a lead, about the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing worth saying to one person, from `at` until it is no longer true to say it.

    The occasion names the fact that triggered it (a session, a date), never the moment of looking:
    "due and not yet said" survives a missed day, "fourteen days old" does not.
    """

    to: str
    at: datetime
    until: datetime
    occasion: str
