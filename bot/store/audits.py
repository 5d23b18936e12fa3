"""Audit: who did what in a lead's place, and when. It holds ids and dates, never a word that anybody wrote."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.database import workspace_of
from bot.store.tables.programs import audits

KEPT_FOR = timedelta(days=730)
"""Two years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing somebody did."""

    at: datetime
    by: str
    act: str
    about: str
    program_id: int | None


def note(db: orm.Session, by: str, act: str, about: str, now: datetime, *, program: int | None = None) -> None:
    """Keep what somebody did, in the transaction that does it; `about` is a kind and an id, such as pair:12."""
    row = {"workspace": workspace_of(db), "at": now, "by": by, "act": act, "about": about, "program_id": program}
    db.execute(sa.insert(audits).values(row))


def latest(db: orm.Session, most: int, *, program: int | None, skip: int = 0) -> tuple[Sequence[Entry], int]:
    """Return what was done last in a program, newest first, and how much there is; without one, for everybody here.

    What was done in any program is in none of the latter.
    """
    which = (audits.c.workspace == workspace_of(db), audits.c.program_id == program)
    found = sa.select(audits).where(*which).order_by(audits.c.id.desc()).offset(skip).limit(most)
    number = db.scalar(sa.select(sa.func.count()).select_from(audits).where(*which)) or 0
    names = Entry.__dataclass_fields__
    return [Entry(**{name: getattr(row, name) for name in names}) for row in db.execute(found)], number


def last_by(db: orm.Session, act: str, about: str) -> str | None:
    """Return who did this last."""
    mine = (audits.c.workspace == workspace_of(db), audits.c.act == act, audits.c.about == about)
    return db.scalar(sa.select(audits.c.by).where(*mine).order_by(audits.c.id.desc()).limit(1))


def by_whom(db: orm.Session, act: str, abouts: Collection[str]) -> dict[str, str]:
    """Return who did this last about each of these."""
    mine = (audits.c.workspace == workspace_of(db), audits.c.act == act, audits.c.about.in_(abouts))
    return dict(db.execute(sa.select(audits.c.about, audits.c.by).where(*mine).order_by(audits.c.id)).all())


def forget(db: orm.Session, now: datetime) -> None:
    """Drop what was done more than two years ago."""
    db.execute(sa.delete(audits).where(audits.c.at < now - KEPT_FOR))
