"""hours, holidays and absences."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NEW = ("zone_is_own", "opens", "closes", "holidays", "holidays_are_own", "away_since", "away_until")


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("holidays", sa.String(length=48), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_calendars")),
    )
    for column in (
        sa.Column("zone_is_own", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opens", sa.String(length=5), server_default="09:30", nullable=False),
        sa.Column("closes", sa.String(length=5), server_default="16:30", nullable=False),
        sa.Column("holidays", sa.String(length=48), server_default="", nullable=False),
        sa.Column("holidays_are_own", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("away_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("people", column)


def downgrade() -> None:
    for name in reversed(NEW):
        op.drop_column("people", name)
    op.drop_table("calendars")
