"""Under way: which announcements have to be looked at, in all workspaces at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import WAITING, LetterState
from bot.store.announcements import KIND, PROGRESS, TOLD_OF, State
from bot.store.database import workspace_of
from bot.store.tables.letters import announcements, letters


def due(db: orm.Session, now: datetime, out_of_date: timedelta) -> Sequence[tuple[str, int]]:
    """Return the announcements on their way, in all workspaces, as workspace and number.

    Among them is what was stopped, as long as a letter of it may still be said, or its author doesn't read the end
    yet; after so long a time nothing of it is said any more.
    """
    is_recent = announcements.c.send_at > now - out_of_date
    stopped = sa.and_(announcements.c.state == State.CANCELLED, is_recent, sa.or_(_is_unsaid(), _is_untold()))
    going = sa.and_(sa.or_(announcements.c.state.in_(TOLD_OF), stopped), announcements.c.send_at <= now)
    query = sa.select(announcements.c.workspace, announcements.c.id).where(going).order_by(announcements.c.send_at)
    return [(workspace, number) for workspace, number in db.execute(query)]


def end_is_told(db: orm.Session, number: int, now: datetime) -> None:
    """Note that the author of what was stopped reads the end: nobody has to look at it again."""
    this = (announcements.c.workspace == workspace_of(db), announcements.c.id == number)
    db.execute(sa.update(announcements).where(*this).values(end_told_at=now))


def _is_unsaid() -> sa.ColumnElement[bool]:
    key = sa.literal(f"{KIND}:") + sa.cast(announcements.c.id, sa.String)
    its = (letters.c.workspace == announcements.c.workspace, letters.c.key >= key + ":", letters.c.key < key + ";")
    return sa.exists().where(*its, letters.c.state.in_(WAITING))


def _is_untold() -> sa.ColumnElement[bool]:
    key = sa.literal(f"{PROGRESS}:") + sa.cast(announcements.c.id, sa.String) + ":" + announcements.c.by
    its = (letters.c.workspace == announcements.c.workspace, letters.c.key == key)
    may_be_read = letters.c.state.in_([LetterState.SENT, *WAITING])
    return sa.and_(announcements.c.end_told_at.is_(None), sa.exists().where(*its, may_be_read))
