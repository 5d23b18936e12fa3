"""The inbox: what Slack delivered and was acted on, so that a replay or a double click has no second effect."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.tables.traffic import inbox


def is_new(db: orm.Session, key: str, now: datetime) -> bool:
    """Note a delivery in the transaction that acts on it; tell whether this is the first time."""
    row = insert(db, inbox).values(workspace=workspace_of(db), key=key, at=now).on_conflict_do_nothing()
    return db.scalar(row.returning(inbox.c.key)) is not None


def forget(db: orm.Session, before: datetime) -> None:
    """Drop what can't come again."""
    db.execute(sa.delete(inbox).where(inbox.c.at < before))
