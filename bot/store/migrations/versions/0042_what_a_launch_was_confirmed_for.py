"""what a launch was confirmed for."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

ON_ITS_WAY = """
UPDATE match_pairs SET confirmed = true WHERE review = 'approved' AND run_id IN (
    SELECT max(match_runs.id) FROM match_runs
    JOIN programs ON programs.workspace = match_runs.workspace AND programs.id = match_runs.program_id
    WHERE programs.launching GROUP BY match_runs.workspace, match_runs.program_id
)
"""


def upgrade() -> None:
    """Let a launch that is on its way bring what it would have brought."""
    op.add_column("match_pairs", sa.Column("confirmed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(ON_ITS_WAY)


def downgrade() -> None:
    op.drop_column("match_pairs", "confirmed")
