"""whom a table named."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take every manager as one that a table named: until now nobody noted who had said it."""
    op.add_column("people", sa.Column("manager_by_table", sa.String(length=24), nullable=True))
    op.execute(sa.text("UPDATE people SET manager_by_table = manager"))


def downgrade() -> None:
    op.drop_column("people", "manager_by_table")
