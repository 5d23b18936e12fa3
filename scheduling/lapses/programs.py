"""Programs whose day has come: steps that are due, letters before them, and matches on their way to people."""

from datetime import datetime

from bot import cohorts
from bot.store import programs
from bot.store.database import Database

AT_ONCE = 20
"""Programs, and for each that launches a batch of matches, in one pass: what is left, the next pass finds."""


def lapse(database: Database, now: datetime) -> int:
    """Do what is due, a program and a transaction at a time; whoever comes second finds it done."""
    with database.survey() as db:
        found = programs.to_look_at(db, now, AT_ONCE)
    changed = 0
    for workspace, number in found:
        with database.begin(workspace) as db:
            changed += cohorts.due(db, number, now)
    return changed
