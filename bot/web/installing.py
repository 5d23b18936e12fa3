"""Installing: a browser goes to Slack's page and comes back, once, with a code that is worth a token."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode

from slack_sdk.errors import SlackApiError

from bot.codes import word_of
from bot.manifest import INSTALL, OPTIONAL, REDIRECT, REQUIRED
from bot.settings import Settings
from bot.store import installations
from bot.store.database import Database
from bot.store.installations import STATE_HOLDS, Installation
from bot.vault import Vault
from bot.web.pages import Answer, page
from bot.workspaces import client_for

log = logging.getLogger(__name__)

COOKIE = "mentor-bot-installing"
AGAIN = (INSTALL, "Start again")
LONGEST_CODE = 500


class Installing:
    """Adds the bot to workspaces and to organizations; doing it again renews the token and the scopes."""

    def __init__(self, settings: Settings, database: Database, now: Callable[[], datetime]) -> None:
        """Prepare to install the app of these settings."""
        self._settings, self._database, self._now = settings, database, now
        self._vault = Vault(settings.token_keys)
        self._back = f"{settings.public_url}{REDIRECT}"
        self._slack = settings.slack_api_url.removesuffix("api/")

    def begin(self) -> Answer:
        """Send a browser to Slack's page, and remember that it is expected back within ten minutes."""
        state = secrets.token_urlsafe(32)
        with self._database.everywhere() as db:
            installations.expect(db, state, self._now())
        asked = {
            "client_id": self._settings.slack_client_id,
            "scope": ",".join([*REQUIRED, *OPTIONAL]),
            "redirect_uri": self._back,
            "state": state,
        }
        where = f"{self._slack}oauth/v2/authorize?{urlencode(asked)}"
        return Answer(HTTPStatus.FOUND, "", {"Location": where, "Set-Cookie": self._cookie(state, STATE_HOLDS.seconds)})

    def come_back(self, query: Mapping[str, Sequence[str]], cookies: str) -> Answer:
        """Take a browser back: the same one that went, once, in time, and with a code that Slack honours."""
        state, code, error = (query.get(name, [""])[0] for name in ("state", "code", "error"))
        if (
            not state
            or not secrets.compare_digest(state.encode(), _in_cookie(cookies).encode())
            or not self._expected(state)
        ):
            return self._page(
                HTTPStatus.UNAUTHORIZED,
                "That link is used up",
                "Installing has to begin and end in the same browser within ten minutes, and each link works once."
                " Nothing was changed.",
            )
        if error or not code or len(code) > LONGEST_CODE:
            log.info("an installation was broken off at Slack's page")
            return self._page(
                HTTPStatus.BAD_REQUEST, "Not installed", "Slack says it wasn't allowed. Nothing was changed."
            )
        try:
            installation = self._exchanged(code)
        except SlackApiError as refusal:
            log.warning("Slack refused an installation: %s", word_of(refusal.response))
            return self._page(HTTPStatus.BAD_GATEWAY, "Not installed", "Slack didn't accept it. Nothing was changed.")
        except (OSError, KeyError, TypeError, AttributeError) as lost:  # no answer, or one that isn't Slack's
            log.warning("an installation got lost on the way to Slack: %s", type(lost).__name__)
            return self._page(HTTPStatus.BAD_GATEWAY, "Not installed", "Slack didn't answer. Nothing was changed.")
        with self._database.begin(installation.workspace) as db:
            installations.keep(db, installation)
        log.info("%s installed the bot", installation.workspace)
        there = (f"{self._slack}app_redirect?{urlencode({'team': installation.workspace})}", "Open Slack")
        told = f"Mentor Bot is in {installation.name or 'your workspace'}. Type /mentor there to begin."
        return self._page(HTTPStatus.OK, "Installed", told, there)

    def _expected(self, state: str) -> bool:
        with self._database.everywhere() as db:
            return installations.consume(db, state, self._now())

    def _exchanged(self, code: str) -> Installation:
        """Exchange the code for a token, and ask once with it who the bot is there. No transaction is open."""
        settings, now = self._settings, self._now()
        answer: Any = client_for(settings).oauth_v2_access(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret,
            code=code,
            redirect_uri=self._back,
        )
        token = str(answer["access_token"])
        me: Any = client_for(settings, token).auth_test()
        team, organization = answer.get("team") or {}, answer.get("enterprise") or {}
        place = organization if answer.get("is_enterprise_install") else team
        return Installation(
            workspace=str(place["id"]),
            enterprise=str(organization.get("id", "")),
            name=str(place.get("name") or ""),
            token=self._vault.shut(token),
            scopes=tuple(sorted(each.strip() for each in str(answer.get("scope", "")).split(",") if each.strip())),
            bot_user=str(answer.get("bot_user_id") or ""),
            bot_id=str(me.get("bot_id") or ""),
            installed_by=str((answer.get("authed_user") or {}).get("id", "")),
            installed_at=now,
        )

    def _page(self, status: HTTPStatus, title: str, told: str, link: tuple[str, str] = AGAIN) -> Answer:
        return page(status, title, told, link, **{"Set-Cookie": self._cookie("", 0)})

    def _cookie(self, state: str, seconds: int) -> str:
        """Bind the way back to this browser; no script can read it."""
        secure = "; Secure" if self._settings.public_url.startswith("https://") else ""
        return f"{COOKIE}={state}; Path=/slack; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def _in_cookie(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
