"""what is empty is not looked for."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

NARROWED = {"channel": ["channel", "ts"], "pair_id": ["pair_id"], "ask_id": ["ask_id"]}


def upgrade() -> None:
    for name, columns in NARROWED.items():
        op.drop_index(f"ix_letters_{name}", table_name="letters")
        filled = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_letters_{name}", "letters", columns, sqlite_where=filled, postgresql_where=filled)


def downgrade() -> None:
    for name, columns in NARROWED.items():
        op.drop_index(f"ix_letters_{name}", table_name="letters")
        op.create_index(f"ix_letters_{name}", "letters", columns)
