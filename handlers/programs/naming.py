"""Who leads a program, and to whom concerns about it can be brought. The last lead can't be taken off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
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
    divider,
    escape,
    field_of,
    header,
    mention,
    message,
    option,
    person_input,
    section,
)
from bot.desk import Desk
from bot.mentoring.people import Person, Standing
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import people, programs
from bot.store.database import Database
from bot.store.programs import CONTACT, LEAD
from handlers.announce.meanwhile import stop_all_of
from handlers.lead import CannotLead
from handlers.programs.finding import SEPARATOR, theirs
from handlers.safety import CannotHear

SHOWN = 20
ROLES = {LEAD: "Lead", CONTACT: "Safety contact"}


class LastOfProgram(Refusal):
    """Somebody has to lead this program, so nothing was changed.

    *Name somebody* under *Who leads* on its page adds a lead of this program; then this one can be taken off.
    """


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_leads")(show)
    desk.action("name_in_program")(choose)
    desk.action("dismiss_in_program")(dismiss)
    desk.view("name_in_program")(name)


def show(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show who has which role."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.SEE_PROGRAM)
        modal = listed(db, program)
    turn_to(modal)


def choose(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Ask who, and as what."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.NAME_LEADS)
    roles = [option(label, role) for role, label in ROLES.items()]
    blocks = [
        field_of("who", "Who?", person_input()),
        field_of("role", "As what?", choice("radio_buttons", roles, chosen=LEAD)),
        context("They see that you named them. Leads see states, dates and counts, never notes or answers."),
    ]
    turn_to(Modal("name_in_program", "Name somebody", blocks, "Name", "Cancel", str(program.id)))


def name(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Give somebody a role."""
    given = Answers(view)
    role = CONTACT if given.choice("role") == CONTACT else LEAD
    with database.look(workspace) as db:
        theirs(db, actor, view.get("private_metadata"), Act.NAME_LEADS)
        known = people.known(db, given.person("who") or "")
    if known is None:
        ack(response_action="errors", errors={"who": "I don't know them yet: they have to use /mentor once."})
        return
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, view.get("private_metadata"), Act.NAME_LEADS, hold=True)
        told = appoint(db, program, by, people.these(db, [known.slack_id])[known.slack_id], role, now)
        modal = listed(db, program, told)
    ack(response_action="update", view=modal.payload)


def dismiss(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take a role back."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.NAME_LEADS, hold=True)
        _, _, rest = about.partition(SEPARATOR)
        role, _, slack_id = rest.partition(SEPARATOR)
        told = removed(db, program, by, slack_id, CONTACT if role == CONTACT else LEAD, now)
        stays = leadership.may(db, by, Act.SEE_PROGRAM, program.id)
        modal = listed(db, program, told) if stays else Modal("programs", "Programs", [section(told)])
    turn_to(modal)


def appoint(db: orm.Session, program: Program, by: Person, person: Person, role: str, now: datetime) -> str:
    """Give somebody a role, and tell them."""
    if person.standing is not Standing.MEMBER:
        raise CannotHear if role == CONTACT else CannotLead
    who = mention(person.slack_id)
    if not programs.appoint(db, program.id, person.slack_id, now, role):
        return f"{who} is named already. Nothing was changed."
    leadership.note(db, by, f"{role}_named", f"person:{person.slack_id}", now, program.id)
    if person is not by:
        about = f"program{program.id}:{now:%Y%m%d%H%M%S}"
        letterbox.drop(db, person.slack_id, f"program_{role}", about, congratulations(program, by, role), now)
    told = "" if person.can_be_told else " They left mentoring and hear nothing from me: please tell them."
    return f"{who} is named.{told}"


def removed(db: orm.Session, program: Program, by: Person, slack_id: str, role: str, now: datetime) -> str:
    """Take a role back, unless nobody would lead any more."""
    leads = programs.leads_of(db, program.id, hold=True)
    if role == LEAD and [each.slack_id for each in leads] == [slack_id]:
        raise LastOfProgram
    if not programs.dismiss(db, program.id, slack_id, role):
        return "They have no such role any more. Nothing was changed."
    db.flush()
    leadership.note(db, by, f"{role}_removed", f"person:{slack_id}", now, program.id)
    person = people.known(db, slack_id)
    stopped = stop_all_of(db, person, by, now) if person else ""
    return f"{mention(slack_id)} has this role no more.{stopped}"


def listed(db: orm.Session, program: Program, told: str = "") -> Modal:
    """Show who leads, and who hears concerns."""
    leads, contacts = programs.leads_of(db, program.id), programs.contacts_of(db, program.id)
    blocks: list[Block] = [
        *([section(told)] if told else []),
        header(f"Who leads {program.name}"),
        *(entry(program, each, LEAD, is_last=len(leads) == 1) for each in leads[:SHOWN]),
        divider(),
        header("Whom concerns can be brought to"),
        *(entry(program, each, CONTACT) for each in contacts[:SHOWN]),
        *([] if contacts else [section("Nobody is named for this program: those named for everybody here hear them.")]),
        actions(
            button("Name somebody", "name_in_program", program.id, style="primary"),
            button("Back to the program", "open_program", program.id),
        ),
    ]
    return Modal("program_leads", "Who leads", blocks, about=str(program.id))


def entry(program: Program, person: Person, role: str, *, is_last: bool = False) -> Block:
    """Show one, with a way off the list."""
    about = SEPARATOR.join((str(program.id), role, person.slack_id))
    sure = confirm("Take off the list?", f"{ROLES[role]} of this program no more.", "Take off")
    says = f"Remove {person.name}"
    off = button("Remove", "dismiss_in_program", about, says=says, confirm=sure)
    return section(mention(person.slack_id), None if is_last else off)


def congratulations(program: Program, by: Person, role: str) -> Message:
    """Tell somebody what they were named for."""
    who, what = mention(by.slack_id), escape(program.name)
    if role == CONTACT:
        return message(
            f"{who} named you as somebody whom concerns about *{what}* can be brought to, in confidence. If one "
            "reaches you, you read it here, and nobody else does. If you'd rather not, tell whoever leads it."
        )
    return message(
        f"{who} asked you to lead *{what}*. You can plan it, review matches and name other leads. You see states, "
        "dates and counts, never anybody's notes or answers.",
        actions(button("Open the program", "open_program", program.id)),
    )
