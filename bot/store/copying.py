"""Copying: what is kept, in a database of its own in memory, where somebody may try things out and keep nobody waiting.

SQLite copies its pages, which takes as long as reading them. From PostgreSQL one workspace is read, or all, in one
transaction that only reads.
"""

from typing import Final

import sqlalchemy as sa

from bot.store.schema import metadata

AT_ONCE: Final = 5000
LEFT_OUT: Final = frozenset(
    {"installations", "catalogues", "match_choices", "match_runs", "match_pairs", "match_verdicts", "verdicts"}
)
"""What nobody who looks ahead asks for."""


def fill(copy: sa.Engine, source: sa.Engine, tell: sa.TextClause, workspace: str) -> None:
    """Fill an empty copy; `tell` says to PostgreSQL whose rows are meant."""
    if source.dialect.name == "sqlite":
        _pages(copy, source)
    else:
        _rows(copy, source, tell, workspace)


def _pages(copy: sa.Engine, source: sa.Engine) -> None:
    here, there = copy.raw_connection(), source.raw_connection()
    try:
        there.driver_connection.backup(here.driver_connection)  # type: ignore[union-attr]  # SQLite's own connections
    finally:
        here.close()
        there.close()


def _rows(copy: sa.Engine, source: sa.Engine, tell: sa.TextClause, workspace: str) -> None:
    metadata.create_all(copy)
    reading = source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with copy.begin() as here, reading.begin() as there:
        there.execute(tell, {"workspace": workspace, "everywhere": str(not workspace).lower()})
        for table in metadata.sorted_tables:
            if table.name in LEFT_OUT:
                continue
            mine = sa.select(table)
            if workspace and "workspace" in table.c:
                mine = mine.where(table.c.workspace == workspace)
            names = [column.key for column in table.c]
            for some in there.execute(mine.execution_options(yield_per=AT_ONCE)).partitions():
                here.execute(sa.insert(table), [dict(zip(names, row, strict=True)) for row in some])
