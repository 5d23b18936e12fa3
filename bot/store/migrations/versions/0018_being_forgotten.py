"""being forgotten, and references that stay within one workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ALONE = {"resolve_fks": False}
"""What a table refers to needn't be read, and can't be where it has indexes on expressions."""
TO_ERASE = sa.text("erase_at IS NOT NULL")
REFERENCES = (
    ("actions", "session_id", "sessions"),
    ("agendas", "session_id", "sessions"),
    ("updates", "action_id", "actions"),
    ("updates", "goal_id", "goals"),
)


def upgrade() -> None:
    op.add_column("people", sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_people_erase_at", "people", ["erase_at"], sqlite_where=TO_ERASE, postgresql_where=TO_ERASE)
    for table, column, other in REFERENCES:
        # What refers to nothing, or to another workspace, never meant anything.
        mine, theirs = (
            sa.table(name, sa.column("workspace"), sa.column("id"), sa.column(column)) for name in (table, other)
        )
        there = sa.exists().where(theirs.c.workspace == mine.c.workspace, theirs.c.id == mine.c[column])
        op.execute(sa.update(mine).where(mine.c[column].is_not(None), ~there).values({column: None}))
    for table in ("goals", "actions"):
        with op.batch_alter_table(table, schema=None, reflect_kwargs=ALONE) as batch_op:
            batch_op.create_unique_constraint(op.f(f"uq_{table}_workspace_id"), ["workspace", "id"])
    for table, column, other in REFERENCES:
        with op.batch_alter_table(table, schema=None, reflect_kwargs=ALONE) as batch_op:
            name = op.f(f"fk_{table}_workspace_{column}")
            batch_op.create_foreign_key(name, other, ["workspace", column], ["workspace", "id"])


def downgrade() -> None:
    for table, column, _ in reversed(REFERENCES):
        with op.batch_alter_table(table, schema=None, reflect_kwargs=ALONE) as batch_op:
            batch_op.drop_constraint(f"fk_{table}_workspace_{column}", type_="foreignkey")
    for table in ("actions", "goals"):
        with op.batch_alter_table(table, schema=None, reflect_kwargs=ALONE) as batch_op:
            batch_op.drop_constraint(f"uq_{table}_workspace_id", type_="unique")
    op.drop_index("ix_people_erase_at", "people")
    op.drop_column("people", "erase_at")
