"""announcements to people and for later."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NEW = ("audience", "send_at", "state", "upto")
POSTED = """
    UPDATE announcements SET state = 'done' WHERE EXISTS (
        SELECT 1 FROM letters WHERE letters.workspace = announcements.workspace AND letters.kind = 'announcement'
        AND letters.occasion = CAST(announcements.id AS VARCHAR(12))
    )
"""
ON_ITS_WAY = sa.text("state IN ('waiting', 'going', 'sent')")


def upgrade() -> None:
    for column in (
        sa.Column("audience", sa.String(length=16), server_default="channel", nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=24), server_default="draft", nullable=False),
        sa.Column("upto", sa.Integer(), server_default="0", nullable=False),
    ):
        op.add_column("announcements", column)
    op.execute(POSTED)
    op.create_index(
        "ix_announcements_send_at",
        "announcements",
        ["send_at"],
        sqlite_where=ON_ITS_WAY,
        postgresql_where=ON_ITS_WAY,
    )


def downgrade() -> None:
    op.drop_index("ix_announcements_send_at", "announcements")
    for name in reversed(NEW):
        op.drop_column("announcements", name)
