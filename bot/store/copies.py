"""Copies: the same words to many readers, written in one statement and not one by one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter
from bot.store.held import HERE
from bot.store.letters import FIELDS
from bot.store.once import insert
from bot.store.tables.letters import letters

OWN = ("to", "key", "due_at")
"""What differs from one copy to the next."""
SAME = tuple(name for name in FIELDS if name not in {*OWN, "workspace"})


def write(db: orm.Session, letter: Letter, copies: Mapping[str, tuple[str, datetime]]) -> None:
    """Write the same words to many readers: to whom, under which key, from when on; what was written before stays.

    The words travel to the database once, and not for each of a hundred thousand.
    """
    on_sqlite = db.get_bind().dialect.name == "sqlite"
    own = [[to, key, _written(due_at, on_sqlite=on_sqlite)] for to, (key, due_at) in copies.items()]
    same = {name: getattr(letter, name) for name in SAME}
    new = insert(db, letters).from_select(["workspace", *OWN, *SAME], _rows(on_sqlite=on_sqlite))
    db.execute(new.on_conflict_do_nothing(), {"copies": own} | same)


def _written(moment: datetime, *, on_sqlite: bool) -> str:
    """Write a moment as SQLite keeps it, which is in UTC and doesn't say so."""
    utc = moment.astimezone(UTC)
    return (utc.replace(tzinfo=None) if on_sqlite else utc).isoformat(" ", "microseconds")


def _rows(*, on_sqlite: bool) -> sa.Select[Any]:
    """Make rows out of one parameter that holds what differs, beside what doesn't."""
    unfold = sa.func.json_each if on_sqlite else sa.func.json_array_elements
    copy = unfold(sa.bindparam("copies", type_=sa.JSON)).table_valued(sa.column("value", sa.JSON))
    to, key, due_at = (copy.c.value[position].as_string() for position in range(len(OWN)))
    due = due_at if on_sqlite else sa.cast(due_at, sa.DateTime(timezone=True))
    same = (sa.bindparam(name, type_=letters.c[name].type) for name in SAME)
    return sa.select(HERE, to, key, due, *same).where(sa.true())  # without a condition SQLite takes ON for a join's
