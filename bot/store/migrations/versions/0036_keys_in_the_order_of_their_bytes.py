"""keys in the order of their bytes."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _in_order_of('"C"')


def downgrade() -> None:
    _in_order_of('"default"')


def _in_order_of(collation: str) -> None:
    """Find them by how they begin: in a language's order, as PostgreSQL has it from its server, colons don't count."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(f"ALTER TABLE letters ALTER COLUMN key TYPE VARCHAR(160) COLLATE {collation}"))
