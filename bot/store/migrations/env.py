"""How Alembic runs a migration: on the connection it is handed, inside a transaction that somebody else commits."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.store.schema import metadata


def as_kept(kind: str, thing: object, _context: AutogenContext) -> str | Literal[False]:
    """Write a column's type as the database keeps it: a migration must not change when the bot's own types do."""
    if kind == "type" and isinstance(thing, sa.types.TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=as_kept,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
