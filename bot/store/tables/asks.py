"""Requests, from draft to answer."""

from datetime import datetime

import sqlalchemy as sa

from bot.mentoring.asks import AskState, Reason
from bot.store.columns import Moment, OneOf
from bot.store.tables.shape import metadata, number, team, within


class AskColumns(sa.TypedColumns):
    """A request, from draft to answer."""

    id = number()
    workspace = team()
    mentee_id: sa.Named[int] = sa.Column(sa.Integer)
    mentor_id: sa.Named[int] = sa.Column(sa.Integer)
    created_at: sa.Named[datetime] = sa.Column(Moment)
    state: sa.Named[AskState] = sa.Column(OneOf(AskState))
    why: sa.Named[str] = sa.Column(sa.Text)
    want: sa.Named[str] = sa.Column(sa.Text)
    preset: sa.Named[str] = sa.Column(sa.String(16))
    times: sa.Named[str] = sa.Column(sa.Text)
    mode: sa.Named[str] = sa.Column(sa.String(16))
    thanks: sa.Named[str] = sa.Column(sa.Text)
    sent_at: sa.Named[datetime | None] = sa.Column(Moment)
    let_go_at: sa.Named[datetime | None] = sa.Column(Moment)
    answered_at: sa.Named[datetime | None] = sa.Column(Moment)
    reason: sa.Named[Reason | None] = sa.Column(OneOf(Reason))
    reply: sa.Named[str] = sa.Column(sa.Text)
    suggested: sa.Named[str | None] = sa.Column(sa.String(24))
    look_at: sa.Named[datetime | None] = sa.Column(Moment)
    written_at: sa.Named[datetime | None] = sa.Column(Moment)


_WAITING = sa.text("state = 'sent'")
asks = sa.Table(
    "asks",
    metadata,
    AskColumns,
    sa.UniqueConstraint("workspace", "id"),
    within("mentee_id", "people"),
    within("mentor_id", "people"),
    sa.Index("ix_asks_mentor_id", "mentor_id", "state"),
    sa.Index("ix_asks_mentee_id", "mentee_id", "state"),
    sa.Index("ix_asks_look_at", "look_at"),
    sa.Index("ix_asks_sent_at", "sent_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    # One draft and one open request per mentee and mentor, whoever races.
    sa.Index(
        "uq_asks_open",
        "workspace",
        "mentee_id",
        "mentor_id",
        "state",
        unique=True,
        sqlite_where=sa.text("state IN ('draft', 'sent')"),
        postgresql_where=sa.text("state IN ('draft', 'sent')"),
    ),
)
