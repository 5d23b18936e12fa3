"""Commands that look and change nothing: the doctor, the manifest, the preview and the simulation."""

import sys
from datetime import UTC, datetime, timedelta

import click

from bot.cli.ground import FAILED, Clock, environment, the_database
from bot.settings import is_secure

AHEAD = "The newest letter here was written at {} UTC, which is still to come by the clock I go by: add --at {}."
"""Said where a clock was moved, as in a demo: to look ahead from the real time would show nothing, or the past."""
A_MINUTE, TOO_FAR = timedelta(minutes=1), 9000
"""The year from which on there is hardly anything left to look ahead to."""


@click.command()
@click.pass_obj
def doctor(clock: Clock) -> None:
    """Check tokens, scopes, database and clock, and say what to fix."""
    from bot.doctor import examine  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    findings = list(examine(environment(), clock))
    for finding in findings:
        click.echo(f"{'ok     ' if finding.fine else 'to fix '}{finding.told}")
    sys.exit(0 if all(finding.fine for finding in findings) else FAILED)


@click.command()
@click.option(
    "--mode",
    default="socket",
    show_default=True,
    type=click.Choice(["socket", "http"]),
    help="Whether the bot calls Slack (Socket Mode), or Slack calls the bot at --url.",
)
@click.option("--url", default="", help="Where Slack reaches the bot over HTTP, such as https://mentor.example.com")
@click.option("--take-files", is_flag=True, help="Also ask for files:read, so that leads can give a table as a file.")
def manifest(mode: str, url: str, *, take_files: bool) -> None:
    """Print the manifest to paste into Slack's page for a new app."""
    from bot.manifest import as_json  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    if (mode == "http") != bool(url):
        raise click.UsageError("Over HTTP Slack has to know where: --mode http and --url https://… go together.")
    if url and not is_secure(url):
        raise click.UsageError(
            "--url must start with https:// and be a complete address, without ? or #: Slack calls no other."
        )
    click.echo(as_json(url.rstrip("/"), takes_files=take_files), nl=False)


@click.command()
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 366), help="How far to look ahead.")
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="From which day or moment on, in UTC, instead of now: for a database whose clock was moved.",
)
@click.pass_obj
def preview(clock: Clock, days: int, at: datetime | None) -> None:
    """Tell who will be messaged in the next days, when, and why."""
    if at and at.year >= TOO_FAR:
        raise click.BadParameter(f"It lies too far ahead. Name a moment before the year {TOO_FAR}.", param_hint="--at")
    now = at.replace(tzinfo=UTC) if at else clock()
    with the_database() as database:
        from bot.store.stuck import newest  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from scheduling.forecast import as_table, forecast  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        planned = forecast(database, now, timedelta(days=days))
        for row in as_table(planned):
            click.echo(row)
        click.echo(f"{len(planned)} in the next {days} days." if planned else f"Nothing in the next {days} days.")
        with database.survey() as db:
            written = newest(db)
    if written and written > now:
        after_it = written + A_MINUTE  # only minutes can be given, and the one it was written in begins before it
        click.echo(AHEAD.format(f"{written:%Y-%m-%d %H:%M}", f"{after_it:%Y-%m-%dT%H:%M}"))


@click.command()
@click.option("--weeks", default=26, show_default=True, type=click.IntRange(1, 104), help="How long the story is.")
@click.option("--json", "as_json", is_flag=True, help="One object a message instead of a story.")
def simulate(weeks: int, *, as_json: bool) -> None:
    """Tell the story of a few pairs, through the real rounds, manners and words."""
    from bot.simulation import tell  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    for line in tell(weeks=weeks, as_json=as_json):
        click.echo(line)


COMMANDS = (doctor, manifest, preview, simulate)
