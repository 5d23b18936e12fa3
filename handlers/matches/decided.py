"""Decided: a lead brings a table of who is kept together, who isn't matched, and whom mentees wish for.

All of it is looked at first. It is taken in whole, when nothing is wrong with it, or not at all, and can be taken back.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership
from bot.blocks import (
    Block,
    Modal,
    View,
    actions,
    button,
    context,
    counted,
    escape,
    mention,
    number,
    section,
)
from bot.desk import Desk
from bot.mentoring.decisions import LAST, Decision, Kind
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.responses import WAIT
from bot.slack import TurnTo, Visit
from bot.store import decided, inbox
from bot.store.database import Database
from handlers.matches.judging import Look, look, opened
from handlers.matches.listed import SEPARATOR, Where, page
from handlers.programs.finding import theirs
from handlers.roster.frame import CHANGED, NOTHING, READS_FILES, Fetch, Fill, Frame, Roll, Table, show
from handlers.roster.window import paragraphs, sending

COLUMNS = (
    "One line for two people, under headings in any order: `mentee` and `mentor`, each by name, address or Slack id; "
    "`kind`, which is `lock` to keep them together, `forbid` not to match them, or `wish`; and `rank`, for wishes."
)
RULES = (
    "Nobody is told. A wish counts only for a mentee who has said none, and they can change it until matches are told."
)
SAYS = {Kind.LOCK: "kept together with", Kind.FORBID: "never matched with", Kind.WISH: "wishes for"}
FRAME = Frame("decisions", "Copied from a spreadsheet, or with commas or semicolons.")


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("decide_by_table")(ask)
    desk.action("undo_decisions")(take_back)
    desk.view("read_decisions")(read)
    desk.view("take_decisions")(take_in)


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
    with database.look(workspace) as db:
        _, program = matching(db, actor, action.get("value"))
    turn_to(form(program, takes_files=READS_FILES in granted))


def read(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
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
    """Look at a table, and show what it would change."""
    table = FRAME.read(view)
    if table.is_missing:
        ack(response_action="errors", errors={FRAME.field: NOTHING})
        return
    with database.look(workspace) as db:
        matching(db, actor, table.program_id)
    ack(response_action="update", view=WAIT.payload)

    def looked() -> Modal:
        given, told = opened(table, fetch)
        directory = roll()
        with database.look(workspace) as db:
            _, program = matching(db, actor, given.program_id)
            return shown(look(db, program, told, directory, now), given, program)

    show(fill, table, looked, again)


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
    """Take in what was looked at, whole and once; a table with anything wrong in it, or a changed one, is looked at."""
    table = FRAME.read(view)
    with database.look(workspace) as db:
        matching(db, actor, table.program_id)
    ack(response_action="update", view=WAIT.payload)

    def taken() -> Modal:
        given, told = opened(table, fetch)
        directory = roll()
        with database.begin(workspace) as db:
            by, program = matching(db, actor, given.program_id, hold=True)
            seen = look(db, program, told, directory, now)
            return done(db, by, program, given, seen, sending("decided", view), now)

    show(fill, table, taken, again)


def take_back(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take back what is left of a table."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.begin(workspace) as db:
        by, program = matching(db, actor, about, hold=True)
        back = decided.take_back(db, program.id, number(about.partition(SEPARATOR)[2]) or 0)
        if back:
            leadership.note(db, by, "decisions_taken_back", f"program:{program.id}", now, program.id)
        told = (
            f"Taken back: {counted(back, 'decision')} of the table." if back else "That table was taken back already."
        )
        modal = page(db, program, Where(program.id), now, told)
    turn_to(modal)


def matching(db: orm.Session, actor: str, about: object, *, hold: bool = False) -> tuple[Person, Program]:
    """Return who decides, and the program, as long as it can be matched."""
    by, program = theirs(db, actor, about, Act.MATCH, hold=hold)
    if not program.may_match:
        raise ProgramIsElsewhere
    return by, program


def done(db: orm.Session, by: Person, program: Program, table: Table, seen: Look, window: str, now: datetime) -> Modal:
    """Take it in if it is what was looked at and nothing is wrong with it."""
    if not table.is_as_seen:
        return shown(seen, table, program, CHANGED)
    if not seen.good or seen.slips:
        return shown(seen, table, program)
    if not inbox.is_new(db, window, now):
        return page(db, program, Where(program.id), now, "This table was taken in already.")
    decided.take_in(db, program, seen.good, now)
    leadership.note(db, by, decided.TAKEN_IN, f"program:{program.id}", now, program.id)
    told = f"Done: {in_numbers(seen.good)}. It counts the next time you match."
    return page(db, program, Where(program.id), now, told)


def in_numbers(several: Sequence[Decision]) -> str:
    """Count what a table says."""
    count = {kind: sum(each.kind is kind for each in several) for kind in Kind}
    told = (
        f"{count[Kind.LOCK]} kept together",
        f"{count[Kind.FORBID]} never matched",
        counted(count[Kind.WISH], "wish") if count[Kind.WISH] == 1 else f"{count[Kind.WISH]} wishes",
    )
    return ", ".join(told)


def form(program: Program, *, takes_files: bool) -> Modal:
    """Ask for the table."""
    blocks: list[Block] = [
        section(f"{COLUMNS} You see what would change before anything does."),
        *FRAME.fields(takes_files=takes_files),
        *back(program.id),
        context(RULES),
    ]
    return asked(blocks, str(program.id))


def asked(blocks: Sequence[Block], about: str) -> Modal:
    """Ask for a table."""
    return Modal("read_decisions", "Decide by table", blocks, "Look at it", "Cancel", about)


def again(told: str, table: Table) -> Modal:
    """Ask for it again, with what was given."""
    return asked([*FRAME.kept(told, table), *back(table.program_id)], table.to_try_again)


def shown(seen: Look, table: Table, program: Program, told: str = "") -> Modal:
    """Show what a table would change, and every line that is wrong."""
    bad = len({slip.line for slip in seen.slips})
    head = f"*{counted(len(seen.good), 'good line')}, {counted(bad, 'line')} to look at.* {in_numbers(seen.good)}."
    whole = " It is taken in whole, once no line is wrong." if bad else ""
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section(f"{head} Nothing was changed yet.{whole}"),
        *([context(f"Columns that mean nothing here: {escape(', '.join(seen.ignored))}")] if seen.ignored else []),
        *paragraphs("Lines to look at", [f"{slip.line}: {escape(slip.told)}" for slip in seen.slips]),
        *paragraphs("What would change", [line(each) for each in seen.good]),
        *paragraphs("So already", [f"{line(each)}, as it is" for each in seen.known]),
        *([] if table.file else [FRAME.pasted(table.pasted)]),
        *back(program.id),
    ]
    if bad or not seen.good:  # nothing is taken in that wasn't shown as it would be
        return Modal("read_decisions", "Decide by table", blocks, "Look again", "Cancel", table.to_try_again)
    return Modal("take_decisions", "Decide by table", blocks, "Take in", "Cancel", table.about)


def line(each: Decision) -> str:
    """Tell one line."""
    rank = f" (rank {each.rank})" if each.kind is Kind.WISH and each.rank != LAST else ""
    one, other = each.both
    return f"{each.line}: {mention(one)} {SAYS[each.kind]} {mention(other)}{rank}"


def back(program_id: int) -> list[Block]:
    """Lead back to the matches."""
    return [actions(button("Back to the matches", "program_matches", program_id))]
