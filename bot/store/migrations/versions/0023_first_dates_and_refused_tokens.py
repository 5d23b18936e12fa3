"""a moved session's first date is one of the same workspace, and how often a token was refused is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ALONE = {"resolve_fks": False}
"""What a table refers to needn't be read."""
FIRST = "fk_sessions_workspace_first_id"


def upgrade() -> None:
    # What refers to nothing, or to another workspace, never meant anything.
    moved = sa.table("sessions", sa.column("workspace"), sa.column("id"), sa.column("first_id"))
    first = moved.alias("first")
    there = sa.exists().where(first.c.workspace == moved.c.workspace, first.c.id == moved.c.first_id)
    op.execute(sa.update(moved).where(moved.c.first_id.is_not(None), ~there).values(first_id=None))
    with op.batch_alter_table("sessions", schema=None, reflect_kwargs=ALONE) as batch_op:
        batch_op.create_foreign_key(op.f(FIRST), "sessions", ["workspace", "first_id"], ["workspace", "id"])
    op.add_column("pauses", sa.Column("refusals", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("pauses", "refusals")
    with op.batch_alter_table("sessions", schema=None, reflect_kwargs=ALONE) as batch_op:
        batch_op.drop_constraint(FIRST, type_="foreignkey")
