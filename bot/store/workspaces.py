"""Workspaces: whose data there is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.tables.installations import installations
from bot.store.tables.people import people


def known(db: orm.Session) -> Sequence[str]:
    """List the workspaces in which anybody is known; for the command line, which looks at all of them."""
    return db.scalars(sa.select(people.c.workspace).distinct().order_by(people.c.workspace)).all()


def heard_of(db: orm.Session) -> Sequence[str]:
    """List the workspaces in which anybody is known, or in which the bot is or was installed."""
    there = sa.union(sa.select(people.c.workspace), sa.select(installations.c.workspace))
    return db.scalars(there.order_by("workspace")).all()
