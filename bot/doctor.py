"""The doctor: what is set, what Slack says to it, and what to fix."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from stat import S_IMODE

import sqlalchemy as sa
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.codes import word_of
from bot.manifest import INSTALL, OPTIONAL, REQUESTS, REQUIRED
from bot.many_workspaces import some_of, tokens
from bot.settings import Settings, SettingsAreWrong, read
from bot.slack import TIMEOUT
from bot.store import installations, pauses, room, walls
from bot.store.database import OURS_ALONE, Database
from bot.store.lock import HELD_BY_ANOTHER, file_of, is_held_by_another
from bot.store.upgrade import FOREIGN, SOMEBODY_ELSE_S, Standing, standing
from bot.store.walls import Walls, owner_is_another
from bot.vault import Vault

CLOCK_TOLERANCE = timedelta(seconds=60)
"""Slack refuses signatures older than five minutes; a minute's drift is worth knowing long before."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    fine: bool
    told: str


def examine(environment: Mapping[str, str], clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Look at everything the bot needs, and say what to fix. Nothing is changed and nobody is written to."""
    try:
        settings = read(environment)
    except SettingsAreWrong as wrong:
        yield from (Finding(fine=False, told=problem) for problem in wrong.problems)
        return
    yield Finding(fine=True, told="The settings are complete.")
    if settings.for_many:
        yield from _many(settings, clock)
    else:
        yield from _slack(settings, clock)
    yield from _database(settings)


def _many(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Look whether Slack can be reached, and whether the tokens of those who installed the bot can be read."""
    client = WebClient(base_url=settings.slack_api_url, timeout=TIMEOUT, retry_handlers=[])
    date = ""
    try:
        date = _header(client.api_test(), "date")
    except SlackApiError as refusal:  # without a token; whoever refuses in Slack's words is there
        answers, date = bool(word_of(refusal.response)), _header(refusal.response, "date")
    except (OSError, ValueError):
        answers = False
    else:
        answers = True
    silent = f"{settings.slack_api_url} did not answer as Slack does. Check the network and SLACK_API_URL."
    yield Finding(fine=answers, told=f"Slack answers at {settings.slack_api_url}." if answers else silent)
    if answers:
        yield from _time(date, clock())
    told = f"Workspaces install the bot at {settings.public_url}{INSTALL}; Slack calls {settings.public_url}{REQUESTS}."
    yield Finding(fine=True, told=told)
    database = Database(settings.database_url)
    try:
        yield from _readable(database, Vault(settings.token_keys))
    except SQLAlchemyError:  # no database, or none of this version: that is told below
        return
    finally:
        database.close()


def _readable(database: Database, vault: Vault) -> Iterator[Finding]:
    kept, shut = tokens(database, vault)
    told = f"No key in TOKEN_KEYS opens the tokens of {some_of(shut)}. Put the key back, or let them install again."
    fine = f"{kept} workspaces have installed the bot, and their tokens can be read."
    yield Finding(fine=not shut, told=told if shut else fine)
    with database.survey() as db:
        known = [each.workspace for each in installations.every(db) if each.removed_at is None]
        refused = sorted(workspace for workspace, pause in pauses.of(db, known).items() if pause.refusals)
    if refused:
        told = f"Slack refused the tokens of {some_of(refused)} at last. These have to install the bot again."
        yield Finding(fine=False, told=told)


def _slack(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Ask Slack about both tokens, the scopes, and the time."""
    answer = _ask(settings, settings.slack_bot_token, "auth_test")
    if isinstance(answer, str):
        yield Finding(fine=False, told=f"SLACK_BOT_TOKEN: {answer}")
        return
    yield Finding(fine=True, told=f"The bot token is for the workspace {answer.get('team', answer['team_id'])}.")
    yield from _scopes(_header(answer, "x-oauth-scopes"))
    yield from _time(_header(answer, "date"), clock())
    if settings.over_http:
        yield Finding(fine=True, told="Slack calls the bot over HTTP.")
        return
    line = _ask(settings, settings.slack_app_token, "apps_connections_open")
    yield Finding(
        fine=not isinstance(line, str),
        told=f"SLACK_APP_TOKEN: {line}" if isinstance(line, str) else "Socket Mode is open for this app.",
    )


def _ask(settings: Settings, token: str, method: str) -> SlackResponse | str:
    """Call Slack, and return the answer or what is wrong in a sentence."""
    client = WebClient(token=token, base_url=settings.slack_api_url, timeout=TIMEOUT, retry_handlers=[])
    if method == "auth_test":
        return _asked(settings, client.auth_test)
    return _asked(settings, lambda: client.apps_connections_open(app_token=token))


def _asked(settings: Settings, ask: Callable[[], SlackResponse]) -> SlackResponse | str:
    try:
        return ask()
    except SlackApiError as refusal:
        if code := word_of(refusal.response):
            return f"Slack refused it ({code}). Copy it again, or reinstall the app."
        return f"{settings.slack_api_url} did not answer as Slack does. Check the network and SLACK_API_URL."
    except (OSError, ValueError) as lost:
        return f"{settings.slack_api_url} did not answer ({type(lost).__name__}). Check the network and SLACK_API_URL."


def _scopes(header: str) -> Iterator[Finding]:
    """Compare what was granted with what is needed."""
    if not header:
        yield Finding(fine=True, told="Slack did not say which scopes are granted.")
        return
    granted = {scope.strip() for scope in header.split(",")}
    for scope in (scope for scope in REQUIRED if scope not in granted):
        yield Finding(
            fine=False, told=f"The scope {scope} is missing ({REQUIRED[scope]}). Add it and reinstall the app."
        )
    if granted >= set(REQUIRED):
        yield Finding(fine=True, told="All required scopes are granted.")
    for scope in (scope for scope in OPTIONAL if scope not in granted):
        yield Finding(fine=True, told=f"Optional and not granted: {scope} ({OPTIONAL[scope]}).")


def _time(header: str, now: datetime) -> Iterator[Finding]:
    """Compare this machine's clock with Slack's."""
    if not header:
        return
    drift = abs(parsedate_to_datetime(header) - now)
    fine = drift < CLOCK_TOLERANCE
    told = (
        "The clock agrees with Slack's."
        if fine
        else f"The clock is {drift.seconds} s off. Turn on time synchronisation."
    )
    yield Finding(fine=fine, told=told)


def _database(settings: Settings) -> Iterator[Finding]:
    """Open the database and look at its tables."""
    database = Database(settings.database_url)
    try:
        found = standing(database)
        is_ours = found is not Standing.BEHIND or not owner_is_another(database)
    except SQLAlchemyError as trouble:
        told = (
            f"The database can't be opened ({type(trouble).__name__}). Check that it runs, and in DATABASE_URL its"
            " address, its name, the user and the password."
        )
        yield Finding(fine=False, told=HELD_BY_ANOTHER if is_held_by_another(trouble) else told)
        return
    finally:
        database.close()
    told = {
        Standing.CURRENT: "The database opens, and its tables are up to date.",
        Standing.BEHIND: "The database opens. Its tables will be brought up to date at the next start.",
        Standing.NEWER: "The tables are from a newer version of the bot. Run that version, or restore a backup.",
        Standing.FOREIGN: FOREIGN,
    }[found]
    yield Finding(
        fine=is_ours and found not in {Standing.NEWER, Standing.FOREIGN}, told=told if is_ours else SOMEBODY_ELSE_S
    )
    yield from _readers(settings)
    if room.is_full(settings.database_url):
        yield Finding(fine=False, told="The disk of the database is full: nothing can be kept until there is room.")
    if found is Standing.CURRENT:
        yield from _walls(settings)


def _readers(settings: Settings) -> Iterator[Finding]:
    """Look whether others on this machine may read a SQLite file, and with it what people wrote in private."""
    file = file_of(settings.database_url)
    mode = S_IMODE(file.stat().st_mode) if file and file.exists() else OURS_ALONE
    if file and mode & ~OURS_ALONE:
        told = f"Others on this machine may read or write {file.name} (mode {mode:o})."
        yield Finding(fine=False, told=f"{told} Stop the bot, and say: chmod {OURS_ALONE:o} {file}*")


def _walls(settings: Settings) -> Iterator[Finding]:
    """Look whether PostgreSQL itself keeps workspaces apart for whoever the bot connects as."""
    database = Database(settings.database_url)
    found, missing = walls.standing(database), walls.out_of_reach(database)
    database.close()
    if missing:
        told = f"The user whom the bot connects as may not use {', '.join(missing)}. Let the owner of the tables say:"
        yield Finding(fine=False, told=f"{told} {'; '.join(walls.granted(user_of(settings)))};")
    made = "; ".join(walls.role_made("mentor_app"))
    if found is Walls.UNHELD:
        told = "The bot connects as a superuser, whom row level security never holds. Connect as a user made like this:"
        yield Finding(fine=False, told=f"{told} {made};")
    elif found is Walls.OWNED:
        told = "The bot connects as the owner of its tables, who could take down the walls between workspaces."
        yield Finding(fine=True, told=f"{told} For a third wall connect as a user made like this: {made};")
    elif found is Walls.THREE:
        yield Finding(fine=True, told="Row level security holds the user whom the bot connects as.")


def user_of(settings: Settings) -> str:
    """Return as whom the bot connects."""
    return str(sa.make_url(settings.database_url).username or "mentor_app")


def _header(answer: SlackResponse, name: str) -> str:
    return next((value for key, value in answer.headers.items() if key.lower() == name), "")
