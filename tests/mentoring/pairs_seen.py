"""Pairs as a lead sees them: Mei mentors Ada every two weeks, and anything can be told differently."""

from datetime import timedelta
from typing import Any

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.overview import PairSeen
from tests.examples import MONDAY

DAY = timedelta(days=1)


def seen(**otherwise: Any) -> PairSeen:  # noqa: ANN401 - any of its fields
    """Show a pair that began sixty days ago, agreed, and met last week."""
    facts: dict[str, Any] = {
        "id": 1,
        "mentor": "UMEI",
        "mentor_name": "mei",
        "mentee": "UADA",
        "mentee_name": "ada",
        "started_at": MONDAY - 60 * DAY,
        "rhythm": 14 * DAY,
        "lifecycle": Lifecycle.ACTIVE,
        "held": 4,
        "met": 4,
        "agreed": 2,
        "idle_since": MONDAY - 7 * DAY,
        "first_met_at": MONDAY - 50 * DAY,
        "last_met_at": MONDAY - 7 * DAY,
    }
    return PairSeen(**facts | otherwise)


def unmet(days: int, **otherwise: Any) -> PairSeen:  # noqa: ANN401 - any of its fields
    """Show a pair that has yet to meet, so many days after it began."""
    never: dict[str, Any] = {"held": 0, "met": 0, "idle_since": None, "first_met_at": None, "last_met_at": None}
    began = {"started_at": MONDAY - days * DAY, "lifecycle": Lifecycle.INITIATING, "agreed": 0}
    return seen(**never | began | otherwise)


def over(**otherwise: Any) -> PairSeen:  # noqa: ANN401 - any of its fields
    """Show a pair that completed ten days ago."""
    return seen(**{"lifecycle": Lifecycle.ENDED_COMPLETED, "ended_at": MONDAY - 10 * DAY} | otherwise)
