"""Calendars: whose public holidays a workspace keeps, for everybody who didn't choose their own."""

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.hours import NO_HOLIDAYS, Calendar
from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.tables.people import calendars, people


def of_workspace(db: orm.Session) -> Calendar:
    """Return what this workspace keeps; nothing until a lead says so."""
    here = calendars.c.workspace == workspace_of(db)
    return db.scalar(sa.select(calendars.c.holidays).where(here)) or NO_HOLIDAYS


def keep(db: orm.Session, holidays: Calendar) -> None:
    """Let this workspace keep these, and with it everybody who didn't choose their own."""
    here = workspace_of(db)
    row = insert(db, calendars).values(workspace=here, holidays=holidays)
    db.execute(row.on_conflict_do_update(index_elements=["workspace"], set_={"holidays": holidays}))
    theirs = sa.update(people).where(people.c.workspace == here, sa.not_(people.c.holidays_are_own))
    db.execute(theirs.values(holidays=holidays))
