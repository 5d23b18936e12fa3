"""Picks: how each of the two would like to go on with a pair that stalls, and what becomes of two answers."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.mentoring.customs import EVERY_RHYTHM
from bot.mentoring.pairs import RHYTHMS, Pair

PAUSE: Final = timedelta(weeks=4)
"""How long a pair pauses when the two agree on a pause and name no date."""
WORKING_DAYS_TO_ANSWER: Final = 5
"""So long the second one may take; then what the first one picked is proposed to both."""


class Pick(StrEnum):
    """Ways to go on, the lightest commitment first."""

    END = "end"
    PAUSE = "pause"
    SLOWER = "slower"
    RESTART = "restart"


LIGHTEST_FIRST: Final = tuple(Pick)


def lighter(picks: Iterable[str]) -> Pick:
    """Choose the lightest commitment among the answers: nobody is held to more than they want (practice D3)."""
    wanted = {Pick(pick) for pick in picks}
    return next(pick for pick in LIGHTEST_FIRST if pick in wanted)


def agreed(answers: Mapping[str, str], pair: Pair) -> Pick | None:
    """Return what both want; None while one hasn't answered, or when they differ."""
    both = [answers.get(person.slack_id) for person in pair.both]
    return Pick(both[0]) if both[0] and both[0] == both[1] else None


def slower_than(rhythm: timedelta, among: Iterable[str] = EVERY_RHYTHM) -> timedelta:
    """Return the next slower rhythm that may be chosen; the slowest stays as it is."""
    return min((RHYTHMS[each] for each in among if RHYTHMS[each] > rhythm), default=rhythm)
