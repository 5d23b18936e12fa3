"""the day that is shown for a pair on hold."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_HELD = sa.text("lifecycle = 'hold'")


def upgrade() -> None:
    op.create_index("ix_pairs_shown_until", "pairs", ["paused_until"], sqlite_where=_HELD, postgresql_where=_HELD)


def downgrade() -> None:
    op.drop_index("ix_pairs_shown_until", table_name="pairs")
