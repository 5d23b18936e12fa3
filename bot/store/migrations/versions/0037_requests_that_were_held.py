"""requests that were held."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asks", sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("asks", "let_go_at")
