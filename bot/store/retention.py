"""Retention: how long each kind of thing is kept once it has served, and dropping it at night, a little at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.columns import Moment
from bot.store.tables.agreements import answers, drafts
from bot.store.tables.asks import asks
from bot.store.tables.pairs import pairs
from bot.store.tables.searches import searches
from bot.store.tables.sessions import agendas, notes, sessions, updates

AFTER_A_PAIR = timedelta(days=365)
"""So long after a pair is over, what the two wrote is still there for them."""
AFTER_A_REQUEST = timedelta(days=365)
PASSING_SEARCH = timedelta(days=90)
AT_ONCE = 500
OF_A_PAIR = (agendas, answers, drafts, updates)
TYPED = ("why", "want", "times", "thanks", "reply")
BEFORE = sa.bindparam("before", type_=Moment)


def forget(db: orm.Session, now: datetime) -> int:
    """Drop what has served its time; return how many rows were touched. What is left over comes next time."""
    return sum(len(db.execute(change, {"before": now - kept_for}).all()) for change, kept_for in _changes())


@cache
def _changes() -> Sequence[tuple[sa.Executable, timedelta]]:
    """Say what is dropped, and after how long; written down once."""
    over = sa.select(pairs.c.id).where(pairs.c.ended_at < BEFORE)
    held = sa.select(sessions.c.id).where(sessions.c.pair_id.in_(over))
    of_pairs = [_drop(notes, notes.c.session_id.in_(held))]
    of_pairs += [_drop(table, table.c.pair_id.in_(over)) for table in OF_A_PAIR]
    idle = sa.and_(searches.c.saved_at.is_(None), searches.c.at < BEFORE)
    return (
        *((each, AFTER_A_PAIR) for each in of_pairs),
        (_drop(searches, idle), PASSING_SEARCH),
        (_empty_requests(), AFTER_A_REQUEST),
    )


def _drop(table: sa.Table, which: sa.ColumnElement[bool]) -> sa.Executable:
    some = sa.select(table.c.id).where(which).limit(AT_ONCE)
    return sa.delete(table).where(table.c.id.in_(some)).returning(table.c.id)


def _empty_requests() -> sa.Executable:
    """Empty what was written in requests that were answered long ago; that there was one is remembered."""
    wordy = sa.or_(*(asks.c[name] != "" for name in TYPED))
    some = sa.select(asks.c.id).where(asks.c.answered_at < BEFORE, wordy).limit(AT_ONCE)
    return sa.update(asks).where(asks.c.id.in_(some)).values(dict.fromkeys(TYPED, "")).returning(asks.c.id)
