"""Many workspaces: each installed the bot itself, and its token is kept encrypted."""

import logging
from datetime import datetime

from bot.settings import Settings
from bot.slack import Slack
from bot.store import installations
from bot.store.database import Database
from bot.store.installations import Installation
from bot.vault import KeyIsMissing, Vault
from bot.workspaces import Here, Register, client_for

log = logging.getLogger(__name__)


class ManyWorkspaces(Register):
    """All that installed the bot themselves, each with a token and scopes of its own, or with its organization's.

    The database is asked each time, which costs one indexed read, so that every server knows at once who came and
    who left; what is made of a token is made once.
    """

    def __init__(self, settings: Settings, database: Database) -> None:
        """Take the keys; Slack isn't asked for anything."""
        super().__init__(database)
        self._settings, self._vault = settings, Vault(settings.token_keys)
        self._made: dict[str, tuple[Installation, Here]] = {}

    def here(self, workspace: str, enterprise: str, now: datetime) -> Here:
        """Find out where a request comes from; a workspace that uses its organization's token is noted once."""
        name = workspace or enterprise
        mine, used = self._found(name, enterprise)
        if mine is None and used is not None:
            with self.database.everywhere() as db:
                installations.arrive(db, name, used.workspace, now)
        return self._as_made(used, name)

    def slack_of(self, workspace: str) -> Slack | None:
        """Return the Slack of a workspace, if the bot is installed there."""
        return self._as_made(self._found(workspace)[1], workspace).slack

    def arrive(self, now: datetime) -> None:
        """Note nothing: workspaces arrive when they install the bot."""

    def _found(self, workspace: str, enterprise: str = "") -> tuple[Installation | None, Installation | None]:
        """Look up what is known of a workspace, and the installation that it uses: its own or its organization's."""
        with self.database.survey() as db:
            found = installations.these(db, {workspace, enterprise} - {""})
            mine = found.get(workspace)
            if mine is None:
                used = found.get(enterprise)
            elif mine.token or mine.removed_at or not mine.enterprise:
                used = mine
            else:
                used = found.get(mine.enterprise) or installations.these(db, [mine.enterprise]).get(mine.enterprise)
        return mine, used if used and used.token else None

    def _as_made(self, installation: Installation | None, workspace: str) -> Here:
        """Make what is needed to speak, once for each token."""
        if installation is None:
            self._made.pop(workspace, None)
            return Here(workspace)
        made = self._made.get(workspace)
        if made and made[0] == installation:
            return made[1]
        try:
            token = self._vault.open(installation.token)
        except KeyIsMissing:
            log.error("no key in TOKEN_KEYS opens the token of %s: it has to install the bot again", workspace)  # noqa: TRY400 - a traceback would tell nothing
            return Here(workspace)
        granted = frozenset(installation.scopes)
        team = workspace if installation.workspace != workspace else None  # an organization's token has to say where
        slack = Slack(client_for(self._settings, token, team), granted)
        here = Here(workspace, slack, granted, installation.bot_user, installation.bot_id)
        self._made[workspace] = (installation, here)
        return here
