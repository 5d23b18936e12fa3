"""Once: inserts that leave alone what is already there, in the words of whichever database it is."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import orm

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SQLiteInsert


def insert(db: orm.Session, table: sa.Table) -> "PostgresInsert | SQLiteInsert":
    """Begin an insert that knows ON CONFLICT."""
    return insert_in(db.get_bind().dialect.name, table)


def insert_in(dialect: str, table: sa.Table) -> "PostgresInsert | SQLiteInsert":
    """Begin the same in a dialect by its name. Only the words of the database in use are loaded: a start is short."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - see above

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - see above

    return sqlite.insert(table)
