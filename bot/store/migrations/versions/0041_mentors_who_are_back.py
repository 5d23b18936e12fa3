"""mentors who are back."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

INDEXES = {"ix_people_break_over": "offering_paused_until", "ix_people_silence_over": "paused_until"}
MENTORS = "capacity > 0 AND joined_at IS NOT NULL AND standing = 'member'"


def upgrade() -> None:
    """Note nobody as back yet: whoever waits may never have heard of those who are."""
    op.add_column("people", sa.Column("back_at", sa.DateTime(timezone=True), nullable=True))
    for name, until in INDEXES.items():
        unnoticed = sa.text(f"{MENTORS} AND {until} IS NOT NULL AND (back_at IS NULL OR back_at < {until})")
        op.create_index(name, "people", [until], sqlite_where=unnoticed, postgresql_where=unnoticed)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "people")
    op.drop_column("people", "back_at")
