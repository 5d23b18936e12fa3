"""A pair's whole life: proposals, holds, terms, winding down, and going on in another way."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEFORE = "lifecycle IN ('active', 'dormant', 'initiating', 'paused')"
AFTER = "lifecycle IN ('active', 'dormant', 'hold', 'initiating', 'paused', 'proposed', 'redefined', 'winding_down')"
CLOSES = "closes_at IS NOT NULL"
ONCE_A_PAIR: list[str | sa.ColumnElement[int]] = [
    "workspace",
    sa.literal_column("((CASE WHEN (mentor_id < mentee_id) THEN mentor_id ELSE mentee_id END))"),
    sa.literal_column("((CASE WHEN (mentor_id < mentee_id) THEN mentee_id ELSE mentor_id END))"),
]
KNOWN_BEFORE = {
    "hold": "paused",
    "winding_down": "active",
    "redefined": "ended_no_fault",
    "ended_completed": "ended_no_fault",
    "ended_by_program": "ended_no_fault",
    "proposed": "never_started",
}
"""What the version before makes of the states it doesn't know."""


def upgrade() -> None:
    op.drop_index("uq_pairs_live", "pairs")
    for column in new_columns():
        op.add_column("pairs", column)
    op.create_index(
        "ix_pairs_closes_at", "pairs", ["closes_at"], sqlite_where=sa.text(CLOSES), postgresql_where=sa.text(CLOSES)
    )
    once_a_pair(AFTER)


def downgrade() -> None:
    op.drop_index("uq_pairs_live", "pairs")
    for table, column in (("pairs", "lifecycle"), ("turns", "was"), ("turns", "became")):
        rows = sa.table(table, sa.column(column, sa.String))
        for now, before in KNOWN_BEFORE.items():
            op.execute(sa.update(rows).where(rows.c[column] == now).values({column: before}))
    op.drop_index("ix_pairs_closes_at", "pairs")
    for new in new_columns():
        op.drop_column("pairs", new.name)
    once_a_pair(BEFORE)


def new_columns() -> tuple[sa.Column[object], ...]:
    """List what is new. Added and dropped one by one, since SQLite would remake the table for several at once."""
    return (
        sa.Column("paused_by", sa.String(length=24), nullable=True),
        sa.Column("pause_extended", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("before_hold", sa.String(length=24), nullable=True),
        sa.Column("on_hold_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("term_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wound_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("goes_on_as", sa.String(length=24), nullable=True),
        sa.Column("redefined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_in_until", sa.DateTime(timezone=True), nullable=True),
    )


def once_a_pair(which: str) -> None:
    """Let two people be in one open pair at a time."""
    op.create_index(
        "uq_pairs_live",
        "pairs",
        ONCE_A_PAIR,
        unique=True,
        sqlite_where=sa.text(which),
        postgresql_where=sa.text(which),
    )
