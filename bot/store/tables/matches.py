"""Runs of matching a cohort, and the pairs that each came to."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.mentoring.enrolments import Review
from bot.store.columns import Moment, OneOf, Payload, Several
from bot.store.tables.shape import metadata, number, team, within


class MatchRunColumns(sa.TypedColumns):
    """One run: what was asked, by what it was answered, and what is proven about it."""

    id = number()
    workspace = team()
    made_at: sa.Named[datetime] = sa.Column(Moment)
    by_id: sa.Named[int] = sa.Column(sa.Integer)
    fingerprint: sa.Named[str] = sa.Column(sa.String(64))
    policy: sa.Named[Any] = sa.Column(Payload, nullable=False)
    solver: sa.Named[str] = sa.Column(sa.String(64))
    seed: sa.Named[int] = sa.Column(sa.Integer)
    certificate: sa.Named[Any] = sa.Column(Payload, nullable=False)
    unmatched: sa.Named[Any] = sa.Column(Payload, nullable=False)
    refused: sa.Named[Any] = sa.Column(Payload, nullable=False)
    program_id: sa.Named[int | None] = sa.Column(sa.Integer)
    participants: sa.Named[Any] = sa.Column(Payload, nullable=True)


match_runs = sa.Table(
    "match_runs",
    metadata,
    MatchRunColumns,
    sa.UniqueConstraint("workspace", "id"),
    within("by_id", "people"),
    sa.Index("ix_match_runs_made_at", "workspace", "made_at"),
    sa.Index("ix_match_runs_program_id", "workspace", "program_id"),
)


class MatchPairColumns(sa.TypedColumns):
    """A mentee and a mentor that a run put together; nobody is told of it before a lead says so."""

    id = number()
    workspace = team()
    run_id: sa.Named[int] = sa.Column(sa.Integer)
    mentee_id: sa.Named[int] = sa.Column(sa.Integer)
    mentor_id: sa.Named[int] = sa.Column(sa.Integer)
    nth: sa.Named[int] = sa.Column(sa.Integer)
    score: sa.Named[int] = sa.Column(sa.Integer)
    parts: sa.Named[Any] = sa.Column(Payload, nullable=False)
    mentor_points: sa.Named[int] = sa.Column(sa.Integer)
    rank: sa.Named[int] = sa.Column(sa.Integer)
    reasons: sa.Named[tuple[str, ...]] = sa.Column(Several)
    missing: sa.Named[tuple[str, ...]] = sa.Column(Several)
    locked: sa.Named[bool] = sa.Column(sa.Boolean)
    review: sa.Named[Review] = sa.Column(OneOf(Review), server_default=str(Review.PROPOSED))
    pair_id: sa.Named[int | None] = sa.Column(sa.Integer)
    points: sa.Named[int] = sa.Column(sa.Integer, server_default="0")
    """What a lead may see of the score."""
    was: sa.Named[Review | None] = sa.Column(OneOf(Review))
    """Where it stood before many were decided about at once, and in which of these sweeps."""
    sweep: sa.Named[int | None] = sa.Column(sa.Integer)
    confirmed: sa.Named[bool] = sa.Column(sa.Boolean, server_default=sa.false())
    """Whether it was approved when a launch was confirmed; whatever is decided about it since takes that away."""


match_pairs = sa.Table(
    "match_pairs",
    metadata,
    MatchPairColumns,
    sa.UniqueConstraint("workspace", "run_id", "mentee_id", "mentor_id"),
    within("run_id", "match_runs", cascade=True),
    within("mentee_id", "people"),
    within("mentor_id", "people"),
)
