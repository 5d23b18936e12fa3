"""Words to partners who don't answer."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.columns import Moment
from bot.store.tables.shape import metadata, number, team, within


class KnockColumns(sa.TypedColumns):
    """One word to the other, once in each silence."""

    id = number()
    workspace = team()
    pair_id: sa.Named[int] = sa.Column(sa.Integer)
    by_id: sa.Named[int] = sa.Column(sa.Integer)
    silence: sa.Named[str] = sa.Column(sa.String(64))
    at: sa.Named[datetime] = sa.Column(Moment)


knocks = sa.Table(
    "knocks",
    metadata,
    KnockColumns,
    within("pair_id", "pairs", cascade=True),
    within("by_id", "people"),
    sa.UniqueConstraint("workspace", "pair_id", "by_id", "silence"),
    sa.Index("ix_knocks_pair_id", "pair_id"),
)
