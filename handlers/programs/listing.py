"""All programs that somebody leads, and how a new one begins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    choice,
    context,
    field_of,
    number,
    option,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.hours import Hours
from bot.mentoring.people import Person
from bot.mentoring.program_dates import DatesAreOutOfOrder
from bot.mentoring.programs import NAME_MAX, Kind, Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, NotALead
from bot.slack import Open, Refresh, TurnTo, Visit
from bot.store import inbox, program_numbers, programs
from bot.store.database import Database
from handlers import join
from handlers.lead import what_leads_did
from handlers.programs import dates
from handlers.programs.finding import theirs
from handlers.programs.page import KINDS, line, look, page

AT_ONCE = 8
DRAFTED = {
    Kind.COHORT: "This is a draft: nobody sees it but those who lead it.",
    Kind.ALWAYS_ON: (
        "This is a draft: nobody sees it but those who lead it. As it is always on, it has no end and no dates but the "
        "day on which enrolment opens."
    ),
}
NO_NAME = "Please give it a name that people will recognise."


class NameIsTaken(Refusal):
    """Another program has this name already. A season or a place in the name tells the two apart."""


def register(desk: Desk) -> None:
    """Listen."""
    desk.command("cohort", "cohorts", "program", "programs")(by_command)
    desk.action("open_programs", "older_programs", "newer_programs")(show)
    desk.action("open_program")(open_one)
    desk.action("new_program")(begin)
    desk.view("new_program")(save)


def by_command(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str, now: datetime) -> None:
    """Open the list."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        modal = listed(db, looking(db, actor, now), 0)
    open_modal(modal)


def show(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show the list, or another part of it."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        modal = listed(db, looking(db, actor, now), number(action.get("value")) or 0)
    turn_to(modal)


def open_one(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show one program."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.SEE_PROGRAM)
        modal = page(look(db, program, now))
    turn_to(modal)


def begin(ack: Ack, visit: Visit, turn_to: TurnTo, database: Database, workspace: str, now: datetime) -> None:
    """Ask for a name and dates."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = leadership.must(db, actor, Act.OPEN_PROGRAM)
    turn_to(form(person.hours, now))


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Keep a new program as a draft, led by whoever began it; a second click finds it there."""
    given = Answers(view)
    name = " ".join(given.text("name").split())[:NAME_MAX]
    if not name:
        ack(response_action="errors", errors={"name": NO_NAME})
        return
    try:
        with database.begin(workspace) as db:
            by = leadership.must(db, actor, Act.OPEN_PROGRAM)
            program = started(db, by, name, given, now) if inbox.is_new(db, f"program:{view['id']}", now) else last(db)
            modal = page(look(db, program, now), DRAFTED[program.kind])
    except DatesAreOutOfOrder as refusal:
        ack(response_action="errors", errors={refusal.at: refusal.sentence})
        return
    except NameIsTaken as refusal:
        ack(response_action="errors", errors={"name": refusal.sentence})
        return
    ack(response_action="update", view=modal.payload)
    refresh()


def started(db: orm.Session, by: Person, name: str, given: Answers, now: datetime) -> Program:
    """Keep a draft; two programs of one name couldn't be told apart where only that is said."""
    if programs.is_called(db, name):
        raise NameIsTaken
    kind = Kind.ALWAYS_ON if given.choice("kind") == Kind.ALWAYS_ON else Kind.COHORT
    program = Program(
        workspace=by.workspace, name=name, kind=kind, by=by.slack_id, created_at=now, timezone=by.hours.zone.key
    )
    program.plan(dates.read(given), now)
    programs.add(db, program)
    programs.appoint(db, program.id, by.slack_id, now)
    leadership.note(db, by, "program_opened", f"program:{program.id}", now, program.id)
    return program


def last(db: orm.Session) -> Program:
    """Return the program that the first of two clicks made."""
    return programs.every(db)[0]


def looking(db: orm.Session, actor: str, now: datetime) -> Person:
    """Return whoever looks, if there is anything for them to see; the first to come here leads."""
    person = join.known(db, actor)
    leadership.take_the_lead(db, person, now)
    db.flush()
    if not leadership.acting(db, person).is_lead:
        raise NotALead
    return person


def listed(db: orm.Session, person: Person, skip: int) -> Modal:
    """List what somebody leads, newest first, a few at a time."""
    several = leadership.seen_by(db, person, over=True)
    shown = several[skip : skip + AT_ONCE]
    counts = program_numbers.counts(db, [program.id for program in shown])
    older = [button("Older", "older_programs", skip + AT_ONCE)] if len(several) > skip + AT_ONCE else []
    newer = [button("Newer", "newer_programs", max(0, skip - AT_ONCE))] if skip else []
    new = [button("New program", "new_program", style="primary")] if may_open(db, person) else []
    done = [what_leads_did()] if leadership.may(db, person, Act.SEE_AUDIT) else []
    buttons = [*new, *newer, *older, *done]
    none = "No program yet. A draft costs nothing, and nobody sees it."
    blocks: list[Block] = [
        *(line(program, *counts.get(program.id, (0, 0))) for program in shown),
        *([] if shown else [section(none)]),
        *([actions(*buttons)] if buttons else []),
        context("Leads see states, dates and counts, never notes or answers. What leads do is kept for two years."),
    ]
    return Modal("programs", "Programs", blocks)


def may_open(db: orm.Session, person: Person) -> bool:
    """Tell whether somebody may begin a program."""
    return leadership.may(db, person, Act.OPEN_PROGRAM)


def form(hours: Hours, now: datetime) -> Modal:
    """Ask for what a draft needs; everything can be changed later."""
    kinds = [
        option(KINDS[Kind.COHORT], Kind.COHORT, "People begin and end together"),
        option(KINDS[Kind.ALWAYS_ON], Kind.ALWAYS_ON, "People come and go; you match whenever you like"),
    ]
    blocks: list[Block] = [
        field_of("name", "What is it called?", text_input(placeholder="Spring cohort", most=NAME_MAX)),
        field_of("kind", "What is it like?", choice("radio_buttons", kinds, chosen=Kind.COHORT)),
        section("Dates are optional: without them you take each step yourself. What is always on has only the first."),
        *dates.fields(dates.suggested(hours.local(now).date(), hours)),
    ]
    return Modal("new_program", "New program", blocks, submit="Keep as draft", close="Cancel")
