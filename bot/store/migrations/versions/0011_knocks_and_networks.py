"""knocks and networks."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "owner_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_contacts_workspace_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index("ix_contacts_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "encounters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "owner_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_encounters_workspace_owner_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounters")),
    )
    with op.batch_alter_table("encounters", schema=None) as batch_op:
        batch_op.create_index("ix_encounters_owner_id", ["owner_id"], unique=False)

    op.create_table(
        "knocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("silence", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "by_id"], ["people.workspace", "people.id"], name=op.f("fk_knocks_workspace_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_knocks_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knocks")),
        sa.UniqueConstraint(
            "workspace", "pair_id", "by_id", "silence", name=op.f("uq_knocks_workspace_pair_id_by_id_silence")
        ),
    )
    with op.batch_alter_table("knocks", schema=None) as batch_op:
        batch_op.create_index("ix_knocks_pair_id", ["pair_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("knocks", schema=None) as batch_op:
        batch_op.drop_index("ix_knocks_pair_id")

    op.drop_table("knocks")
    with op.batch_alter_table("encounters", schema=None) as batch_op:
        batch_op.drop_index("ix_encounters_owner_id")

    op.drop_table("encounters")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index("ix_contacts_owner_id")

    op.drop_table("contacts")
