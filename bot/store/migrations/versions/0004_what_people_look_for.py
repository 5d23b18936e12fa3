"""what people look for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unanswered_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_searches_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searches")),
    )
    op.create_index("ix_searches_person_id", "searches", ["person_id"])
    op.create_index(
        "uq_searches_passing",
        "searches",
        ["workspace", "person_id"],
        unique=True,
        sqlite_where=sa.text("saved_at IS NULL"),
        postgresql_where=sa.text("saved_at IS NULL"),
    )
    op.add_column("asks", sa.Column("written_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_people_waiting",
        "people",
        ["waits_since"],
        sqlite_where=sa.text("waits_since IS NOT NULL"),
        postgresql_where=sa.text("waits_since IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_people_waiting", "people")
    op.drop_column("asks", "written_at")
    op.drop_index("uq_searches_passing", "searches")
    op.drop_index("ix_searches_person_id", "searches")
    op.drop_table("searches")
