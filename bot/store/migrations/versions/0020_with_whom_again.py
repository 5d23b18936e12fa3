"""earlier partners who may be proposed again, and what should be different next time."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("meets_again", sa.Text(), server_default="[]", nullable=False))
    op.add_column("people", sa.Column("differently", sa.String(length=16), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("people", "differently")
    op.drop_column("people", "meets_again")
