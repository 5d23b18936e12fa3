"""Rhythms in words, the same wherever they are spoken of."""

from datetime import timedelta
from typing import Final

from bot.mentoring.pairs import RHYTHMS

NAMES: Final = {
    "weekly": "Every week",
    "biweekly": "Every two weeks",
    "three-weekly": "Every three weeks",
    "monthly": "Every four weeks",
    "quarterly": "Once a quarter",
}


def every(rhythm: timedelta) -> str:
    """Say a rhythm in the middle of a sentence."""
    name = next((name for name, each in RHYTHMS.items() if each == rhythm), None)
    return NAMES[name][0].lower() + NAMES[name][1:] if name else f"every {rhythm.days} days"
