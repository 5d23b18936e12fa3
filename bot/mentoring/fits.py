"""Fits: how it feels after a first session, asked of each alone, and again while it is too early (practice B5)."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.mentoring.answers import Answer, Topic, by
from bot.mentoring.sessions import Session

FITS: Final = {"good": "Good", "early": "Too early to tell", "wrong": "Not right"}
EARLY: Final = "early"
ASKED_MOST: Final = 3
"""Whoever can't tell after three sessions is asked by the pulse, later and less often."""


def to_ask_about(slack_id: str, answers: Iterable[Answer], held: Sequence[Session]) -> Session | None:
    """Find the session after which somebody is asked: the first, and the next one after each "too early"."""
    said = by(slack_id, answers, Topic.FIT)
    if (said and said[-1].value != EARLY) or len(said) >= min(len(held), ASKED_MOST):
        return None
    return held[len(said)]
