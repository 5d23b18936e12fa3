"""Times that one of a pair proposed."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.columns import Moment, Moments
from bot.store.tables.shape import metadata, number, team, within


class TimesColumns(sa.TypedColumns):
    """Up to three moments, for the other one to pick from."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    by_id: sa.Named[int] = sa.Column(sa.Integer)
    moments: sa.Named[tuple[datetime, ...]] = sa.Column(Moments)
    proposed_at: sa.Named[datetime] = sa.Column(Moment)
    minutes: sa.Named[int] = sa.Column(sa.Integer)
    closed_at: sa.Named[datetime | None] = sa.Column(Moment)


times = sa.Table(
    "times",
    metadata,
    TimesColumns,
    within("pair_id", "pairs", cascade=True),
    within("by_id", "people"),
    sa.Index("ix_times_pair_id", "pair_id"),
    sa.Index("ix_times_by_id", "by_id"),
)
