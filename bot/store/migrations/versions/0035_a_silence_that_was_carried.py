"""a silence that was carried."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pairs", sa.Column("carried_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("pairs", "carried_since")
