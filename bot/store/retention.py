"""Retention: how long each kind of thing is kept once it has served, and dropping it at night, a little at a time."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

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


def forget(db: orm.Session, now: datetime) -> int:
    """Drop what has served its time; return how many rows were touched. What is left over comes next time."""
    over = sa.select(pairs.c.id).where(pairs.c.ended_at < now - AFTER_A_PAIR)
    held = sa.select(sessions.c.id).where(sessions.c.pair_id.in_(over))
    touched = _delete(db, notes, notes.c.session_id.in_(held))
    for table in OF_A_PAIR:
        touched += _delete(db, table, table.c.pair_id.in_(over))
    idle = sa.and_(searches.c.saved_at.is_(None), searches.c.at < now - PASSING_SEARCH)
    touched += _delete(db, searches, idle)
    return touched + _empty_requests(db, now)


def _delete(db: orm.Session, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
    some = sa.select(table.c.id).where(which).limit(AT_ONCE)
    return len(db.execute(sa.delete(table).where(table.c.id.in_(some)).returning(table.c.id)).all())


def _empty_requests(db: orm.Session, now: datetime) -> int:
    """Empty what was written in requests that were answered long ago; that there was one is remembered."""
    wordy = sa.or_(*(asks.c[name] != "" for name in TYPED))
    some = sa.select(asks.c.id).where(asks.c.answered_at < now - AFTER_A_REQUEST, wordy).limit(AT_ONCE)
    emptied = sa.update(asks).where(asks.c.id.in_(some)).values(dict.fromkeys(TYPED, ""))
    return len(db.execute(emptied.returning(asks.c.id)).all())
