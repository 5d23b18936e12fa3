"""Roster: a lead takes people in from a table, after a look at all it would change and at every line that is wrong.

The table is pasted, or given as a file where the bot may read files. It is kept nowhere: between the look and taking it
in it stays in the window, and is looked at anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import enlisting, leadership
from bot.blocks import Modal, View, notice, number
from bot.desk import Desk
from bot.enlisting import Look
from bot.mentoring import roster, sheets
from bot.mentoring.enrolment import Directory
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.mentoring.roster import Roster
from bot.responses import WAIT
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo, TurnTo, Visit
from bot.store import inbox, programs
from bot.store.database import Database
from handlers import join
from handlers.roster.window import READS_FILES, Table, again, back, form, outcome, sending, shown

HELP = "`/mentor import` — for leads: take people in from a table, after a look at what it would change"
LINES_MOST = 2000
NOTHING = "Please paste a table, with its headings in the first line."
NOT_READ = "I couldn't get at the file or at who is here, so nothing was changed. Please try once more in a minute."
Roll = Callable[[], Directory]
"""Asks Slack who is in the workspace."""
Fetch = Callable[[str], bytes]
"""Reads a file that the person who acts gave the bot."""
Fill = Callable[[Modal], None]
"""Changes the window that was sent off, once it was acknowledged with one that says to wait."""


CHOOSE = "Nothing was taken in yet: tick *Leave them out* below, or correct the lines to look at."
ONLY_LISTS = (
    "As you lead this program, the table puts people on its list. What it says about them besides is left to those who "
    "lead mentoring here."
)


class TooManyLines(Refusal):
    """That is more than two thousand lines. Whoever runs this bot can take them in with `python -m bot import`."""


def register(desk: Desk) -> None:
    """Listen."""
    desk.command("import")(ask)
    desk.action("open_import")(ask)
    desk.view("read_table")(read)
    desk.view("take_table_in")(take_in)


def ask(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    granted: frozenset[str],
    database: Database,
    workspace: str,
) -> None:
    """Ask for a table."""
    ack()
    actor = visit()
    means = number(action.get("value")) or 0
    with database.look(workspace) as db:
        several = leadership.seen_by(db, join.known(db, actor))
        _, whole = importing(db, actor, means or (several[0].id if several else 0))
    turn_to(form(several, means, takes_files=READS_FILES in granted, whole=whole))


def read(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack, view: View, actor: str, roll: Roll, fetch: Fetch, fill: Fill, database: Database, workspace: str
) -> None:
    """Look at a table, and show what it would change."""
    table = Table.of(view)
    if not table.pasted and not table.file:
        ack(response_action="errors", errors={"table": NOTHING})
        return
    with database.look(workspace) as db:
        importing(db, actor, table.program_id)
    ack(response_action="update", view=WAIT.payload)
    try:
        table, people = opened(table, fetch)
        directory = roll()
        with database.look(workspace) as db:
            _, whole = importing(db, actor, table.program_id)
            seen = enlisting.look(db, people, directory, only_lists=not whole)
            modal = shown(seen, table, programs.one(db, table.program_id), "" if whole else ONLY_LISTS)
        fill(modal)
    except Refusal as refusal:
        fill(again(refusal.sentence, table))
    except (SlackSaidNo, SlackIsBusy, SlackIsSilent):
        fill(again(NOT_READ, table))


def take_in(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    view: View,
    actor: str,
    roll: Roll,
    fetch: Fetch,
    fill: Fill,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take in what was looked at, all of it or its good lines, once; what changed since is only looked at anew."""
    table = Table.of(view)
    with database.look(workspace) as db:
        importing(db, actor, table.program_id)
    ack(response_action="update", view=WAIT.payload)
    try:
        table, people = opened(table, fetch)
        directory = roll()
        with database.begin(workspace) as db:
            by, whole = importing(db, actor, table.program_id)
            seen = enlisting.look(db, people, directory, only_lists=not whole)
            modal = done(db, by, table, seen, sending("import", view), now)
    except Refusal as refusal:
        modal = again(refusal.sentence, table)
    except (SlackSaidNo, SlackIsBusy, SlackIsSilent):
        modal = again(NOT_READ, table)
    fill(modal)


def opened(table: Table, fetch: Fetch) -> tuple[Table, Roster]:
    """Read the table, wherever it is."""
    content = table.pasted.encode() if table.pasted else fetch(table.file)
    people = roster.read(sheets.read(content))
    if len(people.entries) + len(people.slips) > LINES_MOST:
        raise TooManyLines
    return replace(table, content=content), people


def importing(db: orm.Session, actor: str, program_id: int) -> tuple[Person, bool]:
    """Return whoever takes a table in, and whether it may change people or only put them on the list of a program."""
    person = join.known(db, actor)
    if leadership.may(db, person, Act.IMPORT):
        return person, True
    return leadership.must(db, actor, Act.ENROL, program_id or None), False


def done(db: orm.Session, by: Person, table: Table, seen: Look, window: str, now: datetime) -> Modal:
    """Take it in if it is what was looked at and nothing is wrong with it that wasn't left out on purpose."""
    program = programs.one(db, table.program_id, hold=True) if table.program_id else None
    is_same = table.digest == table.seen
    if not is_same:
        return shown(seen, table, program, "The table changed, so please look once more.")
    if not seen.good or (seen.slips and not table.leave_out):
        return shown(seen, table, program, CHOOSE if seen.good else "")
    if not inbox.is_new(db, window, now):
        return notice("Import", "This table was taken in already.", *back(program))
    taken = enlisting.take_in(db, seen, program, now, by.slack_id)
    about = f"program:{program.id}" if program else "table"
    leadership.note(db, by, "people_imported", about, now, program.id if program else None)
    return notice("Import", outcome(seen, taken, program), *back(program))
