"""Matches: making them, and going through them, before anybody is told."""

from bot.desk import Desk
from handlers.matches import choosing, making, reviewing, several, unmatched


def register(desk: Desk) -> None:
    """Listen for everything in here."""
    for part in (making, reviewing, several, choosing, unmatched):
        part.register(desk)
