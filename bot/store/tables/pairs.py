"""Pairs, the turns of their life, and what each side picked in private."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.mentoring.customs import Customs
from bot.mentoring.lifecycles import LIVE, OPEN, TAKES_ROOM, Lifecycle
from bot.mentoring.pairs import GoesOnAs
from bot.store.columns import Days, Moment, OfProgram, OneOf
from bot.store.tables.shape import metadata, number, team, within

LIVE_NAMES = sorted(str(state) for state in LIVE)
ROOM_NAMES = sorted(str(state) for state in TAKES_ROOM)
OPEN_NAMES = sorted(str(state) for state in OPEN)


class PairColumns(sa.TypedColumns):
    """Two people and their rhythm."""

    id = number()
    workspace = team()
    mentor_id: sa.Named[int] = sa.Column(sa.Integer)
    mentee_id: sa.Named[int] = sa.Column(sa.Integer)
    started_at: sa.Named[datetime] = sa.Column(Moment)
    purpose: sa.Named[str] = sa.Column(sa.Text)
    rhythm: sa.Named[timedelta] = sa.Column(Days)
    wished_rhythm: sa.Named[timedelta | None] = sa.Column(Days)
    wished_by: sa.Named[str | None] = sa.Column(sa.String(24))
    wished_at: sa.Named[datetime | None] = sa.Column(Moment)
    lifecycle: sa.Named[Lifecycle] = sa.Column(OneOf(Lifecycle))
    paused_at: sa.Named[datetime | None] = sa.Column(Moment)
    paused_until: sa.Named[datetime | None] = sa.Column(Moment)
    paused_by: sa.Named[str | None] = sa.Column(sa.String(24))
    pause_extended: sa.Named[int] = sa.Column(sa.Integer)
    before_hold: sa.Named[Lifecycle | None] = sa.Column(OneOf(Lifecycle))
    on_hold_since: sa.Named[datetime | None] = sa.Column(Moment)
    line_since: sa.Named[datetime | None] = sa.Column(Moment)
    term_ends_at: sa.Named[datetime | None] = sa.Column(Moment)
    asked_from: sa.Named[datetime | None] = sa.Column(Moment)
    wound_down_at: sa.Named[datetime | None] = sa.Column(Moment)
    closes_at: sa.Named[datetime | None] = sa.Column(Moment)
    closing_since: sa.Named[datetime | None] = sa.Column(Moment)
    goes_on_as: sa.Named[GoesOnAs | None] = sa.Column(OneOf(GoesOnAs))
    redefined_at: sa.Named[datetime | None] = sa.Column(Moment)
    checked_in_until: sa.Named[datetime | None] = sa.Column(Moment)
    idle_since: sa.Named[datetime | None] = sa.Column(Moment)
    carried_since: sa.Named[datetime | None] = sa.Column(Moment)
    held: sa.Named[int] = sa.Column(sa.Integer)
    missed_in_a_row: sa.Named[int] = sa.Column(sa.Integer)
    ended_at: sa.Named[datetime | None] = sa.Column(Moment)
    look_at: sa.Named[datetime | None] = sa.Column(Moment)
    program_id: sa.Named[int | None] = sa.Column(sa.Integer)
    customs: sa.Named[Customs] = sa.Column(OfProgram, nullable=True)


_OPEN_PAIR = sa.text("lifecycle IN ({})".format(", ".join(f"'{name}'" for name in OPEN_NAMES)))
_CLOSES = sa.text("closes_at IS NOT NULL")
_PAUSED = sa.text("lifecycle = 'paused'")
_HELD = sa.text("lifecycle = 'hold'")
_DORMANT = sa.text("lifecycle = 'dormant'")
_WISHED = sa.text("wished_at IS NOT NULL")
pairs = sa.Table(
    "pairs",
    metadata,
    PairColumns,
    sa.UniqueConstraint("workspace", "id"),
    within("mentor_id", "people"),
    within("mentee_id", "people"),
    sa.Index("ix_pairs_mentor_id", "mentor_id", "lifecycle"),
    sa.Index("ix_pairs_mentee_id", "mentee_id", "lifecycle"),
    sa.Index("ix_pairs_look_at", "look_at"),
    sa.Index("ix_pairs_program_id", "workspace", "program_id"),
    sa.Index("ix_pairs_paused_until", "paused_until", sqlite_where=_PAUSED, postgresql_where=_PAUSED),
    sa.Index("ix_pairs_shown_until", "paused_until", sqlite_where=_HELD, postgresql_where=_HELD),
    sa.Index("ix_pairs_closes_at", "closes_at", sqlite_where=_CLOSES, postgresql_where=_CLOSES),
    sa.Index("ix_pairs_wished_at", "wished_at", sqlite_where=_WISHED, postgresql_where=_WISHED),
    sa.Index("ix_pairs_idle_since", "idle_since", sqlite_where=_DORMANT, postgresql_where=_DORMANT),
    sa.Index(
        "uq_pairs_live",
        "workspace",
        sa.text("(CASE WHEN (mentor_id < mentee_id) THEN mentor_id ELSE mentee_id END)"),
        sa.text("(CASE WHEN (mentor_id < mentee_id) THEN mentee_id ELSE mentor_id END)"),
        unique=True,
        sqlite_where=_OPEN_PAIR,
        postgresql_where=_OPEN_PAIR,
    ),
)


def takes_room() -> sa.ColumnElement[bool]:
    """Say that a pair counts towards the room of the two; paused or on hold it counts as before."""
    was_free = pairs.c.before_hold == Lifecycle.REDEFINED
    is_kept = sa.or_(pairs.c.before_hold.is_(None), sa.not_(was_free))
    return sa.and_(pairs.c.lifecycle.in_(ROOM_NAMES), is_kept, pairs.c.redefined_at.is_(None))


def claims_room() -> sa.ColumnElement[bool]:
    """Say that a pair takes a place, or that its two were asked whether they'd like to: nobody else is promised it."""
    return sa.or_(takes_room(), pairs.c.lifecycle == Lifecycle.PROPOSED)


class TurnColumns(sa.TypedColumns):
    """One change of a pair's lifecycle."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    at: sa.Named[datetime] = sa.Column(Moment)
    was: sa.Named[Lifecycle | None] = sa.Column(OneOf(Lifecycle))
    became: sa.Named[Lifecycle] = sa.Column(OneOf(Lifecycle))
    by: sa.Named[str | None] = sa.Column(sa.String(24))
    cause: sa.Named[str] = sa.Column(sa.String(64))


turns = sa.Table(
    "turns", metadata, TurnColumns, within("pair_id", "pairs", cascade=True), sa.Index("ix_turns_pair_id", "pair_id")
)


class PickColumns(sa.TypedColumns):
    """One side's private answer to a question both are asked alone."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    pair_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True)
    by: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    occasion: sa.Named[str] = sa.Column(sa.String(64), primary_key=True)
    pick: sa.Named[str] = sa.Column(sa.String(24))
    at: sa.Named[datetime] = sa.Column(Moment)


picks = sa.Table(
    "picks", metadata, PickColumns, within("pair_id", "pairs", cascade=True), sa.Index("ix_picks_at", "at")
)


def was_declined() -> sa.ColumnElement[bool]:
    """Say of a turn that its pair was only ever proposed, and never came about."""
    return sa.and_(turns.c.was == Lifecycle.PROPOSED, turns.c.became == Lifecycle.NEVER_STARTED)
