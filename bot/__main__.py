"""The command line, and the only reader of the clock."""

import logging
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from dotenv import dotenv_values

from bot.settings import Settings, SettingsAreWrong, hide_from_bolt, read

if TYPE_CHECKING:
    from bot.app import Bot
    from bot.playground import Playground
    from bot.store.database import Database

FAILED, MISUSED = 1, 2
NO_DATABASE = "The database can't be used. Check DATABASE_URL, that its folder or server exists, and its permissions."
LOOK_EVERY_IN_DEMO = 2
MORNING, AFTERNOON, WEEKEND = 10, 14, {5, 6}
QUIET_LOGGERS = ("slack_sdk", "slack_bolt", "apscheduler", "websocket", "aiohttp.access", "alembic")


def clock() -> datetime:
    """Read the clock. Everybody else is told the time."""
    return datetime.now(UTC)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Help people find a mentor in Slack, make a pair, and keep going."""


@main.command()
def run() -> None:
    """Run the bot in a real workspace, over Socket Mode."""
    settings = settings_or_exit()
    hide_from_bolt(os.environ)
    with problems_explained():
        from bot.app import Bot  # noqa: PLC0415 - `--help` shouldn't wait for Slack's libraries

        bot = Bot(settings, clock)
        wait_for_end(bot.start, bot.stop, "Mentor Bot is running. Ctrl+C ends it.")


@main.command()
@click.option(
    "--port",
    default=3000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Where the page is. 0 takes any free port.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in a browser.")
@click.option("--empty", is_flag=True, help="Start with nobody in the program, instead of a company with some life.")
def demo(port: int, *, show: bool, empty: bool) -> None:
    """Try the bot on this machine, with a small company and no Slack account."""
    listen("WARNING")
    hide_from_bolt(os.environ)
    with problems_explained(), TemporaryDirectory(prefix="mentor-demo-") as folder:
        from bot.app import Bot  # noqa: PLC0415 - see run

        bots: list[Bot] = []  # the playground asks the bot, and the bot needs the playground
        playground = opened_playground(port, lambda: bots[0].speaks_next())  # noqa: PLW0108 - there is no bot yet
        settings = Settings(
            slack_bot_token=playground.bot_token,
            slack_app_token=playground.app_token,
            slack_api_url=playground.api_url,
            database_url=f"sqlite:///{folder}/demo.db",
        )
        bot = Bot(settings, playground.clock.now, look_every=LOOK_EVERY_IN_DEMO)
        bots.append(bot)

        def begin() -> None:
            bot.prepare()
            if not empty:
                people_the_company(bot, playground)
            bot.start()
            if show:
                webbrowser.open(playground.url)

        def end() -> None:
            bot.stop()
            playground.stop()

        wait_for_end(begin, end, f"Open {playground.url} in a browser. Ctrl+C ends the demo and forgets everything.")


def opened_playground(port: int, next_nudge: Callable[[], datetime | None]) -> "Playground":
    """Open the playground at a moment when most of its company works, or say that its port is taken."""
    from bot.manifest import manifest as app_manifest  # noqa: PLC0415 - see run
    from bot.playground import Playground, PortIsTaken  # noqa: PLC0415 - see run

    playground = Playground(now=clock, port=port, next_nudge=next_nudge, manifest=app_manifest())
    try:
        playground.start()
    except PortIsTaken as taken:
        click.echo(str(taken), err=True)
        sys.exit(FAILED)
    playground.clock.put(next_morning(clock()))
    return playground


def people_the_company(bot: "Bot", playground: "Playground") -> None:
    """Let everybody but the visitors take part already."""
    from bot.demo import settle  # noqa: PLC0415 - see run

    visitors = frozenset(playground.company.groups[0].ids)
    settle(bot.database, bot.workspace, playground.company.people, visitors, playground.clock.now())


@main.command()
def doctor() -> None:
    """Check tokens, scopes, database and clock, and say what to fix."""
    from bot.doctor import examine  # noqa: PLC0415 - see run

    findings = list(examine(environment(), clock))
    for finding in findings:
        click.echo(f"{'ok     ' if finding.fine else 'to fix '}{finding.told}")
    sys.exit(0 if all(finding.fine for finding in findings) else FAILED)


@main.command()
def manifest() -> None:
    """Print the manifest to paste into Slack's page for a new app."""
    from bot.manifest import as_json  # noqa: PLC0415 - see run

    click.echo(as_json(), nl=False)


@main.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 366), help="How far to look ahead.")
def preview(days: int) -> None:
    """Tell who will be messaged in the next days, when, and why."""
    with the_database() as database:
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - see run
        from scheduling.forecast import as_table, forecast  # noqa: PLC0415 - see run

        up(database)
        planned = forecast(database, clock(), timedelta(days=days))
        for row in as_table(planned):
            click.echo(row)
        click.echo(f"{len(planned)} in the next {days} days." if planned else f"Nothing in the next {days} days.")


@main.command()
@click.option("--weeks", default=26, show_default=True, type=click.IntRange(1, 104), help="How long the story is.")
@click.option("--json", "as_json", is_flag=True, help="One object a message instead of a story.")
def simulate(weeks: int, *, as_json: bool) -> None:
    """Tell the story of a few pairs, through the real rounds, manners and words."""
    from bot.simulation import tell  # noqa: PLC0415 - see run

    for line in tell(weeks=weeks, as_json=as_json):
        click.echo(line)


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the tables up to this version."""
    with the_database() as database:
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - see run

        up(database)
        click.echo("The tables are up to date.")


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the tables back to REVISION, or to `base` for none at all."""
    with the_database() as database:
        from bot.store.upgrade import downgrade as down  # noqa: PLC0415 - see run

        down(database, revision)
        click.echo(f"The tables are at {revision}.")


@db.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def backup(path: Path) -> None:
    """Write a verified copy of the database to PATH."""
    with the_database() as database:
        from bot.store.backup import backup as copy  # noqa: PLC0415 - see run

        copy(database, path)
        click.echo(f"Written and verified: {path}")


@db.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(path: Path) -> None:
    """Put the copy at PATH in the place of the database."""
    settings = settings_or_exit(needs_slack=False)
    with problems_explained():
        from bot.store.backup import restore as put_back  # noqa: PLC0415 - see run

        put_back(path, settings.database_url)
        click.echo(f"Restored and verified from {path}")


def next_morning(now: datetime) -> datetime:
    """Find a moment when most of the demo's company works, so that nobody has to wait for a weekend to end."""
    local = now.astimezone(ZoneInfo("Europe/London"))
    if local.weekday() not in WEEKEND and MORNING <= local.hour < AFTERNOON:
        return now
    days = next(
        days
        for days in range(8)
        if (local + timedelta(days=days)).weekday() not in WEEKEND and (days or local.hour < MORNING)
    )
    return (local + timedelta(days=days)).replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(UTC)


def environment() -> dict[str, str]:
    """Return what is set: the environment first, then `.env` beside the program."""
    given = {name: value for name, value in dotenv_values(".env").items() if value}
    return given | dict(os.environ)


def settings_or_exit(*, needs_slack: bool = True) -> Settings:
    """Read the settings, or name every problem at once and stop."""
    try:
        settings = read(environment(), needs_slack=needs_slack)
    except SettingsAreWrong as wrong:
        click.echo(f"{wrong}\nSee .env.example; `python -m bot doctor` checks again.", err=True)
        sys.exit(MISUSED)
    listen(settings.log_level)
    return settings


def listen(level: str) -> None:
    """Log to standard error. Libraries speak only when something is wrong: they would log what people typed."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A delivery that lasts longer than a second skips a turn, as it should: that's no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@contextmanager
def the_database() -> Iterator["Database"]:
    """Open the database of the settings."""
    settings = settings_or_exit(needs_slack=False)
    with problems_explained():
        from bot.store.database import Database  # noqa: PLC0415 - see run

        database = Database(settings.database_url)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def problems_explained() -> Iterator[None]:
    """Turn a known problem into its sentence and an exit code."""
    from sqlalchemy.exc import DatabaseError  # noqa: PLC0415 - see run

    from bot.problems import Problem  # noqa: PLC0415 - see run

    try:
        yield
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(FAILED)
    except DatabaseError as trouble:  # also a file that is no database at all
        click.echo(f"{NO_DATABASE} ({type(trouble.orig).__name__})", err=True)
        sys.exit(FAILED)


def wait_for_end(start: Callable[[], None], stop: Callable[[], None], told: str) -> None:
    """Run until somebody asks to end, then finish what is under way."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    try:
        start()
        click.echo(told)
        ended.wait()
    finally:
        stop()


if __name__ == "__main__":
    main()
