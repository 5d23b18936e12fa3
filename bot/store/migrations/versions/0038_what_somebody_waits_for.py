"""what somebody waits for."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("waits_for", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("people", "waits_for")
