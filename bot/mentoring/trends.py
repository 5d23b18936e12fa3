"""Trends: how pairs stand, stood and began, counted for whoever would rather see a picture."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from bot.mentoring.health import Status
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.overview import PairSeen

TOOK: Final = ((7, "1 week"), (14, "2 weeks"), (21, "3 weeks"), (30, "1 month"))
LATER: Final = "later"
NOT_YET: Final = "not yet"
TO_CHECK_IN: Final = "due a check-in"
"""With a session or an agreement: the two are reminded, and nobody else is called for."""
NAMED: Final = {
    Lifecycle.PAUSED: "paused",
    Lifecycle.DORMANT: "resting",
    Lifecycle.WINDING_DOWN: "wrapping up",
    Lifecycle.REDEFINED: "without a schedule",
    Lifecycle.PROPOSED: "proposed",
}


def states(several: Iterable[PairSeen], now: datetime) -> dict[str, int]:
    """Count the pairs that aren't over by how they do; a hold counts among those on a break, as everywhere."""
    found = dict.fromkeys(("on track", "too early to tell", TO_CHECK_IN, "stalled", "not started"), 0)
    found |= {"paused": 0, "resting": 0, "wrapping up": 0, "without a schedule": 0, "proposed": 0}
    for pair in several:
        if pair.is_open:
            found[state(pair, now)] += 1
    return found


def state(pair: PairSeen, now: datetime) -> str:
    """Say in a word or two how one pair stands."""
    if not pair.is_open:
        return "over" if pair.came_about else "didn't come about"
    status = pair.status(now)
    return NAMED.get(pair.lifecycle.shown) or (TO_CHECK_IN if status is Status.NEEDS_CHECK_IN else str(status))


def over_time(several: Sequence[PairSeen], marks: Sequence[datetime]) -> list[tuple[datetime, int, int]]:
    """Count at each moment how many pairs were under way, and how many on a break."""
    counted = []
    for mark in marks:
        stood = [pair.stood(mark) for pair in several]
        counted.append((mark, stood.count(Lifecycle.ACTIVE), stood.count(Lifecycle.PAUSED)))
    return counted


def first_meetings(several: Iterable[PairSeen]) -> dict[str, int]:
    """Count how long pairs took to meet for the first time; those that haven't yet are counted apart."""
    found = dict.fromkeys([*(name for _, name in TOOK), LATER, NOT_YET], 0)
    for pair in several:
        if (days := pair.met_after) is not None:
            found[next((name for most, name in TOOK if days <= most), LATER)] += 1
        elif pair.is_open and pair.came_about and not pair.first_met_at:
            found[NOT_YET] += 1
    return found
