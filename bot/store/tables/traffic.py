"""What Slack delivered, and when it wants to be left alone."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.columns import Moment
from bot.store.tables.shape import metadata


class InboxColumns(sa.TypedColumns):
    """What Slack delivered and was acted on, so that a replay has no second effect."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    key: sa.Named[str] = sa.Column(sa.String(160), primary_key=True)
    at: sa.Named[datetime] = sa.Column(Moment)


inbox = sa.Table("inbox", metadata, InboxColumns, sa.Index("ix_inbox_at", "at"))


class PauseColumns(sa.TypedColumns):
    """How long a workspace's letters wait after Slack said "slow down" or refused the token."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    until: sa.Named[datetime] = sa.Column(Moment)
    why: sa.Named[str] = sa.Column(sa.String(64))
    refusals: sa.Named[int] = sa.Column(sa.Integer, server_default="0")
    """How often in a row the token was refused."""


pauses = sa.Table("pauses", metadata, PauseColumns)


class RateColumns(sa.TypedColumns):
    """How fast letters go out in a workspace, and from when on the next one may."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    per_minute: sa.Named[int] = sa.Column(sa.Integer)
    next_at: sa.Named[datetime] = sa.Column(Moment)
    changed_at: sa.Named[datetime] = sa.Column(Moment)


rates = sa.Table("rates", metadata, RateColumns)
