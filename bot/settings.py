"""Settings: what the bot is told from outside, read once, complained about all at once."""

import logging
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

SLACK = "https://slack.com/api/"
SQLITE_FILE = "sqlite:///mentor.db"
SECRETS = frozenset({"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL"})
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
    slack_api_url: str = SLACK
    database_url: str = SQLITE_FILE
    log_level: str = "INFO"

    def __repr__(self) -> str:
        """Name the settings without telling them."""
        return f"Settings(slack_api_url={self.slack_api_url!r}, log_level={self.log_level!r})"


def read(environment: Mapping[str, str], *, needs_slack: bool = True) -> Settings:
    """Read the settings, or raise one error that names every problem.

    Every setting may also come from a file named by `NAME_FILE`, as Docker and systemd hand over secrets.
    An empty value is the same as none.
    """
    problems: list[str] = []
    given = {field.name: _value(field.name.upper(), environment, problems) for field in fields(Settings)}
    settings = Settings(**{name: value for name, value in given.items() if value})
    if needs_slack:
        problems += _tokens(settings)
    problems += _addresses(settings)
    if settings.log_level.upper() not in logging.getLevelNamesMapping():
        problems.append("LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR.")
    if problems:
        raise SettingsAreWrong(problems)
    return Settings(
        slack_bot_token=settings.slack_bot_token,
        slack_app_token=settings.slack_app_token,
        slack_signing_secret=settings.slack_signing_secret,
        slack_api_url=settings.slack_api_url.rstrip("/") + "/",
        database_url=_driver(settings.database_url),
        log_level=settings.log_level.upper(),
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
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        problems.append(f"{name}_FILE can't be read ({type(trouble).__name__}). Check the path and its permissions.")
        return ""


def _tokens(settings: Settings) -> list[str]:
    """Name what is wrong with the tokens, without showing them."""
    problems = []
    for name, value, start, where in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-", "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-", "Basic Information, App-Level Tokens"),
    ):
        if not value:
            problems.append(
                f"{name} is missing. Copy it from your app's page at Slack: {where}. It starts with {start}"
            )
        elif not value.startswith(start) or any(sign.isspace() for sign in value):
            problems.append(f"{name} doesn't look right: it must start with {start} and hold no spaces.")
    return problems


def _addresses(settings: Settings) -> list[str]:
    """Name what is wrong with the addresses; a database's address holds a password and isn't shown."""
    problems = []
    if not _is_web_address(settings.slack_api_url):
        problems.append(
            "SLACK_API_URL must be an address such as https://slack.com/api/ (leave it out for Slack's own)."
        )
    try:
        backend = sa.make_url(settings.database_url).drivername.partition("+")[0]
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        backend = ""
    if backend not in DATABASES:
        problems.append("DATABASE_URL must start with sqlite:/// or postgresql:// and be a complete address.")
    return problems


def _is_web_address(url: str) -> bool:
    """Tell whether an address can be called; asking for its port is what finds a malformed one."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _driver(url: str) -> str:
    """Name the driver: `postgresql://` means psycopg 3 here."""
    made = sa.make_url(url)
    backend = DATABASES[made.drivername.partition("+")[0]]
    return made.set(drivername="postgresql+psycopg" if backend == "postgresql" else "sqlite").render_as_string(
        hide_password=False
    )
