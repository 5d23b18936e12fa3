"""an index of the pairs that let the question for an agreement pass."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LET_PASS = sa.text("kind = 'agreement_missing' AND occasion = 'last'")


def upgrade() -> None:
    op.create_index(
        "ix_letters_let_pass", "letters", ["workspace", "pair_id"], sqlite_where=LET_PASS, postgresql_where=LET_PASS
    )


def downgrade() -> None:
    op.drop_index("ix_letters_let_pass", "letters")
