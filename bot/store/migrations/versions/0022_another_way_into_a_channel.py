"""another way into a channel."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("announcements", sa.Column("way", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("announcements", "way")
