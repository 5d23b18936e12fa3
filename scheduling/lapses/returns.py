"""Mentors who are back, from a break in what they offer or from silence: whoever waits for what they offer hears of it.

What was paused keeps its last day: requests that were open meanwhile go by it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot import parting
from bot.store import overdue
from bot.store.database import Database


def lapse(found: overdue.Found, database: Database, now: datetime) -> int:
    """Notice everybody whose break of one kind is over, a batch at a time; return how many."""
    noticed = 0
    while True:
        several = defaultdict[str, list[int]](list)
        with database.everywhere() as db:
            batch = found(db, now)
        for workspace, number in batch:
            several[workspace].append(number)
        back = sum(notice(database, *each, now) for each in several.items())
        noticed += back
        if not back or len(batch) < overdue.AT_ONCE:
            return noticed


def notice(database: Database, workspace: str, numbers: Sequence[int], now: datetime) -> int:
    """Tell whoever waits in one workspace that these mentors are back; each return is told of once."""
    with database.begin(workspace) as db:
        back = overdue.people_among(db, numbers)
        for mentor in back:
            mentor.back_at = now
        parting.tell_of_each(db, back, now)
        return len(back)


LAPSES: tuple[Callable[[Database, datetime], int], ...] = tuple(
    partial(lapse, found) for found in (overdue.breaks, overdue.silences)
)
