"""Mentors are found by an index in each process; the tables say what changed, and what being asked costs others.

Going back leaves the table of words empty: it fills again as people save their offers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogues",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("skills_revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_catalogues")),
    )
    op.create_table(
        "catalogue_entries",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_catalogue_entries_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "person_id", name=op.f("pk_catalogue_entries")),
    )
    with op.batch_alter_table("catalogue_entries", schema=None) as batch_op:
        batch_op.create_index("ix_catalogue_entries_revision", ["workspace", "revision"], unique=False)

    op.create_table(
        "prices",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_prices_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "person_id", name=op.f("pk_prices")),
    )
    with op.batch_alter_table("topic_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topic_words_person_id"))
        batch_op.drop_index(batch_op.f("ix_topic_words_topic"))

    op.drop_table("topic_words")

    # Who offers something already is in the first version of the catalogue.
    offers = "SELECT workspace, id, 1 FROM people WHERE capacity > 0"
    op.execute(f"INSERT INTO catalogue_entries (workspace, person_id, revision) {offers}")
    op.execute(
        "INSERT INTO catalogues (workspace, revision, skills, skills_revision)"
        " SELECT DISTINCT workspace, 1, '', 0 FROM people WHERE capacity > 0"
    )


def downgrade() -> None:
    op.create_table(
        "topic_words",
        sa.Column("workspace", sa.VARCHAR(length=24), nullable=False),
        sa.Column("word", sa.VARCHAR(length=64), nullable=False),
        sa.Column("person_id", sa.INTEGER(), nullable=False),
        sa.Column("topic", sa.VARCHAR(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_topic_words_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "word", "person_id", name=op.f("pk_topic_words")),
    )
    with op.batch_alter_table("topic_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_words_topic"), ["workspace", "topic"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_words_person_id"), ["person_id"], unique=False)

    op.drop_table("prices")
    with op.batch_alter_table("catalogue_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_catalogue_entries_revision")

    op.drop_table("catalogue_entries")
    op.drop_table("catalogues")
