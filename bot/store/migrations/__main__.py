"""Write the next migration, from the tables as migrations leave them to the tables as the code has them.

    python -m bot.store.migrations "what changes"

Read it before committing it: a column that got a new name looks like one that went and one that came.
"""

import sys
import warnings
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import command
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext

from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.upgrade import alone, configured, migrate, revisions


def draft(told: str) -> None:
    """Write one migration."""
    database = Database("sqlite://")
    if revisions():
        migrate(database)
    config = configured()
    number = f"{len(revisions()) + 1:04d}"
    with alone(database) as connection, warnings.catch_warnings(action="ignore"):
        config.attributes["connection"] = connection
        command.revision(config, told, autogenerate=True, rev_id=number, process_revision_directives=index_expressions)
    database.close()


def index_expressions(_found: MigrationContext, _base: object, scripts: list[ops.MigrationScript]) -> None:
    """Add the indexes on expressions of new tables: SQLite can't describe such an index, so Alembic leaves them out."""
    for script in scripts:
        changes = script.upgrade_ops.ops if script.upgrade_ops else []
        for change in list(changes):
            if isinstance(change, ops.CreateTableOp):
                indexes = [created(index) for index in on_expressions(metadata.tables[change.table_name])]
                changes += [ops.ModifyTableOps(change.table_name, indexes)] if indexes else []


def on_expressions(table: sa.Table) -> Iterable[sa.Index]:
    """Find a table's indexes on more than columns."""
    return (index for index in table.indexes if not all(isinstance(each, sa.Column) for each in index.expressions))


def created(index: sa.Index) -> ops.CreateIndexOp:
    """Create an index with each expression in parentheses, as PostgreSQL wants them."""
    parts = [each.name if isinstance(each, sa.Column) else sa.text(f"({each})") for each in index.expressions]
    return ops.CreateIndexOp(index.name, str(index.table), parts, unique=index.unique, **index.dialect_kwargs)


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
