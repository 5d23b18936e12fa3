"""What came of nudges, and which kinds are switched off because of it."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.columns import Moment
from bot.store.tables.shape import metadata


class VerdictColumns(sa.TypedColumns):
    """What came of one nudge, or of one that was withheld. It names nobody."""

    letter_id: sa.Named[int] = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    workspace: sa.Named[str] = sa.Column(sa.String(24))
    kind: sa.Named[str] = sa.Column(sa.String(32))
    at: sa.Named[datetime] = sa.Column(Moment)
    withheld: sa.Named[bool] = sa.Column(sa.Boolean)
    tapped: sa.Named[bool] = sa.Column(sa.Boolean)
    acted: sa.Named[bool] = sa.Column(sa.Boolean)
    stopped: sa.Named[bool] = sa.Column(sa.Boolean)


verdicts = sa.Table("verdicts", metadata, VerdictColumns, sa.Index("ix_verdicts_kind", "kind", "at"))


class SwitchColumns(sa.TypedColumns):
    """One kind of nudge that was ever switched off, for everybody this bot serves."""

    kind: sa.Named[str] = sa.Column(sa.String(32), primary_key=True)
    off_since: sa.Named[datetime | None] = sa.Column(Moment)
    why: sa.Named[str] = sa.Column(sa.Text)
    counts_since: sa.Named[datetime | None] = sa.Column(Moment)


switches = sa.Table("switches", metadata, SwitchColumns)
