"""a pace for each workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

DEAD = sa.text("state = 'dead'")
UNSENT = sa.text("state IN ('due', 'unsure')")


def upgrade() -> None:
    op.create_table(
        "rates",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_rates")),
    )
    turn = ["workspace", "class", "due_at", "id"]
    op.create_index("ix_letters_turn", "letters", turn, sqlite_where=UNSENT, postgresql_where=UNSENT)
    op.create_index("ix_letters_dead", "letters", ["written_at"], sqlite_where=DEAD, postgresql_where=DEAD)


def downgrade() -> None:
    op.drop_index("ix_letters_dead", "letters")
    op.drop_index("ix_letters_turn", "letters")
    op.drop_table("rates")
