"""Dates of a program: what is refused of them, and the midpoint between two."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.mentoring.refusals import Refusal

MIDPOINT_AT: Final = 0.5
LAUNCH: Final = "launches_on"
SATURDAY: Final = 5
WEEK: Final = 7


class DatesAreOutOfOrder(Refusal):
    """Each date has to come after the one above it, and launch at least four weeks before the end."""

    def __init__(self, at: str) -> None:
        """Remember which date comes too soon."""
        super().__init__()
        self.at = at


class DateHasPassed(DatesAreOutOfOrder):
    """That day has passed already. Please pick today or a day to come, or leave it empty."""


def middle(begins: date, ends: date) -> date:
    """Return the day in the middle, whatever day that is."""
    return begins + timedelta(days=int((ends - begins).days * MIDPOINT_AT))


def halfway(begins: date, ends: date) -> date:
    """Return the day in the middle, or the Monday after it where that is a weekend: nobody chose that day."""
    day = middle(begins, ends)
    return day + timedelta(days=WEEK - day.weekday() if day.weekday() >= SATURDAY else 0)


def nobody_chose(begins: date | None, ends: date | None) -> tuple[date, ...]:
    """Return the midpoints that a program has by itself."""
    return (halfway(begins, ends), middle(begins, ends)) if begins and ends else ()


def with_midpoint(
    said: Mapping[str, date | None], was: Mapping[str, date | None], ahead: Collection[str]
) -> Mapping[str, date | None]:
    """Let the midpoint be halfway where none is said, and follow the other days where nobody chose it before."""
    begins, ends, on = said[LAUNCH], said["ends_on"], said["midpoint_on"]
    before = (was[LAUNCH], was["ends_on"])
    follows = "midpoint_on" in ahead and on == was["midpoint_on"] and on in nobody_chose(*before)
    if (follows and before != (begins, ends)) or on is None:
        return {**said, "midpoint_on": halfway(begins, ends) if begins and ends else None}
    return said


def judge(
    said: Mapping[str, date | None],
    was: Mapping[str, date | None],
    planned: Mapping[str, date | None],
    ahead: Collection[str],
    today: date,
) -> None:
    """Refuse a new day ahead that has passed, and days ahead that don't come one after the other, and after launch.

    A step that was taken early leaves its planned day behind: that is neither in anybody's way nor worth a question.
    """
    for name, on in said.items():
        if name in ahead and on and on < today and on != was[name]:
            raise DateHasPassed(name)
    in_order = [(name, on) for name, on in planned.items() if on and (name in ahead or name == LAUNCH)]
    for (_, sooner), (name, later) in pairwise(in_order):
        if later <= sooner:
            raise DatesAreOutOfOrder(name if said.get(name) else "ends_on")
