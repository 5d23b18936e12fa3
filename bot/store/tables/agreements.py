"""What pairs agree on, what each would like before that, and what each answers when asked alone."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.mentoring.answers import Topic
from bot.store.columns import Moment, OneOf, Payload
from bot.store.tables.shape import metadata, number, team, within


class AgreementColumns(sa.TypedColumns):
    """One version of an agreement."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    version: sa.Named[int] = sa.Column(sa.Integer)
    terms: sa.Named[Any] = sa.Column(Payload)
    proposed_at: sa.Named[datetime] = sa.Column(Moment)
    mentee_at: sa.Named[datetime | None] = sa.Column(Moment)
    mentor_at: sa.Named[datetime | None] = sa.Column(Moment)


agreements = sa.Table(
    "agreements",
    metadata,
    AgreementColumns,
    within("pair_id", "pairs", cascade=True),
    sa.UniqueConstraint("workspace", "pair_id", "version"),
    sa.Index("ix_agreements_pair_id", "pair_id"),
)


class DraftColumns(sa.TypedColumns):
    """What one of the two would like."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    author_id: sa.Named[int] = sa.Column(sa.Integer)
    terms: sa.Named[Any] = sa.Column(Payload)
    written_at: sa.Named[datetime] = sa.Column(Moment)


drafts = sa.Table(
    "agreement_drafts",
    metadata,
    DraftColumns,
    within("pair_id", "pairs", cascade=True),
    within("author_id", "people"),
    sa.UniqueConstraint("workspace", "pair_id", "author_id"),
)


class AnswerColumns(sa.TypedColumns):
    """One private answer."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    author_id: sa.Named[int] = sa.Column(sa.Integer)
    topic: sa.Named[Topic] = sa.Column(OneOf(Topic))
    occasion: sa.Named[str] = sa.Column(sa.String(64))
    item: sa.Named[str] = sa.Column(sa.String(24))
    value: sa.Named[str] = sa.Column(sa.Text)
    at: sa.Named[datetime] = sa.Column(Moment)
    shared: sa.Named[bool] = sa.Column(sa.Boolean)


answers = sa.Table(
    "answers",
    metadata,
    AnswerColumns,
    within("pair_id", "pairs", cascade=True),
    within("author_id", "people"),
    sa.UniqueConstraint("workspace", "pair_id", "author_id", "topic", "occasion", "item"),
    sa.Index("ix_answers_pair_id", "pair_id"),
    sa.Index("ix_answers_author_id", "author_id"),
)
