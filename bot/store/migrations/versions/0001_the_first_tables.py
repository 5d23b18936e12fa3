"""the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_table(
        "blocks",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("whom", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "by", "whom", name=op.f("pk_blocks")),
    )
    op.create_table(
        "inbox",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_at", ["at"], unique=False)

    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("to", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("class", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=True),
        sa.Column("ask_id", sa.Integer(), nullable=True),
        sa.Column("with", sa.Text(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("lease", sa.String(length=36), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("unsure", sa.Integer(), nullable=False),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=24), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_letters_workspace_key")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_ask_id", ["ask_id"], unique=False)
        batch_op.create_index("ix_letters_channel", ["channel", "ts"], unique=False)
        batch_op.create_index(
            "ix_letters_due_at",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('due', 'unsure')"),
            postgresql_where=sa.text("state IN ('due', 'unsure')"),
        )
        batch_op.create_index(
            "ix_letters_lease_until",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.create_index("ix_letters_pair_id", ["pair_id"], unique=False)
        batch_op.create_index(
            "ix_letters_sent_at",
            ["sent_at"],
            unique=False,
            sqlite_where=sa.text("kind = 'rest_notice' AND state = 'sent' AND retired_at IS NULL"),
            postgresql_where=sa.text("kind = 'rest_notice' AND state = 'sent' AND retired_at IS NULL"),
        )
        batch_op.create_index("ix_letters_to", ["workspace", "to", "written_at"], unique=False)
        batch_op.create_index("ix_letters_written_at", ["written_at"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_pauses")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("slack_id", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("manager", sa.String(length=24), nullable=True),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=24), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("in_return", sa.Text(), nullable=False),
        sa.Column("meets", sa.String(length=16), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("offering_paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("slot", sa.String(length=5), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped", sa.Text(), nullable=False),
        sa.Column("fewer", sa.Text(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_people_workspace_id")),
        sa.UniqueConstraint("workspace", "slack_id", name=op.f("uq_people_workspace_slack_id")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index("ix_people_look_at", ["look_at"], unique=False)
        batch_op.create_index("ix_people_manager", ["workspace", "manager"], unique=False)
        batch_op.create_index("ix_people_waits_since", ["workspace", "waits_since"], unique=False)

    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("want", sa.Text(), nullable=False),
        sa.Column("preset", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("thanks", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("suggested", sa.String(length=24), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "mentee_id"], ["people.workspace", "people.id"], name=op.f("fk_asks_workspace_mentee_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "mentor_id"], ["people.workspace", "people.id"], name=op.f("fk_asks_workspace_mentor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_asks_workspace_id")),
    )
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.create_index("ix_asks_look_at", ["look_at"], unique=False)
        batch_op.create_index("ix_asks_mentee_id", ["mentee_id", "state"], unique=False)
        batch_op.create_index("ix_asks_mentor_id", ["mentor_id", "state"], unique=False)
        batch_op.create_index(
            "ix_asks_sent_at",
            ["sent_at"],
            unique=False,
            sqlite_where=sa.text("state = 'sent'"),
            postgresql_where=sa.text("state = 'sent'"),
        )
        batch_op.create_index(
            "uq_asks_open",
            ["workspace", "mentee_id", "mentor_id", "state"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'sent')"),
            postgresql_where=sa.text("state IN ('draft', 'sent')"),
        )

    op.create_table(
        "pairs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Integer(), nullable=False),
        sa.Column("wished_rhythm", sa.Integer(), nullable=True),
        sa.Column("wished_by", sa.String(length=24), nullable=True),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifecycle", sa.String(length=24), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("idle_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("missed_in_a_row", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "mentee_id"], ["people.workspace", "people.id"], name=op.f("fk_pairs_workspace_mentee_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "mentor_id"], ["people.workspace", "people.id"], name=op.f("fk_pairs_workspace_mentor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_pairs_workspace_id")),
    )
    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.create_index(
            "ix_pairs_idle_since",
            ["idle_since"],
            unique=False,
            sqlite_where=sa.text("lifecycle = 'dormant'"),
            postgresql_where=sa.text("lifecycle = 'dormant'"),
        )
        batch_op.create_index("ix_pairs_look_at", ["look_at"], unique=False)
        batch_op.create_index("ix_pairs_mentee_id", ["mentee_id", "lifecycle"], unique=False)
        batch_op.create_index("ix_pairs_mentor_id", ["mentor_id", "lifecycle"], unique=False)
        batch_op.create_index(
            "ix_pairs_paused_until",
            ["paused_until"],
            unique=False,
            sqlite_where=sa.text("lifecycle = 'paused'"),
            postgresql_where=sa.text("lifecycle = 'paused'"),
        )
        batch_op.create_index(
            "ix_pairs_wished_at",
            ["wished_at"],
            unique=False,
            sqlite_where=sa.text("wished_at IS NOT NULL"),
            postgresql_where=sa.text("wished_at IS NOT NULL"),
        )

    op.create_table(
        "topic_words",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_topic_words_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "word", "person_id", name=op.f("pk_topic_words")),
    )
    with op.batch_alter_table("topic_words", schema=None) as batch_op:
        batch_op.create_index("ix_topic_words_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_topic_words_topic", ["workspace", "topic"], unique=False)

    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "owner_id"], ["people.workspace", "people.id"], name=op.f("fk_actions_workspace_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_actions_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index("ix_actions_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_actions_pair_id", ["pair_id"], unique=False)

    op.create_table(
        "agendas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("since_last", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "author_id"], ["people.workspace", "people.id"], name=op.f("fk_agendas_workspace_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_agendas_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendas")),
    )
    with op.batch_alter_table("agendas", schema=None) as batch_op:
        batch_op.create_index("ix_agendas_pair_id", ["pair_id"], unique=False)

    op.create_table(
        "gives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("idea", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "giver_id"], ["people.workspace", "people.id"], name=op.f("fk_gives_workspace_giver_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_gives_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gives")),
        sa.UniqueConstraint("workspace", "pair_id", "idea", name=op.f("uq_gives_workspace_pair_id_idea")),
    )
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("first_step", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("feeling", sa.String(length=16), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "owner_id"], ["people.workspace", "people.id"], name=op.f("fk_goals_workspace_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"], ["pairs.workspace", "pairs.id"], name=op.f("fk_goals_workspace_pair_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.create_index("ix_goals_owner_id", ["owner_id", "state"], unique=False)

    op.create_table(
        "picks",
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("pick", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_picks_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "pair_id", "by", "occasion", name=op.f("pk_picks")),
    )
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.create_index("ix_picks_at", ["at"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "by_id"], ["people.workspace", "people.id"], name=op.f("fk_sessions_workspace_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_sessions_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_sessions_workspace_id")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("ix_sessions_pair_id", ["pair_id", "at"], unique=False)
        batch_op.create_index(
            "uq_sessions_day",
            ["workspace", "pair_id", "on", "outcome"],
            unique=True,
            sqlite_where=sa.text("outcome IN ('held', 'booked')"),
            postgresql_where=sa.text("outcome IN ('held', 'booked')"),
        )

    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was", sa.String(length=24), nullable=True),
        sa.Column("became", sa.String(length=24), nullable=False),
        sa.Column("by", sa.String(length=24), nullable=True),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "pair_id"],
            ["pairs.workspace", "pairs.id"],
            name=op.f("fk_turns_workspace_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index("ix_turns_pair_id", ["pair_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=24), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "author_id"], ["people.workspace", "people.id"], name=op.f("fk_notes_workspace_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "session_id"],
            ["sessions.workspace", "sessions.id"],
            name=op.f("fk_notes_workspace_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index("ix_notes_session_id", ["session_id"], unique=False)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index("ix_people_name", ["workspace", sa.literal_column("(lower(name))")], unique=False)

    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.create_index(
            "uq_pairs_live",
            [
                "workspace",
                sa.literal_column("((CASE WHEN (mentor_id < mentee_id) THEN mentor_id ELSE mentee_id END))"),
                sa.literal_column("((CASE WHEN (mentor_id < mentee_id) THEN mentee_id ELSE mentor_id END))"),
            ],
            unique=True,
            sqlite_where=sa.text("lifecycle IN ('active', 'dormant', 'initiating', 'paused')"),
            postgresql_where=sa.text("lifecycle IN ('active', 'dormant', 'initiating', 'paused')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index("ix_notes_session_id")

    op.drop_table("notes")
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.drop_index("ix_turns_pair_id")

    op.drop_table("turns")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sessions_day",
            sqlite_where=sa.text("outcome IN ('held', 'booked')"),
            postgresql_where=sa.text("outcome IN ('held', 'booked')"),
        )
        batch_op.drop_index("ix_sessions_pair_id")

    op.drop_table("sessions")
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.drop_index("ix_picks_at")

    op.drop_table("picks")
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.drop_index("ix_goals_owner_id")

    op.drop_table("goals")
    op.drop_table("gives")
    with op.batch_alter_table("agendas", schema=None) as batch_op:
        batch_op.drop_index("ix_agendas_pair_id")

    op.drop_table("agendas")
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.drop_index("ix_actions_pair_id")
        batch_op.drop_index("ix_actions_owner_id")

    op.drop_table("actions")
    with op.batch_alter_table("topic_words", schema=None) as batch_op:
        batch_op.drop_index("ix_topic_words_topic")
        batch_op.drop_index("ix_topic_words_person_id")

    op.drop_table("topic_words")
    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_pairs_wished_at",
            sqlite_where=sa.text("wished_at IS NOT NULL"),
            postgresql_where=sa.text("wished_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_pairs_paused_until",
            sqlite_where=sa.text("lifecycle = 'paused'"),
            postgresql_where=sa.text("lifecycle = 'paused'"),
        )
        batch_op.drop_index("ix_pairs_mentor_id")
        batch_op.drop_index("ix_pairs_mentee_id")
        batch_op.drop_index("ix_pairs_look_at")
        batch_op.drop_index(
            "ix_pairs_idle_since",
            sqlite_where=sa.text("lifecycle = 'dormant'"),
            postgresql_where=sa.text("lifecycle = 'dormant'"),
        )

    op.drop_table("pairs")
    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_asks_open",
            sqlite_where=sa.text("state IN ('draft', 'sent')"),
            postgresql_where=sa.text("state IN ('draft', 'sent')"),
        )
        batch_op.drop_index(
            "ix_asks_sent_at", sqlite_where=sa.text("state = 'sent'"), postgresql_where=sa.text("state = 'sent'")
        )
        batch_op.drop_index("ix_asks_mentor_id")
        batch_op.drop_index("ix_asks_mentee_id")
        batch_op.drop_index("ix_asks_look_at")

    op.drop_table("asks")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index("ix_people_waits_since")
        batch_op.drop_index("ix_people_manager")
        batch_op.drop_index("ix_people_look_at")

    op.drop_table("people")
    op.drop_table("pauses")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("ix_letters_written_at")
        batch_op.drop_index("ix_letters_to")
        batch_op.drop_index(
            "ix_letters_sent_at",
            sqlite_where=sa.text("kind = 'rest_notice' AND state = 'sent' AND retired_at IS NULL"),
            postgresql_where=sa.text("kind = 'rest_notice' AND state = 'sent' AND retired_at IS NULL"),
        )
        batch_op.drop_index("ix_letters_pair_id")
        batch_op.drop_index(
            "ix_letters_lease_until",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index(
            "ix_letters_due_at",
            sqlite_where=sa.text("state IN ('due', 'unsure')"),
            postgresql_where=sa.text("state IN ('due', 'unsure')"),
        )
        batch_op.drop_index("ix_letters_channel")
        batch_op.drop_index("ix_letters_ask_id")

    op.drop_table("letters")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_at")

    op.drop_table("inbox")
    op.drop_table("blocks")
    op.drop_table("announcements")
