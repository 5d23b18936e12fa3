"""Matches: making them, and going through them, before anybody is told."""

from bot.desk import Desk
from handlers.matches import choosing, decided, lone, making, naming, reviewing, several, table, unmatched


def register(desk: Desk) -> None:
    """Listen for everything in here."""
    for part in (making, naming, reviewing, several, choosing, decided, lone, table, unmatched):
        part.register(desk)
