"""times to meet."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("moments", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "by_id"], ["people.workspace", "people.id"], name=op.f("fk_times_workspace_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_times_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_times")),
    )
    op.create_index("ix_times_pair_id", "times", ["pair_id"])
    op.create_index("ix_times_by_id", "times", ["by_id"])
    op.add_column("sessions", sa.Column("first_id", sa.Integer(), nullable=True))
    op.add_column("sessions", sa.Column("moves", sa.Integer(), server_default="0", nullable=False))
    op.add_column("people", sa.Column("wants_reminders", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("people", "wants_reminders")
    op.drop_column("sessions", "moves")
    op.drop_column("sessions", "first_id")
    op.drop_index("ix_times_by_id", "times")
    op.drop_index("ix_times_pair_id", "times")
    op.drop_table("times")
