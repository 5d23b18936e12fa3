"""Pauses: how long nothing is said in a workspace because Slack asked for it, or took its token back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.once import insert
from bot.store.tables.traffic import pauses


def pause(db: orm.Session, workspace: str, until: datetime, why: str) -> None:
    """Say nothing in this workspace until then; a pause that lasts longer stays as it is."""
    new = insert(db, pauses).values(workspace=workspace, until=until, why=why)
    longer = {"until": new.excluded.until, "why": new.excluded.why}
    key = [pauses.c.workspace]
    db.execute(new.on_conflict_do_update(index_elements=key, set_=longer, where=pauses.c.until < new.excluded.until))


def lift(db: orm.Session, workspace: str) -> None:
    """Speak again at once: the workspace gave a new token, or an operator knows better."""
    db.execute(sa.delete(pauses).where(pauses.c.workspace == workspace))


def why_paused(db: orm.Session, workspace: str, now: datetime) -> str | None:
    """Tell why nothing is said in a workspace now; None when it is not paused."""
    return db.scalar(sa.select(pauses.c.why).where(pauses.c.workspace == workspace, pauses.c.until > now))


def paused_until(db: orm.Session, workspace: str, now: datetime) -> datetime | None:
    """Tell until when nothing is said in a workspace; None when it is not paused."""
    return db.scalar(sa.select(pauses.c.until).where(pauses.c.workspace == workspace, pauses.c.until > now))


def paused(now: sa.BindParameter[datetime]) -> sa.Select[str]:
    """Find the workspaces in which nothing is said now."""
    return sa.select(pauses.c.workspace).where(pauses.c.until > now)
