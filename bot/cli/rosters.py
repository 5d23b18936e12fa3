"""Commands that take people in from a table, and give pairs out as one."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.ground import FAILED, MISUSED, Clock, environment, settings_or_exit, the_database

if TYPE_CHECKING:
    from sqlalchemy import orm

    from bot.enlisting import Look, Taken
    from bot.mentoring.enrolment import Account, Directory
    from bot.mentoring.programs import Program
    from bot.mentoring.roster import Roster
    from bot.store.database import Database
    from bot.store.rosters import Listing

T = TypeVar("T")

WAITS = 4
SHOWN = 200
"""As many lines as anybody reads; the counts are of all."""
SOME = 10


@click.command("import")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace", default="", help="Which workspace, by Slack's id. Needed when the database holds several.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@click.option("--program", default="", help="Also list them in this program, by its number or its whole name.")
@click.option("--leave-out-bad-lines", is_flag=True, help="Take in the good lines of a table that has bad ones, too.")
@click.pass_obj
def import_(
    clock: Clock, table: Path, workspace: str, program: str, *, dry_run: bool, leave_out_bad_lines: bool
) -> None:
    """Take people in from TABLE, a CSV file: all of its lines, or none.

    People are named by slack_id, by email (where Slack may tell addresses) or by name. Nobody joins by standing in a
    table: it fills in departments, levels and managers, and what people have not said themselves. Nobody is written
    to but pairs who come to share a reporting line: they are paused, and asked how they would like to go on. Whoever is
    listed in a program takes part in it once they have joined, by their own tap. An empty cell changes nothing, and
    what the table says and doesn't change is told line by line, with why.
    """
    roster = the_roster(table)
    with the_database() as database:
        from bot import enlisting  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade  # noqa: PLC0415 - see above

        upgrade(database)
        team, directory = whereabouts(database, workspace)
        with database.begin(team) as db:
            seen, chosen = enlisting.look(db, roster, directory), the_program(db, program)
            listing = enlisting.on_the_list(db, seen, chosen)
            goes = not dry_run and (leave_out_bad_lines or not seen.slips)
            taken = enlisting.take_in(db, seen, chosen, clock()) if goes else None
        database.tend()
    for line in [*told(seen, listing), *on_it(program, listing, goes=goes), *also(taken)]:
        click.echo(line)
    for slip in seen.slips:
        click.echo(f"line {slip.line}: {slip.told}", err=True)
    click.echo(outcome(len(seen.good), seen.bad, goes=goes, dry_run=dry_run), err=bool(seen.bad))
    sys.exit(FAILED if seen.bad and not leave_out_bad_lines else 0)


def the_program(db: "orm.Session", called: str) -> "Program | None":
    """Find the program that is named, or say that there is none."""
    from bot.store import rosters  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    program = rosters.program_called(db, called) if called else None
    if called and program is None:
        click.echo(f"There is no program {called} that goes on here. Nothing was changed.", err=True)
        sys.exit(MISUSED)
    return program


def on_it(program: str, listing: "Listing", *, goes: bool) -> Iterator[str]:
    """Tell what changes on a program's list, or would."""
    if program:
        corrected = f", and {len(listing.corrected)} corrected on it" if listing.corrected else ""
        yield f"{listing.new} people {'are' if goes else 'would be'} new on the list of {program}{corrected}."


def also(taken: "Taken | None") -> Iterator[str]:
    """Tell what else came of it: which pairs were paused."""
    if taken and taken.paused:
        yield f"{taken.paused} pairs came to share a reporting line: they are paused, and both are asked how to go on."


def the_roster(table: Path) -> "Roster":
    """Read the table, or say why it can't be read."""
    from bot.mentoring import roster, sheets  # noqa: PLC0415 - `--help` shouldn't wait for libraries
    from bot.mentoring.refusals import Refusal  # noqa: PLC0415 - see above

    try:
        sheet = sheets.read(table.read_bytes())
        if sheet.is_guessed:
            click.echo(f"{table.name}: {sheets.GUESSED}.", err=True)
        return roster.read(sheet)
    except Refusal as refusal:
        click.echo(refusal.sentence, err=True)
        sys.exit(MISUSED)
    except OSError as trouble:
        click.echo(f"{table.name} can't be read ({type(trouble).__name__}). Nothing was changed.", err=True)
        sys.exit(MISUSED)


def whereabouts(database: "Database", workspace: str) -> "tuple[str, Directory | None]":
    """Find out which workspace is meant, and ask Slack who is in it when there is a token."""
    if not workspace and environment().get("SLACK_BOT_TOKEN", environment().get("SLACK_BOT_TOKEN_FILE")):
        return asked_of_slack()
    return the_workspace(database, workspace), None


def the_workspace(database: "Database", workspace: str) -> str:
    """Return the workspace that is named, or the only one there is."""
    from bot.store import workspaces  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    with database.everywhere() as db:
        there, heard_of = workspaces.known(db), workspaces.heard_of(db)
    if workspace:
        return known_here(workspace, heard_of)
    if len(there) == 1:
        return there[0]
    several = f"The database holds {len(there)} workspaces" if there else "The database holds no workspace yet"
    click.echo(f"{several}: say which with --workspace, or set SLACK_BOT_TOKEN. Nothing was changed.", err=True)
    sys.exit(MISUSED)


def known_here(workspace: str, heard_of: Sequence[str]) -> str:
    """Return the workspace that is named, or say that there is none; before the bot's first start there may be any."""
    if not heard_of or workspace in heard_of:
        return workspace
    there = ", ".join(heard_of[:SOME]) + (" and others" if len(heard_of) > SOME else "")
    click.echo(f"There is no workspace {workspace} here, only {there}. Nothing was changed.", err=True)
    sys.exit(MISUSED)


def asked_of_slack() -> "tuple[str, Directory]":
    """Ask Slack which workspace the token is for, and who is in it."""
    from slack_sdk import WebClient  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    from bot.mentoring.enrolment import Account, Directory  # noqa: PLC0415 - see above
    from bot.profiles import accounts  # noqa: PLC0415 - see above
    from bot.slack import TIMEOUT, Slack  # noqa: PLC0415 - see above

    settings = settings_or_exit()
    token, url = settings.slack_bot_token, settings.slack_api_url
    slack = Slack(WebClient(token=token, base_url=url, timeout=TIMEOUT, retry_handlers=[]))
    team, members, cursor = patiently(slack.workspace), list[Account](), ""
    while True:
        page, cursor = patiently(partial(slack.everybody, cursor))
        members += accounts(page)
        if not cursor:
            return team, Directory.of(members)


def patiently(ask: Callable[[], T]) -> T:
    """Ask Slack, and wait a few times for as long as it wishes; stop when it refuses or doesn't answer."""
    from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    for _ in range(WAITS):
        try:
            return ask()
        except SlackIsBusy as busy:
            click.echo(f"Slack can't be asked just now; waiting for {busy.seconds:g} seconds ...", err=True)
            threading.Event().wait(busy.seconds)
        except (SlackSaidNo, SlackIsSilent) as trouble:
            click.echo(f"Slack could not be asked ({trouble}), so nothing was changed. Check the token.", err=True)
            sys.exit(FAILED)
    click.echo("Slack still can't be asked, so nothing was changed. Check the network and try again.", err=True)
    sys.exit(FAILED)


def told(seen: "Look", listing: "Listing") -> Iterator[str]:
    """Tell what changes, person by person, and what stays though the table says something of it."""
    from bot.enlisting import in_words, managers, to_change, what_stays  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    changing = to_change(seen, listing)
    if seen.roster.ignored:
        yield f"Columns that mean nothing here: {', '.join(seen.roster.ignored)}"
    for each in changing[:SHOWN]:
        yield f"line {each.entry.line}: {called(each.account)}{', new' if each.is_new else ''}{in_words(each, listing)}"
    if len(changing) > SHOWN:
        yield f"... and {len(changing) - SHOWN} more"
    yield from managers(seen)
    yield from (f"stays: {each}" for each in what_stays(seen, listing))
    yield seen.in_numbers


def called(account: "Account") -> str:
    """Name somebody so that a namesake isn't meant."""
    return f"{account.name} ({account.slack_id})"


def outcome(good: int, bad: int, *, goes: bool, dry_run: bool) -> str:
    """Say what became of it."""
    if dry_run:
        return f"This was a dry run: nothing was changed. {good} good lines, {bad} bad."
    if not goes:
        return f"Nothing was changed, because {bad} lines need a look. Mend them, or use --leave-out-bad-lines."
    return f"Done: {good} lines taken in{f', {bad} left out' if bad else ''}."


COMMANDS: Iterable[click.Command] = (import_,)
