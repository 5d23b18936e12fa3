"""Roster: a lead takes people in from a table, after a look at all it would change and at every line that is wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import enlisting, leadership
from bot.blocks import Modal, View, notice, number
from bot.desk import Desk
from bot.enlisting import Look
from bot.mentoring import roster, sheets
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.mentoring.roster import Roster
from bot.responses import WAIT
from bot.slack import TurnTo, Visit
from bot.store import inbox, programs
from bot.store.database import Database
from handlers import join
from handlers.roster.frame import CHANGED, LINES_MOST, NOTHING, READS_FILES, Fetch, Fill, Roll, Table, show
from handlers.roster.window import FRAME, again, back, form, outcome, sending, shown

HELP = "`/mentor import` — for leads: take people in from a table, after a look at what it would change"
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
    table = FRAME.read(view)
    if table.is_missing:
        ack(response_action="errors", errors={FRAME.field: NOTHING})
        return
    with database.look(workspace) as db:
        importing(db, actor, table.program_id)
    ack(response_action="update", view=WAIT.payload)

    def look() -> Modal:
        given, people = opened(table, fetch)
        directory = roll()
        with database.look(workspace) as db:
            _, whole = importing(db, actor, given.program_id)
            seen = enlisting.look(db, people, directory, only_lists=not whole)
            return before(db, seen, given, programs.one(db, given.program_id), "" if whole else ONLY_LISTS)

    show(fill, table, look, again)


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
    table = FRAME.read(view)
    with database.look(workspace) as db:
        importing(db, actor, table.program_id)
    ack(response_action="update", view=WAIT.payload)

    def take() -> Modal:
        given, people = opened(table, fetch)
        directory = roll()
        with database.begin(workspace) as db:
            by, whole = importing(db, actor, given.program_id)
            seen = enlisting.look(db, people, directory, only_lists=not whole)
            return done(db, by, given, seen, sending("import", view), now)

    show(fill, table, take, again)


def opened(table: Table, fetch: Fetch) -> tuple[Table, Roster]:
    """Read the table, wherever it is."""
    given = table.opened(fetch)
    people = roster.read(sheets.read(given.content))
    if len(people.entries) + len(people.slips) > LINES_MOST:
        raise TooManyLines
    return given, people


def importing(db: orm.Session, actor: str, program_id: int) -> tuple[Person, bool]:
    """Return whoever takes a table in, and whether it may change people or only put them on the list of a program."""
    person = join.known(db, actor)
    if leadership.may(db, person, Act.IMPORT):
        return person, True
    return leadership.must(db, actor, Act.ENROL, program_id or None), False


def before(db: orm.Session, seen: Look, table: Table, program: Program | None, told: str) -> Modal:
    """Show what taking it in would change."""
    return shown(seen, table, program, enlisting.on_the_list(db, seen, program), told)


def done(db: orm.Session, by: Person, table: Table, seen: Look, window: str, now: datetime) -> Modal:
    """Take it in if it is what was looked at and nothing is wrong with it that wasn't left out on purpose."""
    program = programs.one(db, table.program_id, hold=True) if table.program_id else None
    if not table.is_as_seen:
        return before(db, seen, table, program, CHANGED)
    if not seen.good or (seen.slips and not table.leave_out):
        return before(db, seen, table, program, CHOOSE if seen.good else "")
    if not inbox.is_new(db, window, now):
        return notice("Import", "This table was taken in already.", *back(program))
    taken = enlisting.take_in(db, seen, program, now, by.slack_id)
    return notice("Import", outcome(seen, taken, program), *back(program))
