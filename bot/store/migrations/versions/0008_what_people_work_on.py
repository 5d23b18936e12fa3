"""what people work on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("letter", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "author_id"], ["people.workspace", "people.id"], name=op.f("fk_updates_workspace_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_updates_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index("ix_updates_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_updates_pair_id", ["pair_id", "letter"], unique=False)

    op.add_column("actions", sa.Column("by", sa.String(length=24), nullable=True))
    op.add_column("actions", sa.Column("session_id", sa.Integer(), nullable=True))
    op.add_column("notes", sa.Column("shares", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "ix_goals_updated_at",
        "goals",
        ["updated_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_goals_updated_at",
        "goals",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.drop_column("notes", "shares")
    op.drop_column("actions", "session_id")
    op.drop_column("actions", "by")
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index("ix_updates_pair_id")
        batch_op.drop_index("ix_updates_author_id")

    op.drop_table("updates")
