"""Updates: what mentees tell of how something went, and in which letter each was handed on."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Update
from bot.store.schema import joined
from bot.store.tables.sessions import updates

WHOLE = (joined(Update, "author"), joined(Update, "pair", "mentor"), joined(Update, "pair", "mentee"))


def one(db: orm.Session, update_id: int) -> Update | None:
    """Return an update with its pair and both people."""
    return db.scalar(sa.select(Update).where(updates.c.id == update_id).options(*WHOLE))


def in_letter(db: orm.Session, pair: Pair, key: str) -> Sequence[Update]:
    """Return what one letter hands on, oldest first."""
    there = (updates.c.pair_id == pair.id, updates.c.letter == key)
    return db.scalars(sa.select(Update).where(*there).options(*WHOLE).order_by(updates.c.id)).all()


def about_goal(db: orm.Session, goal_id: int) -> Update | None:
    """Return what was told of a goal, if anything was."""
    told = sa.select(Update).where(updates.c.goal_id == goal_id).options(*WHOLE)
    return db.scalar(told.order_by(updates.c.id.desc()).limit(1))
