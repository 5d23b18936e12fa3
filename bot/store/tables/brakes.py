"""What leads hold back."""

from datetime import datetime

import sqlalchemy as sa

from bot.mentoring.brakes import Hold
from bot.store.columns import Moment, OneOf
from bot.store.tables.shape import metadata, number, team


class BrakeColumns(sa.TypedColumns):
    """One hold, while it lasts."""

    id = number()
    workspace = team()
    what: sa.Named[Hold] = sa.Column(OneOf(Hold))
    which: sa.Named[str] = sa.Column(sa.String(32))
    by: sa.Named[str] = sa.Column(sa.String(24))
    since: sa.Named[datetime] = sa.Column(Moment)


brakes = sa.Table("brakes", metadata, BrakeColumns, sa.UniqueConstraint("workspace", "what", "which"))
