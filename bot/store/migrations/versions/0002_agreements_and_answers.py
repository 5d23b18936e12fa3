"""agreements and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "author_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_agreement_drafts_workspace_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_agreement_drafts_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_drafts")),
        sa.UniqueConstraint(
            "workspace", "pair_id", "author_id", name=op.f("uq_agreement_drafts_workspace_pair_id_author_id")
        ),
    )
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mentee_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mentor_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_agreements_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("workspace", "pair_id", "version", name=op.f("uq_agreements_workspace_pair_id_version")),
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index("ix_agreements_pair_id", ["pair_id"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=24), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "author_id"], ["people.workspace", "people.id"], name=op.f("fk_answers_workspace_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_answers_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint(
            "workspace",
            "pair_id",
            "author_id",
            "topic",
            "occasion",
            "item",
            name=op.f("uq_answers_workspace_pair_id_author_id_topic_occasion_item"),
        ),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index("ix_answers_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_answers_pair_id", ["pair_id"], unique=False)

    op.add_column("people", sa.Column("new_role_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Not in a batch: a table that SQLite remakes loses its index on an expression.
    op.drop_column("people", "new_role_at")

    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index("ix_answers_pair_id")
        batch_op.drop_index("ix_answers_author_id")

    op.drop_table("answers")
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_index("ix_agreements_pair_id")

    op.drop_table("agreements")
    op.drop_table("agreement_drafts")
