"""names in full."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("real_name", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("people", "real_name")
