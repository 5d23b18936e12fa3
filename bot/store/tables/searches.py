"""What people look for."""

from datetime import datetime

import sqlalchemy as sa

from bot.mentoring.notes import Mode
from bot.mentoring.searches import Kind
from bot.store.columns import Moment, OneOf, Several
from bot.store.tables.shape import metadata, number, team, within


class SearchColumns(sa.TypedColumns):
    """What one person looks for, and whom they have seen for it."""

    id = number()
    workspace = team()
    person_id: sa.Named[int] = sa.Column(sa.Integer)
    at: sa.Named[datetime] = sa.Column(Moment)
    wish: sa.Named[str] = sa.Column(sa.Text)
    goal: sa.Named[str] = sa.Column(sa.Text)
    kind: sa.Named[Kind] = sa.Column(OneOf(Kind))
    mode: sa.Named[Mode] = sa.Column(OneOf(Mode))
    languages: sa.Named[tuple[str, ...]] = sa.Column(Several)
    hours: sa.Named[int] = sa.Column(sa.Integer)
    shown: sa.Named[tuple[str, ...]] = sa.Column(Several)
    saved_at: sa.Named[datetime | None] = sa.Column(Moment)
    unanswered_since: sa.Named[datetime | None] = sa.Column(Moment)


_PASSING = sa.text("saved_at IS NULL")
searches = sa.Table(
    "searches",
    metadata,
    SearchColumns,
    within("person_id", "people", cascade=True),
    sa.Index("ix_searches_person_id", "person_id"),
    # One search that isn't saved for each person: the next one takes its place.
    sa.Index(
        "uq_searches_passing",
        "workspace",
        "person_id",
        unique=True,
        sqlite_where=_PASSING,
        postgresql_where=_PASSING,
    ),
)
