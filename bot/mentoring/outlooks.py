"""An outlook: what somebody will be told if nobody does anything before, when, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

AHEAD = timedelta(weeks=6)
"""How far somebody is shown what will come: a pair that meets every four weeks has something in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """One thing that is meant to be said to one person."""

    at: datetime
    about: str
    why: str
    partner: str | None = None
    """With whom, by their Slack id, if it is about a pair or a request."""
    comes_along: bool = False
    """Whether it comes in one message with what stands before it."""
