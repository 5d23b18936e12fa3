"""Rates: how fast each workspace is spoken to. A row, so that all servers keep one pace together."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.rates import Rate
from bot.store.columns import listed
from bot.store.once import insert
from bot.store.tables.traffic import rates

THESE = rates.c.workspace.in_(listed("workspaces"))
KNOWN = sa.select(rates).where(THESE).order_by(rates.c.workspace)
HOLDING = KNOWN.with_for_update()
CHANGED = sa.update(rates).where(rates.c.workspace == sa.bindparam("place"))


def of(db: orm.Session, workspaces: Collection[str], *, hold: bool = False) -> Mapping[str, Rate]:
    """Return the rates of those of these workspaces that have one; `hold` keeps other servers from changing them."""
    rows = db.execute(HOLDING if hold else KNOWN, {"workspaces": list(workspaces)})
    return {
        row.workspace: Rate(per_minute=row.per_minute, next_at=row.next_at, changed_at=row.changed_at) for row in rows
    }


def spend(db: orm.Session, workspaces: Collection[str], now: datetime) -> None:
    """Count one letter in each of these workspaces."""
    held = _held(db, workspaces, now) if workspaces else {}
    _keep(db, {workspace: rate.spent(now) for workspace, rate in held.items()})


def slow_down(db: orm.Session, workspace: str, now: datetime) -> None:
    """Go half as fast from here on: Slack said that it was too much."""
    _keep(db, {workspace: _held(db, [workspace], now)[workspace].slowed(now)})


def _held(db: orm.Session, workspaces: Collection[str], now: datetime) -> Mapping[str, Rate]:
    """Hold the rates of these workspaces, in one order whoever asks; who has none begins with one."""
    found = of(db, workspaces, hold=True)
    if missing := sorted(set(workspaces) - set(found)):
        first = [{"workspace": workspace} | _pace(Rate.first(now)) for workspace in missing]
        db.execute(insert(db, rates).on_conflict_do_nothing(), first)
        found = of(db, workspaces, hold=True)
    return found


def _keep(db: orm.Session, several: Mapping[str, Rate]) -> None:
    """Keep rates that are held, all at once."""
    if several:
        db.execute(CHANGED, [{"place": workspace} | _pace(rate) for workspace, rate in several.items()])


def _pace(rate: Rate) -> dict[str, int | datetime]:
    return {"per_minute": rate.per_minute, "next_at": rate.next_at, "changed_at": rate.changed_at}
