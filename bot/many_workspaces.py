"""Many workspaces: each installed the bot itself, and its token is kept encrypted."""

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.problems import Problem
from bot.settings import Settings
from bot.slack import Slack
from bot.store import installations
from bot.store.database import Database
from bot.store.installations import Installation
from bot.vault import KeyIsMissing, Vault
from bot.workspaces import Here, Register, client_for

log = logging.getLogger(__name__)
NAMED_AT_MOST: Final = 5


class NoKeyFits(Problem):
    """None of the keys opens any token."""


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

    def slacks_of(self, workspaces: Collection[str]) -> Mapping[str, Slack]:
        """Return the Slack of each of these workspaces in which the bot is installed."""
        with self.database.survey() as db:
            found = installations.these(db, workspaces)
            above = {mine.enterprise for mine in found.values() if _uses_its_organizations(mine)}
            found |= installations.these(db, above) if above else {}
        made = {name: self._as_made(_used(found, found.get(name)), name).slack for name in workspaces}
        return {name: slack for name, slack in made.items() if slack}

    def arrive(self, now: datetime) -> None:
        """Note nothing, as workspaces arrive when they install the bot; refuse to start with keys of somebody else's.

        Such a server would tell everybody that the bot isn't installed.
        """
        del now
        kept, shut = tokens(self.database, self._vault)
        if shut and len(shut) == kept:
            raise NoKeyFits(
                f"No key in TOKEN_KEYS opens the tokens of {some_of(shut)}. Put back the key they were kept with."
            )
        if shut:
            log.error(
                "no key in TOKEN_KEYS opens the tokens of %s: put the key back, or let them install again",
                some_of(shut),
            )

    def tell_what_is_missing(self) -> None:
        """Tell nothing: each has scopes of its own, which `python -m bot installations` shows."""

    def _found(self, workspace: str, enterprise: str = "") -> tuple[Installation | None, Installation | None]:
        """Look up what is known of a workspace, and the installation that it uses: its own or its organization's."""
        with self.database.survey() as db:
            found = installations.these(db, {workspace, enterprise} - {""})
            mine = found.get(workspace)
            if mine and _uses_its_organizations(mine) and mine.enterprise not in found:
                found |= installations.these(db, [mine.enterprise])
        return mine, _used(found, mine, enterprise)

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


def tokens(database: Database, vault: Vault) -> tuple[int, list[str]]:
    """Return how many tokens are kept, and whose can't be read with these keys."""
    with database.survey() as db:
        kept = [each for each in installations.every(db) if each.token and each.removed_at is None]
    return len(kept), [each.workspace for each in kept if not vault.opens(each.token)]


def some_of(workspaces: Sequence[str]) -> str:
    """Name some workspaces, and count the others."""
    others = len(workspaces) - NAMED_AT_MOST
    return ", ".join(workspaces[:NAMED_AT_MOST]) + (f" and {others} others" if others > 0 else "")


def _uses_its_organizations(mine: Installation) -> bool:
    """Tell whether a workspace has no token of its own because its organization's is for it, too."""
    return not mine.token and not mine.removed_at and bool(mine.enterprise)


def _used(found: Mapping[str, Installation], mine: Installation | None, enterprise: str = "") -> Installation | None:
    """Choose the installation that a workspace uses, if it has a token."""
    above = enterprise if mine is None else mine.enterprise if _uses_its_organizations(mine) else ""
    used = found.get(above) if above else mine
    return used if used and used.token else None
