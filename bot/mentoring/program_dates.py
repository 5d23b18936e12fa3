"""Dates of a program: what is refused of them, and the midpoint between two."""

from datetime import date, timedelta
from typing import Final

from bot.mentoring.refusals import Refusal

MIDPOINT_AT: Final = 0.5


class DatesAreOutOfOrder(Refusal):
    """Each date has to come after the one above it, and launch at least four weeks before the end."""

    def __init__(self, at: str) -> None:
        """Remember which date comes too soon."""
        super().__init__()
        self.at = at


class DateHasPassed(DatesAreOutOfOrder):
    """That day has passed already. Please pick today or a day to come, or leave it empty."""


def halfway(begins: date, ends: date) -> date:
    """Return the day in the middle."""
    return begins + timedelta(days=int((ends - begins).days * MIDPOINT_AT))
