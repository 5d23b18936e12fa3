"""Requests: drafts, open ones, and what became of the others."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import COOL_DOWN, AlreadyAsked, Ask, AskedRecently, AskState, TooManyOpenAsks
from bot.mentoring.asks import OPEN_MAX as OPEN_ASKS_MAX
from bot.mentoring.people import Person
from bot.store.tables.asks import asks

BOTH = (orm.joinedload(Ask.mentee), orm.joinedload(Ask.mentor))  # type: ignore[arg-type]  # mapped imperatively


def one(db: orm.Session, ask_id: int, *, hold: bool = False) -> Ask | None:
    """Return a request with both people; `hold` keeps others from answering it until this transaction ends."""
    query = sa.select(Ask).where(asks.c.id == ask_id).options(*BOTH)
    return db.scalar(query.with_for_update(of=Ask) if hold else query)


def draft(db: orm.Session, mentee: Person, mentor: Person) -> Ask | None:
    """Return the mentee's unsent request to this mentor."""
    wanted = sa.select(Ask).where(
        asks.c.mentee_id == mentee.id, asks.c.mentor_id == mentor.id, asks.c.state == AskState.DRAFT
    )
    return db.scalar(wanted.options(*BOTH))


def drafts_of(db: orm.Session, mentee: Person) -> Sequence[Ask]:
    """Return everything the mentee began to write."""
    return _of(db, asks.c.mentee_id == mentee.id, asks.c.state == AskState.DRAFT)


def open_by(db: orm.Session, mentee: Person) -> Sequence[Ask]:
    """Return the requests the mentee waits for."""
    return _of(db, asks.c.mentee_id == mentee.id, asks.c.state == AskState.SENT)


def open_for(db: orm.Session, mentor: Person) -> Sequence[Ask]:
    """Return the requests that wait for the mentor."""
    return _of(db, asks.c.mentor_id == mentor.id, asks.c.state == AskState.SENT)


def earlier_notes(db: orm.Session, mentee: Person, since: datetime) -> list[str]:
    """Return what the mentee wrote to mentors lately, to notice a copy."""
    return [ask.note for ask in _of(db, asks.c.mentee_id == mentee.id, asks.c.sent_at > since)]


def check_may_send(db: orm.Session, ask: Ask, now: datetime) -> None:
    """Refuse a request too many, a second one to the same mentor, or one too soon after a no."""
    waiting = open_by(db, ask.mentee)
    if any(other.mentor is ask.mentor for other in waiting):
        raise AlreadyAsked
    if len(waiting) >= OPEN_ASKS_MAX:
        raise TooManyOpenAsks
    lately = sa.select(sa.func.count()).where(
        asks.c.mentee_id == ask.mentee.id,
        asks.c.mentor_id == ask.mentor.id,
        asks.c.state == AskState.DECLINED,
        asks.c.answered_at > now - COOL_DOWN,
    )
    if db.scalar(lately):
        raise AskedRecently


def _of(db: orm.Session, *conditions: sa.ColumnElement[bool]) -> Sequence[Ask]:
    return db.scalars(sa.select(Ask).where(*conditions).options(*BOTH).order_by(asks.c.id)).all()
