"""Where the bot is installed, and whom it waits for to come back from Slack's page."""

from datetime import datetime

import sqlalchemy as sa

from bot.store.columns import Moment, Several
from bot.store.tables.shape import metadata


class InstallationColumns(sa.TypedColumns):
    """One workspace, or one organization whose workspaces share a token. The token is kept encrypted."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    enterprise: sa.Named[str] = sa.Column(sa.String(24))
    name: sa.Named[str] = sa.Column(sa.Text)
    token: sa.Named[str] = sa.Column(sa.Text)
    scopes: sa.Named[tuple[str, ...]] = sa.Column(Several)
    bot_user: sa.Named[str] = sa.Column(sa.String(24))
    bot_id: sa.Named[str] = sa.Column(sa.String(24))
    installed_by: sa.Named[str] = sa.Column(sa.String(24))
    installed_at: sa.Named[datetime] = sa.Column(Moment)
    removed_at: sa.Named[datetime | None] = sa.Column(Moment)


installations = sa.Table(
    "installations",
    metadata,
    InstallationColumns,
    sa.Index("ix_installations_enterprise", "enterprise"),
    sa.Index("ix_installations_removed_at", "removed_at"),
)


class OAuthStateColumns(sa.TypedColumns):
    """A browser that went to Slack's page and may come back once. What it carries is kept as a hash only."""

    hash: sa.Named[str] = sa.Column(sa.String(64), primary_key=True)
    made_at: sa.Named[datetime] = sa.Column(Moment)


oauth_states = sa.Table("oauth_states", metadata, OAuthStateColumns, sa.Index("ix_oauth_states_made_at", "made_at"))
