"""Untouched: a goal nobody looked at for nine weeks is put aside silently; one tap takes it up again (practice C10)."""

from collections.abc import Iterable
from datetime import datetime

from bot.mentoring.goals import Goal, GoalState
from bot.store import overdue
from bot.store.database import Database


def lapse(database: Database, now: datetime) -> int:
    """Park every goal whose time has come, a batch at a time."""
    changed = 0
    while True:
        with database.everywhere() as db:
            batch = overdue.goals_to_park(db, now)
            park(batch, now)
        changed += len(batch)
        if len(batch) < overdue.AT_ONCE:
            return changed


def park(several: Iterable[Goal], now: datetime) -> int:
    """Put aside those of these goals whose time has come; nobody is told."""
    found = [goal for goal in several if goal.is_open and goal.parks_at <= now]
    for goal in found:
        goal.close(GoalState.PARKED, now)
    return len(found)
