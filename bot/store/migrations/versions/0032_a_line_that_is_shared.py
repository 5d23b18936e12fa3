"""a line that is shared."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

HELD_FOR_A_LINE = """
UPDATE pairs SET line_since = on_hold_since WHERE lifecycle = 'hold' AND 'line_changed' = (
    SELECT cause FROM turns WHERE turns.workspace = pairs.workspace AND turns.pair_id = pairs.id AND became = 'hold'
    ORDER BY turns.id DESC LIMIT 1
)
"""


def upgrade() -> None:
    op.add_column("pairs", sa.Column("line_since", sa.DateTime(timezone=True), nullable=True))
    op.execute(HELD_FOR_A_LINE)


def downgrade() -> None:
    op.drop_column("pairs", "line_since")
