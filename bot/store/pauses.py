"""Pauses: how long nothing is said in a workspace because Slack asked for it, or took its token back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.columns import listed
from bot.store.once import insert
from bot.store.tables.traffic import pauses

THESE = listed("workspaces")
KNOWN = sa.select(pauses.c.workspace, pauses.c.until, pauses.c.refusals, pauses.c.why).where(
    pauses.c.workspace.in_(THESE)
)
LOOKS_AGAIN = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
"""How long a workspace is left alone after its token was refused once, twice, and from then on."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when a workspace is left alone, or was, how often in a row its token was refused, and why it is paused."""

    until: datetime
    refusals: int
    why: str


def pause(db: orm.Session, workspace: str, until: datetime, why: str) -> None:
    """Say nothing in this workspace until then; a pause that lasts longer stays as it is."""
    new = insert(db, pauses).values(workspace=workspace, until=until, why=why)
    longer = {"until": new.excluded.until, "why": new.excluded.why}
    key = [pauses.c.workspace]
    db.execute(new.on_conflict_do_update(index_elements=key, set_=longer, where=pauses.c.until < new.excluded.until))


def refuse(db: orm.Session, workspace: str, why: str, now: datetime) -> None:
    """Leave a workspace alone that refuses our token, the longer the oftener it did.

    Somebody may only have changed the app, so it is asked again soon. Several senders may hear the same refusal.
    """
    known = sa.select(pauses.c.until, pauses.c.refusals).where(pauses.c.workspace == workspace).with_for_update()
    found = db.execute(known).first()
    if found and found.until > now:
        return
    times = found.refusals if found else 0
    until = now + LOOKS_AGAIN[min(times, len(LOOKS_AGAIN) - 1)]
    new = insert(db, pauses).values(workspace=workspace, until=until, why=why, refusals=times + 1)
    changed = {name: new.excluded[name] for name in ("until", "why", "refusals")}
    db.execute(new.on_conflict_do_update(index_elements=[pauses.c.workspace], set_=changed))


def accepted(db: orm.Session, workspace: str) -> None:
    """Speak again at once where Slack took a token that it had refused; a pause for another reason stays."""
    refused = sa.and_(pauses.c.workspace == workspace, pauses.c.refusals > 0)
    db.execute(sa.delete(pauses).where(refused))


def lift(db: orm.Session, workspace: str) -> None:
    """Speak again at once: the workspace gave a new token, or an operator knows better."""
    db.execute(sa.delete(pauses).where(pauses.c.workspace == workspace))


def why_paused(db: orm.Session, workspace: str, now: datetime) -> str | None:
    """Tell why nothing is said in a workspace now; None when it is not paused."""
    return db.scalar(sa.select(pauses.c.why).where(pauses.c.workspace == workspace, pauses.c.until > now))


def of(db: orm.Session, workspaces: Collection[str]) -> Mapping[str, Pause]:
    """Return the pauses of these workspaces, also those that are over, as far as there is anything to remember."""
    found = db.execute(KNOWN, {"workspaces": list(workspaces)})
    return {workspace: Pause(until, refusals, why) for workspace, until, refusals, why in found}


def paused(now: sa.BindParameter[datetime]) -> sa.Select[str]:
    """Find the workspaces in which nothing is said now."""
    return sa.select(pauses.c.workspace).where(pauses.c.until > now)
