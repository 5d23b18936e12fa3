"""chats and listings."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("again_mentee", sa.Boolean(), nullable=True),
        sa.Column("again_mentor", sa.Boolean(), nullable=True),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "ask_id"],
            ["asks.workspace", "asks.id"],
            name=op.f("fk_chats_workspace_ask_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("workspace", "ask_id", name=op.f("uq_chats_workspace_ask_id")),
    )
    op.create_index(
        "ix_chats_lapses_at",
        "chats",
        ["lapses_at"],
        sqlite_where=sa.text("lapses_at IS NOT NULL"),
        postgresql_where=sa.text("lapses_at IS NOT NULL"),
    )
    op.create_index(
        "ix_letters_availability",
        "letters",
        ["sent_at"],
        sqlite_where=sa.text("kind = 'mentor_availability' AND state = 'sent' AND retired_at IS NULL"),
        postgresql_where=sa.text("kind = 'mentor_availability' AND state = 'sent' AND retired_at IS NULL"),
    )
    op.add_column("people", sa.Column("chat_room", sa.Integer(), server_default="2", nullable=False))


def downgrade() -> None:
    op.drop_column("people", "chat_room")
    op.drop_index("ix_letters_availability", "letters")
    op.drop_index("ix_chats_lapses_at", "chats")
    op.drop_table("chats")
