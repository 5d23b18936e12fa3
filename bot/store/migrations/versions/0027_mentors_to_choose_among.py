"""mentors to choose among before a match, and people who come later."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("programs", sa.Column("choosing_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("programs", sa.Column("takes_late", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "match_choices",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "program_id"],
            ["programs.workspace", "programs.id"],
            name=op.f("fk_match_choices_workspace_program_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "mentee_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_match_choices_workspace_mentee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "mentor_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_match_choices_workspace_mentor_id"),
        ),
        sa.PrimaryKeyConstraint("workspace", "program_id", "mentee_id", "mentor_id", name=op.f("pk_match_choices")),
    )
    op.create_index("ix_match_choices_mentor_id", "match_choices", ["mentor_id"])


def downgrade() -> None:
    op.drop_table("match_choices")
    for name in ("takes_late", "choosing_until"):
        op.drop_column("programs", name)
