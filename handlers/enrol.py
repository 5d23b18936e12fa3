"""Enrol: take part in a program that is open, as mentee, mentor or both; change it, or leave it again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import withdrawals
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    View,
    actions,
    button,
    choice,
    confirm,
    context,
    counted,
    day,
    escape,
    field_of,
    header,
    message,
    notice,
    number,
    option,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.enrolments import Enrolment, Part
from bot.mentoring.people import CAPACITY_MAX, Person
from bot.mentoring.programs import EnrolmentIsClosed, Kind, Program, Step
from bot.mentoring.topics import topics
from bot.slack import Open, Refresh, Reply, TurnTo, Visit
from bot.store import enrolments, people, programs
from bot.store.database import Database
from handlers import join, offer

HELP = "`/mentor enrol` — take part in a program that is open, wish for mentors in it, or leave it"
PARTS = {Part.MENTEE: "I'd like a mentor", Part.MENTOR: "I'd like to mentor", Part.BOTH: "Both"}
PART_NAMES = {Part.MENTEE: "as a mentee", Part.MENTOR: "as a mentor", Part.BOTH: "as both"}
SHOWN = 5
WHO_READS = "For mentees. Mentors you may be matched with read it."


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("enrol", "enroll")(show)
    desk.action("enrol")(ask)
    desk.action("leave_program")(leave)
    desk.view("enrol")(save)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str) -> None:
    """List what is open, and what one takes part in."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        words = listed(db, join.known(db, actor))
    reply(words)


def ask(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Ask as what somebody would like to take part."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person, program = join.known(db, actor), meant(db, action.get("value"))
        mine = enrolments.one(db, program.id, actor)
        if not (program.takes_people or mine):
            raise EnrolmentIsClosed
        modal = form(program, person, mine)
    open_modal(modal)


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Let them take part; joining mentoring goes with it."""
    given = Answers(view)
    part = Part(given.choice("part")) if given.choice("part") in set(Part) else Part.MENTEE
    slips = mistakes(given, part)
    if slips:
        ack(response_action="errors", errors=slips)
        return
    with database.begin(workspace) as db:
        person, program = join.known(db, actor), meant(db, view.get("private_metadata"))
        mine = enrolments.one(db, program.id, actor)
        if not program.takes_people and (mine is None or mine.part is not part):
            raise EnrolmentIsClosed
        settle(db, program, person, part, given, now)
        told = kept(program, part)
    ack(response_action="update", view=notice("You take part", *told, final=True).payload)
    refresh()


def leave(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Leave a program; mentoring, and pairs that began, go on, and what was only proposed in it is taken back."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        program = meant(db, action.get("value"))
        person = join.known(db, actor)
        was_in = enrolments.leave(db, program.id, person)
        taken_back = withdrawals.of_a_program(db, program.id, person, now, they_know=True)
        told = f"You don't take part in *{escape(program.name)}* any more. Pairs you are in go on."
        told += " What was proposed to you in it is taken back." if taken_back else ""
    turn_to(notice("Left", told if was_in else "You weren't in this program. Nothing was changed.", final=True))
    refresh()


def meant(db: orm.Session, about: object) -> Program:
    """Return the program a button or a window is about, unless it is over."""
    program = programs.one(db, number(about) or 0)
    if program is None or program.is_over:
        raise EnrolmentIsClosed
    return program


def mistakes(given: Answers, part: Part) -> dict[str, str]:
    """Say at each field what can't be kept."""
    found: dict[str, str] = {}
    if part.learns and not topics(given.text("wants")):
        found["wants"] = "Please name at least one thing, such as “public speaking”."
    if part.teaches and not topics(given.text("topics")):
        found["topics"] = offer.NO_TOPICS
    for name in ("wants", "topics"):
        if len(given.text(name)) > offer.TOPICS_MAX:
            found[name] = f"Please keep this within {offer.TOPICS_MAX} characters."
    return found


def settle(db: orm.Session, program: Program, person: Person, part: Part, given: Answers, now: datetime) -> None:
    """Keep as what somebody takes part, with what they look for and what they offer."""
    join.welcome(db, person, now)
    if part.learns:
        person.wants = topics(given.text("wants"))
    if part.teaches:
        person.offer(topics(given.text("topics")), number(given.choice("room")) or 1, now)
    if person.is_mentor:
        people.index(db, person)
    enrolments.enrol(db, program, person, part, now)


def kept(program: Program, part: Part) -> list[str]:
    """Say what happens next."""
    ends = f" Enrolment is open{until(program)}." if until(program) else ""
    wish = "" if not part.learns else " You can wish for mentors meanwhile: `/mentor enrol`."
    return [
        f"You take part in *{escape(program.name)}*.{ends}",
        f"Once matches are made I ask you about yours, and you are free to say no.{wish}",
    ]


def form(program: Program, person: Person, mine: Enrolment | None) -> Modal:
    """Ask for the part, and for what belongs to it."""
    parts = [option(label, part) for part, label in PARTS.items()]
    most = min(CAPACITY_MAX, program.rules.mentees_each)
    rooms = [option(counted(room, "mentee"), room) for room in range(1, most + 1)]
    part = mine.part if mine else Part.MENTOR if person.is_mentor else Part.MENTEE
    wants = text_input(initial=offer.listed_topics(person.wants), placeholder="public speaking, SQL …")
    taught = text_input(initial=offer.listed_topics(person.topics), placeholder="interviewing, planning …")
    blocks: list[Block] = [
        header(program.name),
        *([context(f"Held in {escape(offer.listed_topics(program.languages))}.")] if program.languages else []),
        field_of("part", "How would you like to take part?", choice("radio_buttons", parts, chosen=part)),
        field_of("wants", "What would you like to get better at?", wants, hint=WHO_READS, optional=True),
        field_of("topics", "What can you help with?", taught, hint="For mentors.", optional=True),
        field_of(
            "room",
            "How many mentees have you room for?",
            choice("static_select", rooms, chosen=min(max(person.capacity, 1), most)),
            optional=True,
        ),
        *also(program, mine),
        context("Those who lead it see that you take part and as what, with states, dates and counts. Never notes."),
    ]
    title, submit = ("My part", "Keep") if mine else ("Take part", "Take part")
    return Modal("enrol", title, blocks, submit=submit, close="Cancel", about=str(program.id))


def also(program: Program, mine: Enrolment | None) -> list[Block]:
    """Offer to wish for mentors, and to leave, to somebody who takes part."""
    if mine is None:
        return []
    sure = confirm("Leave this program?", "You stay in mentoring, and pairs you are in go on.", "Leave")
    may_wish = mine.part.learns and program.rules.ranked and program.takes_wishes
    wish = [button("Wish for mentors", "wish_mentors", program.id)] if may_wish else []
    return [actions(*wish, button("Leave this program", "leave_program", program.id, confirm=sure))]


def listed(db: orm.Session, person: Person) -> Message:
    """List what is open and what they are in."""
    lines = offered(person, enrolments.of_person(db, person), programs.taking_people(db))
    if not lines:
        find = actions(button("Find a mentor", "open_find", style="primary"))
        return message("No program takes people right now. You can find a mentor at any time.", find)
    return message("Programs here:", *lines)


def offered(person: Person, mine: Sequence[tuple[Enrolment, Program]], open_: Sequence[Program]) -> list[Block]:
    """Show the programs somebody is in or on whose list they are, and those they could be in."""
    known = {program.id for _, program in mine}
    shown: list[Block] = [
        section(
            f"You take part in *{escape(program.name)}* ({PART_NAMES[enrolment.part]})."
            if person.has_joined
            else f"You are on the list of *{escape(program.name)}* ({PART_NAMES[enrolment.part]}).",
            button("My part", "enrol", program.id, says=f"Change my part in {program.name}"),
        )
        for enrolment, program in mine[:SHOWN]
    ]
    if mine and not person.has_joined:
        told = "You take part once you join mentoring, by one press."
        shown.append(section(told, button("Join", "join", style="primary", says="Join mentoring")))
    return shown + [
        section(
            f"*{escape(program.name)}* takes people{until(program)}.",
            button("Take part", "enrol", program.id, style="primary", says=f"Take part in {program.name}"),
        )
        for program in open_[:SHOWN]
        if program.id not in known
    ]


def until(program: Program) -> str:
    """Say until when people can enrol, where that has an end: not for latecomers, nor in what is always on."""
    ends = program.kind is Kind.COHORT and program.step is Step.ENROLMENT
    return f" until {day(program.closes_on)}" if ends and program.closes_on else ""
