"""the customs of a program."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pairs", sa.Column("customs", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("pairs", "customs")
