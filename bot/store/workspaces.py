"""Workspaces: whose data there is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.tables.people import people


def known(db: orm.Session) -> Sequence[str]:
    """List the workspaces in which anybody is known; for the command line, which looks at all of them."""
    return db.scalars(sa.select(people.c.workspace).distinct().order_by(people.c.workspace)).all()
