"""programs and those who lead them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
    )
    with op.batch_alter_table("audits", schema=None) as batch_op:
        batch_op.create_index("ix_audits_at", ["at"], unique=False)
        batch_op.create_index("ix_audits_program_id", ["workspace", "program_id", "id"], unique=False)

    op.create_table(
        "programs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("launches_on", sa.Date(), nullable=True),
        sa.Column("midpoint_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("told", sa.String(length=48), nullable=False),
        sa.Column("matching_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("launched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("launching", sa.Boolean(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programs")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_programs_workspace_id")),
    )
    with op.batch_alter_table("programs", schema=None) as batch_op:
        batch_op.create_index("ix_programs_look_at", ["look_at"], unique=False)

    op.create_table(
        "enrolments",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ranks", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_enrolments_workspace_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "program_id"],
            ["programs.workspace", "programs.id"],
            name=op.f("fk_enrolments_workspace_program_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "program_id", "person_id", name=op.f("pk_enrolments")),
    )
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index("ix_enrolments_person_id", ["person_id"], unique=False)

    op.create_table(
        "match_verdicts",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "mentee_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_match_verdicts_workspace_mentee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "mentor_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_match_verdicts_workspace_mentor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "program_id"],
            ["programs.workspace", "programs.id"],
            name=op.f("fk_match_verdicts_workspace_program_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "program_id", "mentee_id", "mentor_id", name=op.f("pk_match_verdicts")),
    )
    op.create_table(
        "program_roles",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("program_id", sa.Integer(), nullable=False),
        sa.Column("slack_id", sa.String(length=24), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "program_id"],
            ["programs.workspace", "programs.id"],
            name=op.f("fk_program_roles_workspace_program_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "program_id", "slack_id", "role", name=op.f("pk_program_roles")),
    )
    with op.batch_alter_table("program_roles", schema=None) as batch_op:
        batch_op.create_index("ix_program_roles_slack_id", ["workspace", "slack_id"], unique=False)

    op.add_column("match_pairs", sa.Column("review", sa.String(length=24), server_default="proposed", nullable=False))
    op.add_column("match_pairs", sa.Column("pair_id", sa.Integer(), nullable=True))

    op.add_column("match_runs", sa.Column("program_id", sa.Integer(), nullable=True))
    op.create_index("ix_match_runs_program_id", "match_runs", ["workspace", "program_id"], unique=False)

    op.add_column("pairs", sa.Column("program_id", sa.Integer(), nullable=True))
    op.create_index("ix_pairs_program_id", "pairs", ["workspace", "program_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_pairs_program_id", "pairs")
    op.drop_column("pairs", "program_id")

    op.drop_index("ix_match_runs_program_id", "match_runs")
    op.drop_column("match_runs", "program_id")

    op.drop_column("match_pairs", "pair_id")
    op.drop_column("match_pairs", "review")

    with op.batch_alter_table("program_roles", schema=None) as batch_op:
        batch_op.drop_index("ix_program_roles_slack_id")

    op.drop_table("program_roles")
    op.drop_table("match_verdicts")
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolments_person_id")

    op.drop_table("enrolments")
    with op.batch_alter_table("programs", schema=None) as batch_op:
        batch_op.drop_index("ix_programs_look_at")

    op.drop_table("programs")
    with op.batch_alter_table("audits", schema=None) as batch_op:
        batch_op.drop_index("ix_audits_program_id")
        batch_op.drop_index("ix_audits_at")

    op.drop_table("audits")
