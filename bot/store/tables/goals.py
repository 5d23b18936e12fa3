"""Goals, and ideas for giving something back."""

from datetime import date, datetime

import sqlalchemy as sa

from bot.mentoring.goals import GiveState, GoalState
from bot.store.columns import Moment, OneOf
from bot.store.tables.shape import metadata, number, team, within


class GoalColumns(sa.TypedColumns):
    """What a mentee works toward."""

    id = number()
    workspace = team()
    owner_id: sa.Named[int] = sa.Column(sa.Integer)
    pair_id: sa.Named[int | None] = sa.Column(sa.Integer)
    text: sa.Named[str] = sa.Column(sa.Text)
    created_at: sa.Named[datetime] = sa.Column(Moment)
    measure: sa.Named[str] = sa.Column(sa.Text)
    first_step: sa.Named[str] = sa.Column(sa.Text)
    due_on: sa.Named[date | None] = sa.Column(sa.Date)
    shared: sa.Named[bool] = sa.Column(sa.Boolean)
    shared_at: sa.Named[datetime | None] = sa.Column(Moment)
    state: sa.Named[GoalState] = sa.Column(OneOf(GoalState))
    progress: sa.Named[int] = sa.Column(sa.Integer)
    feeling: sa.Named[str] = sa.Column(sa.String(16))
    updated_at: sa.Named[datetime] = sa.Column(Moment)
    closed_at: sa.Named[datetime | None] = sa.Column(Moment)


_OPEN = sa.text("state = 'open'")
goals = sa.Table(
    "goals",
    metadata,
    GoalColumns,
    sa.UniqueConstraint("workspace", "id"),
    within("owner_id", "people"),
    within("pair_id", "pairs"),
    sa.Index("ix_goals_owner_id", "owner_id", "state"),
    sa.Index("ix_goals_updated_at", "updated_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
)


class GiveColumns(sa.TypedColumns):
    """An idea for giving something back."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    giver_id: sa.Named[int] = sa.Column(sa.Integer)
    idea: sa.Named[int] = sa.Column(sa.Integer)
    state: sa.Named[GiveState] = sa.Column(OneOf(GiveState))
    at: sa.Named[datetime] = sa.Column(Moment)


gives = sa.Table(
    "gives",
    metadata,
    GiveColumns,
    within("pair_id", "pairs", cascade=True),
    within("giver_id", "people"),
    sa.UniqueConstraint("workspace", "pair_id", "idea"),
)
