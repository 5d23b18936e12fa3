"""Whom concerns can be brought to, that they were, and whose leaving was noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LEFT_UNNOTICED = "standing = 'gone' AND parted_at IS NULL"


def upgrade() -> None:
    op.add_column("people", sa.Column("is_contact", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("parted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_people_parted_at",
        "people",
        ["parted_at"],
        sqlite_where=sa.text(LEFT_UNNOTICED),
        postgresql_where=sa.text(LEFT_UNNOTICED),
    )
    op.create_table(
        "concerns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("contact", sa.String(length=24), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_concerns_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
    )
    op.create_index("ix_concerns_pair_id", "concerns", ["pair_id"])


def downgrade() -> None:
    op.drop_table("concerns")
    op.drop_index("ix_people_parted_at", "people")
    op.drop_column("people", "parted_at")
    op.drop_column("people", "is_contact")
