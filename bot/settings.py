"""Settings: what the bot is told from outside, read once, complained about all at once."""

import binascii
import logging
from base64 import urlsafe_b64decode
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

SLACK = "https://slack.com/api/"
SQLITE_FILE = "sqlite:///mentor.db"
LOOPBACK = "127.0.0.1"
PORT, PORTS = 3000, range(65536)
PERCENT = range(51)
LOG_FORMATS = frozenset({"text", "json"})
KEY_LENGTH = 32
LOCAL = frozenset({"localhost", LOOPBACK})
EVERYWHERE, ANY_FREE = frozenset({"0.0.0.0", "::"}), "0"  # noqa: S104  # nosec B104 - nothing listens there because of this
CREDENTIALS = "Copy it from your app's page at Slack: Basic Information, App Credentials."
DATABASES = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}


class SettingsAreWrong(Exception):
    """Something the bot needs to know is missing or malformed. The message names every problem and what to do."""

    def __init__(self, problems: list[str]) -> None:
        """Put all problems into one message."""
        super().__init__("The settings need a look:\n" + "\n".join(f"  - {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set, in the order of `.env.example`. Secrets never show in a representation."""

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    token_keys: tuple[str, ...] = ()
    public_url: str = ""
    http_host: str = LOOPBACK
    http_port: int = PORT
    slack_api_url: str = SLACK
    database_url: str = SQLITE_FILE
    log_level: str = "INFO"
    log_format: str = "text"
    health_host: str = LOOPBACK
    health_port: int | None = None
    holdout_percent: int = 10

    def __repr__(self) -> str:
        """Name the settings without telling them."""
        return f"Settings(slack_api_url={self.slack_api_url!r}, log_level={self.log_level!r})"

    @property
    def holdout_share(self) -> float:
        """Which share of all pairs never gets a kind of nudge."""
        return self.holdout_percent / 100

    @property
    def for_many(self) -> bool:
        """Whether workspaces install the bot themselves; with a bot token it serves the one that token is for."""
        return not self.slack_bot_token

    @property
    def over_http(self) -> bool:
        """Whether Slack calls the bot; with an app-level token the bot calls Slack, over Socket Mode."""
        return not self.slack_app_token


def read(environment: Mapping[str, str], *, needs_slack: bool = True, http: bool = False) -> Settings:
    """Read the settings, or raise one error that names every problem. `http` leaves Socket Mode aside.

    Every setting may also come from a file named by `NAME_FILE`, as Docker and systemd hand over secrets.
    An empty value is the same as none.
    """
    problems: list[str] = []
    given: dict[str, Any] = {
        field.name: _value(field.name.upper(), environment, problems) for field in fields(Settings)
    }
    port, keys, held_out = given.pop("http_port"), given.pop("token_keys"), given.pop("holdout_percent")
    health = given.pop("health_port")
    given |= {"slack_app_token": ""} if http else {}
    settings = replace(
        Settings(token_keys=tuple(key.strip() for key in keys.split(",") if key.strip())),
        **{name: value for name, value in given.items() if value},
    )
    if needs_slack:
        problems += _ways_to_slack(settings, http=http)
    problems += _keys(settings)
    problems += _addresses(settings)
    problems += _ports(HTTP_PORT=port, HEALTH_PORT=health)
    problems += _meeting(settings, port or str(PORT), health) if needs_slack and settings.over_http else []
    problems += _forms(settings, held_out)
    if problems:
        raise SettingsAreWrong(problems)
    return replace(
        settings,
        http_port=int(port or PORT),
        health_port=int(health) if health else None,
        public_url=settings.public_url.rstrip("/"),
        slack_api_url=settings.slack_api_url.rstrip("/") + "/",
        database_url=_driver(settings.database_url),
        log_level=settings.log_level.upper(),
        holdout_percent=int(held_out or settings.holdout_percent),
    )


def hide_from_bolt(environment: MutableMapping[str, str]) -> None:
    """Leave Bolt nothing to read behind our back: with these it would look for installations of its own (slack 6)."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        environment.pop(name, None)


def _value(name: str, environment: Mapping[str, str], problems: list[str]) -> str:
    """Take a setting from the environment or from the file it names."""
    value, path = environment.get(name, "").strip(), environment.get(f"{name}_FILE", "").strip()
    if value and path:
        problems.append(f"{name} and {name}_FILE are both set. Keep one of them.")
    if value or not path:
        return value
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        problems.append(f"{name}_FILE can't be read ({type(trouble).__name__}). Check the path and its permissions.")
        return ""
    if not value:
        problems.append(f"{name}_FILE names an empty file. Put the value in, or leave {name}_FILE out.")
    return value


def _ways_to_slack(settings: Settings, *, http: bool) -> list[str]:
    """Name what is missing to be let in, and to hear and be heard; nothing secret is shown."""
    for_many = settings.for_many and any((settings.slack_client_id, settings.slack_client_secret, settings.token_keys))
    called = http or for_many or (settings.over_http and bool(settings.slack_signing_secret))
    problems = _of_many(settings) if for_many else _token(settings, "SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions")
    if settings.slack_bot_token and settings.slack_client_id:
        problems.append(
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set. Keep the token for one workspace,"
            " or the client id for workspaces that install the bot themselves."
        )
    if for_many and not settings.over_http:
        problems.append("SLACK_APP_TOKEN is for Socket Mode; workspaces that install the bot themselves need HTTP.")
    if not called:
        return problems + _token(settings, "SLACK_APP_TOKEN", "xapp-", "Basic Information, App-Level Tokens")
    return problems if settings.slack_signing_secret else [*problems, f"SLACK_SIGNING_SECRET is missing. {CREDENTIALS}"]


def _token(settings: Settings, name: str, start: str, where: str) -> list[str]:
    """Name what is wrong with a token, without showing it."""
    value = getattr(settings, name.lower())
    if not value:
        return [f"{name} is missing. Copy it from your app's page at Slack: {where}. It starts with {start}"]
    if not (value.startswith(start) and _is_sendable(value)):
        return [f"{name} doesn't look right: it must start with {start} and hold no spaces or curly quotes."]
    return []


def _is_sendable(value: str) -> bool:
    """Tell whether a value can stand in a request as it is. The curly quotes that come with copying can't."""
    return value.isascii() and value.isprintable() and " " not in value


def _of_many(settings: Settings) -> list[str]:
    """Name what is missing for workspaces to install the bot themselves."""
    needed = {
        "SLACK_CLIENT_ID": CREDENTIALS,
        "SLACK_CLIENT_SECRET": CREDENTIALS,
        "TOKEN_KEYS": "`python -m bot rotate-keys --new` prints a key.",
        "PUBLIC_URL": "It is the address at which Slack and browsers reach the bot, such as https://mentor.example.com",
    }
    return [f"{name} is missing. {where}" for name, where in needed.items() if not getattr(settings, name.lower())]


def _keys(settings: Settings) -> list[str]:
    """Tell whether the keys for tokens are keys, without showing them."""
    wrong = [number for number, key in enumerate(settings.token_keys, 1) if not _is_key(key)]
    told = "it must be made by `python -m bot rotate-keys --new`; several are separated by commas, the newest first."
    return [f"TOKEN_KEYS: key {number} doesn't look right: {told}" for number in wrong]


def _is_key(key: str) -> bool:
    try:
        return len(urlsafe_b64decode(key)) == KEY_LENGTH
    except (binascii.Error, ValueError):
        return False


def _addresses(settings: Settings) -> list[str]:
    """Name what is wrong with the addresses; a database's address holds a password and isn't shown."""
    problems = []
    if not _is_web_address(settings.slack_api_url):
        problems.append(
            "SLACK_API_URL must be an address such as https://slack.com/api/ (leave it out for Slack's own)."
        )
    if settings.public_url and not is_secure(settings.public_url):
        problems.append(
            "PUBLIC_URL must start with https:// and be a complete address, without ? or #: Slack calls no other."
        )
    try:
        backend = sa.make_url(settings.database_url).drivername.partition("+")[0]
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        backend = ""
    if backend not in DATABASES:
        problems.append("DATABASE_URL must start with sqlite:/// or postgresql:// and be a complete address.")
    return problems


def _ports(**given: str) -> list[str]:
    """Name the ports that are none."""
    wrong = [name for name, port in given.items() if port and not (port.isdecimal() and int(port) in PORTS)]
    return [f"{name} must be a number from 0 to 65535; 0 takes any free port." for name in wrong]


def _meeting(settings: Settings, port: str, health: str) -> list[str]:
    """Name a port at which Slack and whoever watches would both call: one of the two couldn't listen."""
    hosts = {LOOPBACK if host in LOCAL else host for host in (settings.http_host, settings.health_host)}
    if port != health or port == ANY_FREE or not (len(hosts) == 1 or hosts & EVERYWHERE):
        return []
    return [f"HTTP_PORT and HEALTH_PORT are both {port}, at the same host. Give each its own."]


def _forms(settings: Settings, held_out: str) -> list[str]:
    """Name what isn't one of the few things it may be."""
    problems = []
    if held_out and not (held_out.isdecimal() and int(held_out) in PERCENT):
        problems.append("HOLDOUT_PERCENT must be a number from 0 to 50.")
    if settings.log_level.upper() not in logging.getLevelNamesMapping():
        problems.append("LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR.")
    if settings.log_format not in LOG_FORMATS:
        problems.append("LOG_FORMAT must be text (for people) or json (for programs).")
    return problems


def _is_web_address(url: str) -> bool:
    """Tell whether an address can be called; asking for its port is what finds a malformed one."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and _is_sendable(url)
    except ValueError:
        return False


def is_secure(url: str) -> bool:
    """Tell whether an address can be called by Slack; on this machine a stand-in may do without encryption."""
    return (
        _is_web_address(url)
        and not {"?", "#"} & set(url)
        and (url.startswith("https://") or urlsplit(url).hostname in LOCAL)
    )


def _driver(url: str) -> str:
    """Name the driver: `postgresql://` means psycopg 3 here."""
    made = sa.make_url(url)
    backend = DATABASES[made.drivername.partition("+")[0]]
    return made.set(drivername="postgresql+psycopg" if backend == "postgresql" else "sqlite").render_as_string(
        hide_password=False
    )
