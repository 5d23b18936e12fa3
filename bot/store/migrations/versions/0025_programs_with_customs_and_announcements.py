"""programs with customs of their own, announced in several channels."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pairs", sa.Column("customs", sa.Text(), nullable=True))
    op.add_column("announcements", sa.Column("also", sa.Text(), server_default="[]", nullable=False))
    op.add_column("announcements", sa.Column("ping", sa.String(length=8), server_default="", nullable=False))
    op.add_column("announcements", sa.Column("pinged", sa.Integer(), server_default="0", nullable=False))
    op.add_column("announcements", sa.Column("program_id", sa.Integer(), nullable=True))
    op.add_column("announcements", sa.Column("replaces", sa.Integer(), nullable=True))


def downgrade() -> None:
    for name in ("replaces", "program_id", "pinged", "ping", "also"):
        op.drop_column("announcements", name)
    op.drop_column("pairs", "customs")
