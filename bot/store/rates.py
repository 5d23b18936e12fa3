"""Rates: how fast each workspace is spoken to. A row, so that all servers keep one pace together."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.rates import Rate
from bot.store.once import insert
from bot.store.tables.traffic import rates


def of(db: orm.Session, workspaces: Collection[str], *, hold: bool = False) -> Mapping[str, Rate]:
    """Return the rates of those of these workspaces that have one; `hold` keeps other servers from changing them."""
    query = sa.select(rates).where(rates.c.workspace.in_(workspaces)).order_by(rates.c.workspace)
    rows = db.execute(query.with_for_update() if hold else query)
    return {
        row.workspace: Rate(per_minute=row.per_minute, next_at=row.next_at, changed_at=row.changed_at) for row in rows
    }


def spend(db: orm.Session, workspaces: Collection[str], now: datetime) -> None:
    """Count one letter in each of these workspaces."""
    for workspace, rate in _held(db, workspaces, now).items():
        _keep(db, workspace, rate.spent(now))


def slow_down(db: orm.Session, workspace: str, now: datetime) -> None:
    """Go half as fast from here on: Slack said that it was too much."""
    _keep(db, workspace, _held(db, [workspace], now)[workspace].slowed(now))


def _held(db: orm.Session, workspaces: Collection[str], now: datetime) -> Mapping[str, Rate]:
    """Hold the rates of these workspaces, in one order whoever asks; who has none begins with one."""
    found = of(db, workspaces, hold=True)
    if missing := sorted(set(workspaces) - set(found)):
        for workspace in missing:
            row = {"workspace": workspace, **_values(Rate.first(now))}
            db.execute(insert(db, rates).values(row).on_conflict_do_nothing())
        found = of(db, workspaces, hold=True)
    return found


def _keep(db: orm.Session, workspace: str, rate: Rate) -> None:
    db.execute(sa.update(rates).where(rates.c.workspace == workspace).values(_values(rate)))


def _values(rate: Rate) -> dict[str, int | datetime]:
    return {"per_minute": rate.per_minute, "next_at": rate.next_at, "changed_at": rate.changed_at}
