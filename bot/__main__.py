"""The command line, and the only reader of the clock."""

import gc
import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from bot import cli
from bot.cli.ground import FAILED, Commands, listen, problems_explained, settings_or_exit
from bot.mentoring.holdout import Holdout
from bot.settings import Settings, hide_from_bolt

if TYPE_CHECKING:
    from bot.app import Bot
    from bot.playground import Playground

LOOK_EVERY_IN_DEMO = 2
AT_LATEST = 1.0
"""Seconds after which a signal is heard that another thread took: nothing wakes the main thread then."""
MORNING, AFTERNOON, WEEKEND = 10, 14, {5, 6}


def clock() -> datetime:
    """Read the clock. Everybody else is told the time."""
    return datetime.now(UTC)


def stopwatch() -> float:
    """Count seconds, also those in which the machine slept, where that can be known."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Help people find a mentor in Slack, make a pair, and keep going."""
    context.obj = clock


for command in cli.every():
    main.add_command(command)


@main.command()
@click.option(
    "--http", is_flag=True, help="Let Slack call the bot over HTTP, even if there is a token for Socket Mode."
)
def run(*, http: bool) -> None:
    """Run the bot for real: over Socket Mode, or over HTTP when Slack is to call it."""
    settings = settings_or_exit(http=http)
    hide_from_bolt(os.environ)
    gc.disable()  # see wait_for_end
    with problems_explained():
        from bot.store.clocks import shared  # noqa: PLC0415 - `--help` shouldn't wait for SQLAlchemy

        now = shared(settings.database_url, clock, stopwatch)
        if settings.over_http:
            from bot.serving import serve  # noqa: PLC0415 - as above, for Slack's libraries

            keep_what_is_loaded()
            serve(settings, now, click.echo)
            return
        from bot.app import Bot  # noqa: PLC0415 - as above

        bot = Bot(settings, now, holdout=Holdout(settings.holdout_share))
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
    gc.disable()  # see wait_for_end
    listen("WARNING")
    hide_from_bolt(os.environ)
    with problems_explained(), TemporaryDirectory(prefix="mentor-demo-") as folder:
        from bot.app import Bot  # noqa: PLC0415 - see run

        bots: list[Bot] = []  # the playground asks the bot, and the bot needs the playground
        playground = opened_playground(port, clock, lambda: bots[0].speaks_next())  # noqa: PLW0108 - there is no bot yet
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

        def end() -> bool:
            ended_whole = bot.stop()
            playground.stop()
            return ended_whole

        wait_for_end(begin, end, f"Open {playground.url} in a browser. Ctrl+C ends the demo and forgets everything.")


def opened_playground(
    port: int, now: Callable[[], datetime], next_nudge: Callable[[], datetime | None]
) -> "Playground":
    """Open the playground at a moment when most of its company works, or say that its port is taken."""
    from bot.manifest import manifest as app_manifest  # noqa: PLC0415 - see run
    from bot.playground import Playground, PortIsTaken  # noqa: PLC0415 - see run

    playground = Playground(now=now, port=port, next_nudge=next_nudge, manifest=app_manifest())
    try:
        playground.start()
    except PortIsTaken as taken:
        click.echo(str(taken), err=True)
        sys.exit(FAILED)
    begins = now()  # once: where it is time already, time has run on by the next look
    playground.clock.advance(next_morning(begins) - begins)
    return playground


def people_the_company(bot: "Bot", playground: "Playground") -> None:
    """Let everybody but the visitors take part already."""
    from bot.demo import settle  # noqa: PLC0415 - see run

    visitors = frozenset(playground.company.groups[0].ids)
    settle(bot.database, bot.workspace, playground.company.people, visitors, playground.clock.now())


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


def wait_for_end(start: Callable[[], None], stop: Callable[[], bool], told: str) -> None:
    """Run until somebody asks to end, then finish what is under way; what hangs doesn't keep the process.

    Until it runs no garbage is looked for: there is none, and to look costs a tenth of the start.
    """
    ended = threading.Event()
    for number in ends_by():
        signal.signal(number, lambda *_: ended.set())
    try:
        start()
        keep_what_is_loaded()
        click.echo(told)
        while not ended.wait(AT_LATEST):
            pass
    finally:
        ended_whole = stop()
    if not ended_whole:
        sys.stdout.flush()
        os._exit(0)


def ends_by() -> list[signal.Signals]:
    """Name the signals that ask to end: a closed terminal, too, unless whoever began with `nohup` said otherwise."""
    goes_on = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return [signal.SIGINT, signal.SIGTERM, *([] if goes_on else [signal.SIGHUP])]


def keep_what_is_loaded() -> None:
    """Look for garbage from now on, and never again among what a start loads: it stays, and is most of everything."""
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    main()
