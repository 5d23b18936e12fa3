"""Copies: the same words to many readers, written in one statement and not one by one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.dialects.postgresql import ARRAY

from bot.mentoring.letters import Letter
from bot.store.held import HERE
from bot.store.letters import FIELDS
from bot.store.once import insert
from bot.store.tables.letters import letters

OWN = ("to", "key", "due_at")
"""What differs from one copy to the next."""
SAME = tuple(name for name in FIELDS if name not in {*OWN, "workspace"})
Copies = Mapping[str, tuple[str, datetime]]
"""To whom, under which key, from when on."""


def write(db: orm.Session, letter: Letter, copies: Copies) -> None:
    """Write the same words to many readers: to whom, under which key, from when on; what was written before stays.

    The words travel to the database once, and not for each of a hundred thousand.
    """
    own, given = (_unfolded if db.get_bind().dialect.name == "sqlite" else _unnested)(copies)
    same = {name: getattr(letter, name) for name in SAME}
    rows = sa.select(HERE, *own, *(sa.bindparam(name, type_=letters.c[name].type) for name in SAME))
    # Without a condition SQLite takes ON for a join's.
    new = insert(db, letters).from_select(["workspace", *OWN, *SAME], rows.where(sa.true()))
    db.execute(new.on_conflict_do_nothing(), given | same)


def _unfolded(copies: Copies) -> tuple[Sequence[sa.ColumnElement[Any]], dict[str, Any]]:
    """Make rows, for SQLite, out of one JSON parameter; moments as it keeps them, in UTC and without saying so."""
    own = [
        [to, key, due_at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")]
        for to, (key, due_at) in copies.items()
    ]
    copy = sa.func.json_each(sa.bindparam("copies", type_=sa.JSON)).table_valued(sa.column("value", sa.JSON))
    return [copy.c.value[position].as_string() for position in range(len(OWN))], {"copies": own}


def _unnested(copies: Copies) -> tuple[Sequence[sa.ColumnElement[Any]], dict[str, Any]]:
    """Make rows, for PostgreSQL, out of one array for each column."""
    arrays = {name: sa.bindparam(f"copies_{name}", type_=ARRAY(letters.c[name].type)) for name in OWN}
    copy = sa.func.unnest(*arrays.values()).table_valued(*OWN).render_derived()
    given = {
        "copies_to": list(copies),
        "copies_key": [key for key, _ in copies.values()],
        "copies_due_at": [due_at for _, due_at in copies.values()],
    }
    return [copy.c[name] for name in OWN], given
