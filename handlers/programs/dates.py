"""The dates of a program: when enrolment opens and closes, when it launches, and when it ends."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from slack_bolt import Ack

from bot import cohorts, leadership
from bot.blocks import Answers, Block, Modal, View, context, counted, date_input, field_of
from bot.desk import Desk
from bot.mentoring.hours import Hours
from bot.mentoring.program_dates import DatesAreOutOfOrder
from bot.mentoring.programs import DATED, DATES, Kind, Program
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store.database import Database
from handlers.programs.finding import as_shown, must_be_as_shown, theirs
from handlers.programs.page import look, page

FREE_AT_MOST = 21
"""Nobody's holidays go on for longer than that; where they do, the day itself is suggested."""
LABELS = {
    "opens_on": "Enrolment opens on",
    "closes_on": "Enrolment closes, and matching begins, on",
    "launches_on": "Launch is planned for",
    "midpoint_on": "Midpoint (empty: halfway)",
    "ends_on": "It ends on",
}
NOTES = {
    Kind.COHORT: "You hear of each step two days before it happens. Launch is always yours to press.",
    Kind.ALWAYS_ON: "You hear of it two days before. You match, launch and archive it whenever you like.",
}
AHEAD = {"opens_on": 7, "closes_on": 21, "launches_on": 35, "ends_on": 35 + 182}
"""A suggestion: two weeks to enrol, two to match, and half a year together."""


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_dates")(change)
    desk.view("program_dates")(save)


def change(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show the dates, ready to be changed."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.CHANGE_PROGRAM)
        known = dates_of(program)
    blocks, about = fields(known, DATED[program.kind]), as_shown(program.id, known)
    turn_to(Modal("program_dates", "Dates", [*blocks, context(NOTES[program.kind])], "Keep", "Cancel", about))


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep the dates; pairs that were to end with the program end with it on its new day."""
    try:
        with database.begin(workspace) as db:
            by, program = theirs(db, actor, view.get("private_metadata"), Act.CHANGE_PROGRAM, hold=True)
            known, wanted = dates_of(program), read(Answers(view))
            if wanted != known | {"midpoint_on": wanted["midpoint_on"]}:
                must_be_as_shown(view.get("private_metadata"), program.id, known)
            ended = program.ends_at
            program.plan(wanted, now)
            moved = cohorts.plan_ends(db, program, now, ended) if ended != program.ends_at else 0
            if dates_of(program) != known:
                leadership.note(db, by, "dates_changed", f"program:{program.id}", now, program.id)
            modal = page(look(db, program, now), f"The dates are kept.{what_moved(moved, program)}")
    except DatesAreOutOfOrder as refusal:
        ack(response_action="errors", errors={refusal.at: refusal.sentence})
        return
    ack(response_action="update", view=modal.payload)


def what_moved(number: int, program: Program) -> str:
    """Say for how many pairs the end is another one."""
    if number and program.ends_at is None:
        return f" {counted(number, 'pair')} {'has' if number == 1 else 'have'} no last day for now."
    return f" {counted(number, 'pair')} will end on the new day." if number else ""


def dates_of(program: Program) -> dict[str, date | None]:
    """Return the dates by name."""
    return {name: getattr(program, name) for name in LABELS}


def read(given: Answers) -> dict[str, date | None]:
    """Read the dates of a form."""
    return {name: given.day(name) for name in DATES.values()}


def fields(known: Mapping[str, date | None], which: Collection[str] = frozenset(LABELS)) -> list[Block]:
    """Ask for the dates."""
    asked = {name: label for name, label in LABELS.items() if name in which}
    return [field_of(name, label, date_input(known.get(name)), optional=True) for name, label in asked.items()]


def suggested(today: date, hours: Hours) -> dict[str, date | None]:
    """Suggest dates, on the same weekday as today or the first day after it on which the one who leads works."""
    return {name: working_from(today + timedelta(days=days), hours) for name, days in AHEAD.items()}


def working_from(day: date, hours: Hours) -> date:
    """Return this day, or the first working day after it that is no public holiday."""
    ahead = (day + timedelta(days=more) for more in range(FREE_AT_MOST))
    return next((each for each in ahead if hours.is_working_day(each)), day)
