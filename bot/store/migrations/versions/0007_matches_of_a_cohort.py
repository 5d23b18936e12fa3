"""matches of a cohort."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("solver", sa.String(length=64), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("unmatched", sa.Text(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "by_id"], ["people.workspace", "people.id"], name=op.f("fk_match_runs_workspace_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_runs")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_match_runs_workspace_id")),
    )
    with op.batch_alter_table("match_runs", schema=None) as batch_op:
        batch_op.create_index("ix_match_runs_made_at", ["workspace", "made_at"], unique=False)

    op.create_table(
        "match_pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("mentor_points", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "mentee_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_match_pairs_workspace_mentee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "mentor_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_match_pairs_workspace_mentor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "run_id"],
            ["match_runs.workspace", "match_runs.id"],
            name=op.f("fk_match_pairs_workspace_run_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_pairs")),
        sa.UniqueConstraint(
            "workspace",
            "run_id",
            "mentee_id",
            "mentor_id",
            name=op.f("uq_match_pairs_workspace_run_id_mentee_id_mentor_id"),
        ),
    )


def downgrade() -> None:
    op.drop_table("match_pairs")
    with op.batch_alter_table("match_runs", schema=None) as batch_op:
        batch_op.drop_index("ix_match_runs_made_at")

    op.drop_table("match_runs")
