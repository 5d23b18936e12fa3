"""Announcements: what a lead writes to a channel, kept from the first preview on, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter
from bot.store.database import workspace_of
from bot.store.tables.letters import announcements, letters

KIND = "announcement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What one lead wants to tell one channel."""

    by: str
    channel: str
    title: str
    body: str
    id: int = 0


def keep(db: orm.Session, words: Announcement, now: datetime) -> int:
    """Keep an announcement; return its number."""
    row = {"by": words.by, "channel": words.channel, "title": words.title, "body": words.body}
    insert = sa.insert(announcements).values(workspace=workspace_of(db), written_at=now, **row)
    return db.scalars(insert.returning(announcements.c.id)).one()


def change(db: orm.Session, number: int, words: Announcement, now: datetime) -> None:
    """Change an announcement that wasn't posted."""
    row = {"channel": words.channel, "title": words.title, "body": words.body, "written_at": now}
    mine = sa.and_(_here(db), announcements.c.id == number, announcements.c.by == words.by)
    db.execute(sa.update(announcements).where(mine).values(row))


def one(db: orm.Session, number: int, by: str) -> Announcement | None:
    """Return what this lead wrote under this number."""
    return _first(db, announcements.c.id == number, announcements.c.by == by)


def last_of(db: orm.Session, by: str) -> Announcement | None:
    """Return what this lead wrote last, posted or not."""
    return _first(db, announcements.c.by == by)


def letter_of(db: orm.Session, number: int) -> Letter | None:
    """Return the letter that carries an announcement, once it was to be posted."""
    carries = sa.and_(letters.c.kind == KIND, letters.c.occasion == str(number), letters.c.edits.is_(None))
    return db.scalar(sa.select(Letter).where(carries).limit(1))


def _first(db: orm.Session, *which: sa.ColumnElement[bool]) -> Announcement | None:
    columns = (announcements.c.id, announcements.c.by, announcements.c.channel, announcements.c.title)
    query = sa.select(*columns, announcements.c.body).where(_here(db), *which)
    row = db.execute(query.order_by(announcements.c.id.desc()).limit(1)).first()
    return Announcement(id=row.id, by=row.by, channel=row.channel, title=row.title, body=row.body) if row else None


def _here(db: orm.Session) -> sa.ColumnElement[bool]:
    return announcements.c.workspace == workspace_of(db)
