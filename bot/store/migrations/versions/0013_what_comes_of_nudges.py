"""what comes of nudges."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNJUDGED = sa.text("class = 'N' AND judged_at IS NULL AND state IN ('sent', 'withheld')")


def upgrade() -> None:
    op.create_table(
        "switches",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("off_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("counts_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_switches")),
    )
    op.create_table(
        "verdicts",
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("tapped", sa.Boolean(), nullable=False),
        sa.Column("acted", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_verdicts")),
    )
    op.create_index("ix_verdicts_kind", "verdicts", ["kind", "at"])
    op.add_column("letters", sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("letters", sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_letters_unjudged", "letters", ["due_at"], sqlite_where=UNJUDGED, postgresql_where=UNJUDGED)


def downgrade() -> None:
    op.drop_index("ix_letters_unjudged", "letters")
    # What was withheld was never said, and an older version has no other word for that.
    op.execute("UPDATE letters SET state = 'cancelled' WHERE state = 'withheld'")
    op.drop_column("letters", "judged_at")
    op.drop_column("letters", "stopped_at")
    op.drop_index("ix_verdicts_kind", "verdicts")
    op.drop_table("verdicts")
    op.drop_table("switches")
