"""Sessions, takeaways, actions, updates and agendas."""

from datetime import date, datetime

import sqlalchemy as sa

from bot.mentoring.sessions import Outcome
from bot.store.columns import Moment, OneOf
from bot.store.tables.shape import metadata, number, team, within


class SessionColumns(sa.TypedColumns):
    """A planned or past session."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    at: sa.Named[datetime] = sa.Column(Moment)
    on: sa.Named[date] = sa.Column(sa.Date)
    outcome: sa.Named[Outcome] = sa.Column(OneOf(Outcome))
    by_id: sa.Named[int] = sa.Column(sa.Integer)
    noted_at: sa.Named[datetime] = sa.Column(Moment)
    minutes: sa.Named[int] = sa.Column(sa.Integer)
    first_id: sa.Named[int | None] = sa.Column(sa.Integer)
    moves: sa.Named[int] = sa.Column(sa.Integer, server_default="0")
    agreed_at: sa.Named[datetime | None] = sa.Column(Moment)


sessions = sa.Table(
    "sessions",
    metadata,
    SessionColumns,
    sa.UniqueConstraint("workspace", "id"),
    within("pair_id", "pairs", cascade=True),
    within("by_id", "people"),
    within("first_id", "sessions"),
    sa.Index("ix_sessions_pair_id", "pair_id", "at"),
    # One held session and one planned session per pair and day, whoever logs first.
    sa.Index(
        "uq_sessions_day",
        "workspace",
        "pair_id",
        "on",
        "outcome",
        unique=True,
        sqlite_where=sa.text("outcome IN ('held', 'booked')"),
        postgresql_where=sa.text("outcome IN ('held', 'booked')"),
    ),
)


class NoteColumns(sa.TypedColumns):
    """A takeaway."""

    id = number()
    workspace = team()
    session_id: sa.Named[int] = sa.Column(sa.Integer)
    author_id: sa.Named[int] = sa.Column(sa.Integer)
    text: sa.Named[str] = sa.Column(sa.Text)
    shared: sa.Named[bool] = sa.Column(sa.Boolean)
    written_at: sa.Named[datetime] = sa.Column(Moment)
    shares: sa.Named[int] = sa.Column(sa.Integer)


notes = sa.Table(
    "notes",
    metadata,
    NoteColumns,
    within("session_id", "sessions", cascade=True),
    within("author_id", "people"),
    sa.Index("ix_notes_session_id", "session_id"),
)


class ActionColumns(sa.TypedColumns):
    """Something somebody said they would do."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    owner_id: sa.Named[int] = sa.Column(sa.Integer)
    text: sa.Named[str] = sa.Column(sa.Text)
    written_at: sa.Named[datetime] = sa.Column(Moment)
    by: sa.Named[str | None] = sa.Column(sa.String(24))
    session_id: sa.Named[int | None] = sa.Column(sa.Integer)
    due_on: sa.Named[date | None] = sa.Column(sa.Date)
    done_at: sa.Named[datetime | None] = sa.Column(Moment)
    dropped_at: sa.Named[datetime | None] = sa.Column(Moment)


actions = sa.Table(
    "actions",
    metadata,
    ActionColumns,
    within("pair_id", "pairs", cascade=True),
    within("owner_id", "people"),
    within("session_id", "sessions"),
    sa.UniqueConstraint("workspace", "id"),
    sa.Index("ix_actions_pair_id", "pair_id"),
    sa.Index("ix_actions_owner_id", "owner_id"),
)


class AgendaColumns(sa.TypedColumns):
    """What a mentee wants to talk about."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    author_id: sa.Named[int] = sa.Column(sa.Integer)
    since_last: sa.Named[str] = sa.Column(sa.Text)
    question: sa.Named[str] = sa.Column(sa.Text)
    decision: sa.Named[str] = sa.Column(sa.Text)
    written_at: sa.Named[datetime] = sa.Column(Moment)
    session_id: sa.Named[int | None] = sa.Column(sa.Integer)
    shared_at: sa.Named[datetime | None] = sa.Column(Moment)


agendas = sa.Table(
    "agendas",
    metadata,
    AgendaColumns,
    within("pair_id", "pairs", cascade=True),
    within("author_id", "people"),
    within("session_id", "sessions"),
    sa.Index("ix_agendas_pair_id", "pair_id"),
)


class UpdateColumns(sa.TypedColumns):
    """What a mentee tells of how something went."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    author_id: sa.Named[int] = sa.Column(sa.Integer)
    about: sa.Named[str] = sa.Column(sa.Text)
    text: sa.Named[str] = sa.Column(sa.Text)
    written_at: sa.Named[datetime] = sa.Column(Moment)
    action_id: sa.Named[int | None] = sa.Column(sa.Integer)
    goal_id: sa.Named[int | None] = sa.Column(sa.Integer)
    shared_at: sa.Named[datetime | None] = sa.Column(Moment)
    letter: sa.Named[str] = sa.Column(sa.String(160))


updates = sa.Table(
    "updates",
    metadata,
    UpdateColumns,
    within("pair_id", "pairs", cascade=True),
    within("author_id", "people"),
    within("action_id", "actions"),
    within("goal_id", "goals"),
    sa.Index("ix_updates_pair_id", "pair_id", "letter"),
    sa.Index("ix_updates_author_id", "author_id"),
)
