"""Naming: before a match, every mentee is named three mentors to choose among, and whoever is silent is reminded."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack

from bot import choosing, leadership, letterbox, matchmaking
from bot.blocks import (
    Answers,
    Message,
    Modal,
    View,
    actions,
    button,
    context,
    counted,
    date_input,
    escape,
    field_of,
    message,
    section,
)
from bot.desk import Desk
from bot.mentoring.choices import TIME_TO_CHOOSE, ChoiceCannotEndThen, check_end
from bot.mentoring.cohort.outcome import Paired
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import choices, programs
from bot.store.database import Database
from handlers.matches.listed import Where, page
from handlers.matches.making import begin
from handlers.programs.finding import theirs

THE_DAY_ENDS_AT = time(17)
HOW = (
    "Each mentee is named up to three mentors, from different departments where there are as many, and ranks them or "
    "says none. Each mentor may say who wouldn't suit. Then you match, and what they answered decides."
)
WHO_LEARNS = "You see how many have answered, never what. Nobody is told a pair before launch."
REMINDED_BEFORE = "Everybody who hasn't answered was reminded already."


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("name_mentors")(ask)
    desk.action("remind_to_choose")(remind)
    desk.view("name_mentors")(name)


def ask(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Ask until when mentees may choose."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.MATCH)
        if not program.may_match or program.choosing_until:
            raise ProgramIsElsewhere
        modal = form(program, now)
    turn_to(modal)


def name(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Find the mentors in a process of its own, then write to both sides; a second click waits for the first one's."""
    given = Answers(view)
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, view.get("private_metadata"), Act.MATCH, hold=True)
        until = end_of(program, given, now)
        begins = until is not None and program.choosing_until is None and begin(db, program, now)
        modal = page(db, program, Where(program.id), now)
    if until is None:
        ack(response_action="errors", errors={"until": ChoiceCannotEndThen().sentence})
        return
    ack(response_action="update", view=modal.payload)
    if not begins:
        return
    named: Sequence[Paired] | None = None
    try:
        named = matchmaking.name_some(database, by, program, now)
    finally:
        finish(database, by, program.id, named, until, now)


def finish(
    database: Database, by: Person, program_id: int, named: Sequence[Paired] | None, until: datetime, now: datetime
) -> None:
    """Keep who was named, write to everybody concerned, and to whoever asked for it."""
    with database.begin(by.workspace) as db:
        program = programs.one(db, program_id, hold=True)
        if program is None:  # a program is never deleted while its workspace is here
            raise ProgramIsElsewhere
        program.matching_since = None
        if named is None:
            return
        asked = 0
        if named:
            choices.keep(db, program.id, named, now)
            program.ask_to_choose(until, now)
            asked = choosing.ask(db, program, now)
        leadership.note(db, by, "mentors_named", f"program:{program.id}", now, program.id)
        about = f"program{program.id}:{now:%Y%m%d%H%M%S}"
        letterbox.drop(db, by.slack_id, "mentors_named", about, told(program, asked), now, class_=Class.LEAD)


def remind(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Remind everybody who hasn't answered, once."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, action.get("value"), Act.MATCH, hold=True)
        if program.choosing_until is None or program.choosing_until <= now:
            raise ProgramIsElsewhere
        reminded = choosing.remind(db, program, now)
        if reminded:
            leadership.note(db, by, "reminded_to_choose", f"program:{program.id}", now, program.id)
        said = f"{counted(reminded, 'mentee')} will be reminded, in their own hours." if reminded else REMINDED_BEFORE
        modal = page(db, program, Where(program.id), now, said)
    turn_to(modal)


def end_of(program: Program, given: Answers, now: datetime) -> datetime | None:
    """Return until when mentees may choose: the evening of the chosen day where the program is led."""
    day = given.day("until")
    until = datetime.combine(day, THE_DAY_ENDS_AT, ZoneInfo(program.timezone)) if day else now
    try:
        check_end(until, now)
    except ChoiceCannotEndThen:
        return None
    return until


def form(program: Program, now: datetime) -> Modal:
    """Say what will happen, and ask until when."""
    usual = (now + TIME_TO_CHOOSE).astimezone(ZoneInfo(program.timezone)).date()
    blocks = [
        section(HOW),
        field_of("until", "They can answer until", date_input(usual), hint="You can match before, too."),
        context(WHO_LEARNS),
    ]
    return Modal("name_mentors", "Let mentees choose", blocks, "Ask them", "Cancel", str(program.id))


def told(program: Program, asked: int) -> Message:
    """Say who was asked, and where to look."""
    if not asked:
        words = (
            f"*{escape(program.name)}*: nobody was asked to choose. Whoever has no mentor yet answered before, or no "
            "mentor fits them."
        )
    else:
        words = (
            f"*{escape(program.name)}*: {counted(asked, 'mentee')} can choose among mentors now. "
            "You hear when the time is over."
        )
    return message(words, actions(button("Open the matches", "program_matches", program.id, says="Open the matches")))
