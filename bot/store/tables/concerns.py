"""That concerns were raised, and who looks after each; never what was said."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.columns import Moment
from bot.store.tables.shape import metadata, number, team, within


class ConcernColumns(sa.TypedColumns):
    """One concern."""

    id = number()
    workspace = team()
    by: sa.Named[str] = sa.Column(sa.String(24))
    contact: sa.Named[str | None] = sa.Column(sa.String(24))
    raised_at: sa.Named[datetime] = sa.Column(Moment)
    pair_id: sa.Named[int | None] = sa.Column(sa.Integer)
    closed_at: sa.Named[datetime | None] = sa.Column(Moment)


concerns = sa.Table(
    "concerns",
    metadata,
    ConcernColumns,
    within("pair_id", "pairs", cascade=True),
    sa.Index("ix_concerns_pair_id", "pair_id"),
)
