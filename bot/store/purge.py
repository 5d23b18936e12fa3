"""Purging: deleting everything about a workspace, in small transactions, so that nobody else has to wait."""

from collections.abc import Iterator

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.tables.installations import installations

AT_ONCE = 1000


def tables() -> Iterator[sa.Table]:
    """Return every table that keeps something about workspaces, those that refer to others first."""
    for table in reversed(metadata.sorted_tables):
        if "workspace" in table.c and table is not installations:
            yield table


def workspace(database: Database, name: str) -> int:
    """Delete everything about one workspace; return how many rows that were. Interrupted, it is done again."""
    deleted = sum(_emptied(database, name, table) for table in tables())
    with database.begin(name) as db:
        gone = installations.c.removed_at.is_not(None)  # who installs the bot again meanwhile begins anew
        db.execute(sa.delete(installations).where(installations.c.workspace == name, gone))
    return deleted


def _emptied(database: Database, name: str, table: sa.Table) -> int:
    """Delete a table's rows, the newest first: what refers to a row of its own table is newer than that."""
    deleted, keys = 0, tuple(table.primary_key)
    newest = [key.desc() for key in keys]
    some = sa.select(*keys).where(table.c.workspace == name).order_by(*newest).limit(AT_ONCE)
    while True:
        with database.begin(name) as db:
            rows = db.execute(sa.delete(table).where(sa.tuple_(*keys).in_(some)).returning(keys[0])).all()
        deleted += len(rows)
        if len(rows) < AT_ONCE:
            return deleted
