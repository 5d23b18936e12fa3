"""since when a goal is shared."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take what is shared for shared since it was last touched: nobody knows any more what was private before."""
    op.add_column("goals", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE goals SET shared_at = updated_at WHERE shared")


def downgrade() -> None:
    op.drop_column("goals", "shared_at")
