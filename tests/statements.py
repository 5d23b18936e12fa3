"""Statements: every question that any test has the bot ask in a workspace is looked at, for a table it isn't held in.

How a statement is held is the store's own affair (`bot/store/held.py`, keys that hold two columns). Here only what the
database is asked in the end counts, and so this says the same whichever way it came about.
"""

import re
from functools import cache

import sqlalchemy as sa
from sqlalchemy import event, orm, pool

from bot.store.schema import metadata

HELD = frozenset(table.name for table in metadata.tables.values() if "workspace" in table.c)
READ = re.compile(r'(?:\bFROM|\bJOIN|,)\s+"?(\w+)\b"?(?!\.)(?:\s+AS\s+"?(\w+)"?)?')
AGAIN = re.compile(r"WHERE (\w+)\.id = \S+\s*$")
"""A row that was read before, and so belongs here, is read again by its number."""
QUOTED = re.compile(r"'(?:[^']|'')*'")


class Watch:
    """Knows in which workspace each connection is at work, and remembers what wasn't held there."""

    def __init__(self) -> None:
        """Nothing was found yet."""
        self.found: list[str] = []

    def begin(self) -> None:
        """Look at all statements from now on."""
        event.listen(orm.Session, "after_begin", self._enter)
        event.listen(pool.Pool, "checkin", self._leave)
        event.listen(sa.Engine, "before_cursor_execute", self._look)

    def forget(self) -> list[str]:
        """Begin a new test; return what was found in the last one."""
        found, self.found = self.found, []
        return found

    def _enter(self, db: orm.Session, _transaction: object, connection: sa.Connection) -> None:
        connection.info["workspace"] = "" if db.info.get("everywhere") else db.info.get("workspace", "")

    def _leave(self, _connection: object, record: pool.ConnectionPoolEntry) -> None:
        record.info.pop("workspace", None)

    def _look(
        self,
        connection: sa.Connection,
        _cursor: object,
        statement: str,
        _values: object,
        _context: object,
        _many: object,
    ) -> None:
        if connection.info.get("workspace"):
            self.found += [f"{table} in {statement}" for table in unheld(statement)]


@cache
def unheld(statement: str) -> tuple[str, ...]:
    """Name the tables that a statement reads without saying of which workspace."""
    if not statement.startswith(("SELECT", "WITH")) or AGAIN.search(statement):
        return ()
    plain = QUOTED.sub("''", statement)
    return tuple(
        name
        for table, alias in READ.findall(plain)
        if table in HELD and not re.search(rf'\b"?{(name := alias or table)}"?\.workspace\b', _conditions(plain))
    )


def _conditions(statement: str) -> str:
    """Return what comes after the first FROM: a column that is only read holds nothing."""
    return re.split(r"\bFROM\b", statement, maxsplit=1)[-1]


WATCH = Watch()
