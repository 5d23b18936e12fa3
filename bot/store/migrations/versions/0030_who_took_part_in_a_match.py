"""who took part in a match."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("match_runs", sa.Column("participants", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("match_runs", "participants")
