"""when the end of an announcement was told."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let whose end was told lately be told once more: the same words change nothing, and are then noted here."""
    op.add_column("announcements", sa.Column("end_told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("announcements", "end_told_at")
