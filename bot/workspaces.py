"""Workspaces: in which of them the bot is at home, and how it speaks there."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.codes import PASSING, word_of
from bot.manifest import OPTIONAL, REQUIRED
from bot.problems import Problem
from bot.settings import Settings
from bot.slack import TIMEOUT, Slack
from bot.store import installations
from bot.store.database import Database
from bot.store.installations import Installation
from bot.trust import trust

log = logging.getLogger(__name__)


class SlackIsOutOfReach(Problem):
    """Slack refused the token, or didn't answer. The message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Here:
    """One workspace: how the bot speaks there, what it may do, and who it is. Without Slack it isn't installed."""

    workspace: str
    slack: Slack | None = None
    granted: frozenset[str] = frozenset()
    bot_user: str = ""
    bot_id: str = ""


class Workspaces(Protocol):
    """All workspaces that the bot knows."""

    def here(self, workspace: str, enterprise: str, now: datetime) -> Here:
        """Find out where a request comes from."""

    def slacks_of(self, workspaces: Collection[str]) -> Mapping[str, Slack]:
        """Return the Slack of each of these workspaces in which the bot is installed."""

    def arrive(self, now: datetime) -> None:
        """Note at the start that the bot is installed where it is known to be."""

    def tell_what_is_missing(self) -> None:
        """Tell the log at the start which scopes weren't granted."""

    def leave(self, workspaces: Collection[str], *, organization: bool, told_at: datetime, now: datetime) -> None:
        """Note that workspaces, or a whole organization, took the bot out."""

    def let_in(self, workspaces: Collection[str], enterprise: str, now: datetime) -> None:
        """Note that an organization lets more of its workspaces use the bot."""


class Register:
    """What is kept of installations, whoever has the token."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def leave(self, workspaces: Collection[str], *, organization: bool, told_at: datetime, now: datetime) -> None:
        """Note that workspaces, or a whole organization, took the bot out."""
        with self.database.everywhere() as db:
            meant = {name for each in workspaces for name in installations.under(db, each)} if organization else ()
            left = installations.remove(db, meant or workspaces, told_at, now)
        log.info("%s workspaces took the bot out", len(left))

    def let_in(self, workspaces: Collection[str], enterprise: str, now: datetime) -> None:
        """Note that an organization lets more of its workspaces use the bot."""
        with self.database.everywhere() as db:
            for workspace in workspaces:
                installations.arrive(db, workspace, enterprise, now)
            installations.restore(db, workspaces)


class OneWorkspace(Register):
    """The workspace that SLACK_BOT_TOKEN is for."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Ask Slack which workspace the token is for, and what it may do; this is the only time it is asked."""
        super().__init__(database)
        client = client_for(settings, settings.slack_bot_token)
        answer = self._introduced(client, settings)
        scopes = answer.headers.get("x-oauth-scopes", answer.headers.get("X-OAuth-Scopes", ""))
        granted = frozenset(scope.strip() for scope in scopes.split(",") if scope.strip())
        self.name = str(answer.get("team", ""))
        self.only = Here(
            answer["team_id"],
            Slack(client, granted),
            granted,
            bot_user=str(answer.get("user_id", "")),
            bot_id=str(answer.get("bot_id", "")),
        )

    def here(self, workspace: str, enterprise: str, now: datetime) -> Here:
        """Find out where a request comes from."""
        del enterprise, now
        return self.only if workspace in {"", self.only.workspace} else Here(workspace)

    def slacks_of(self, workspaces: Collection[str]) -> Mapping[str, Slack]:
        """Return the Slack of each of these workspaces in which the bot is installed."""
        return {name: self.only.slack for name in workspaces if self.only.slack and name == self.only.workspace}

    def arrive(self, now: datetime) -> None:
        """Note that the bot is here; a token that works again ends the silence of one that didn't."""
        scopes = tuple(sorted(self.only.granted))
        here = Installation(workspace=self.only.workspace, name=self.name, scopes=scopes, installed_at=now)
        with self.database.begin(self.only.workspace) as db:
            installations.keep(db, here)

    def tell_what_is_missing(self) -> None:
        """Tell the log once which scopes weren't granted, as far as Slack says so, and what the bot does without."""
        granted, wanted = self.only.granted, (REQUIRED | OPTIONAL).items()
        if granted and (missing := [f"{scope} ({why})" for scope, why in wanted if scope not in granted]):
            log.warning("scopes that Slack didn't grant, and what the bot does without: %s", "; ".join(missing))

    @staticmethod
    def _introduced(client: WebClient, settings: Settings) -> SlackResponse:
        try:
            return client.auth_test()
        except SlackApiError as refusal:
            code = word_of(refusal.response)
            if code in PASSING:
                told = f"Slack has no time for us right now ({code}). Start again in a minute."
            elif code:
                told = f"Slack refused SLACK_BOT_TOKEN ({code}). Copy the bot user's token again, or reinstall the app."
            else:
                told = f"{settings.slack_api_url} did not answer as Slack does. Check the network."
            raise SlackIsOutOfReach(told) from None
        except OSError as lost:
            told = f"Slack did not answer at {settings.slack_api_url} ({type(lost).__name__}). Check the network."
            raise SlackIsOutOfReach(told) from None


def client_for(settings: Settings, token: str | None = None, team: str | None = None) -> WebClient:
    """Make a client that never retries by itself: a repeated post would be a second message."""
    url = settings.slack_api_url
    return WebClient(token=token, base_url=url, timeout=TIMEOUT, retry_handlers=[], team_id=team, ssl=trust(url))
