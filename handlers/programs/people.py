"""The people of a program: who takes part and as what, a page at a time, with a search and a way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, withdrawals
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    context,
    counted,
    field_of,
    mention,
    number,
    overflow,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.enrolments import Enrolment, Part
from bot.mentoring.people import Person, Standing
from bot.mentoring.programs import Program
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import enrolments, people, program_numbers
from bot.store.database import Database
from handlers.programs.finding import SEPARATOR, theirs

AT_ONCE = 15
SEARCH_MAX = 60
PARTS = {Part.MENTEE: "Mentee", Part.MENTOR: "Mentor", Part.BOTH: "Mentee and mentor"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list somebody is: which program, how far down, and what they searched for."""

    program_id: int
    skip: int = 0
    search: str = ""

    @classmethod
    def of(cls, about: object) -> "Place":
        """Read it from a button."""
        first, second, *rest = [*str(about).split(SEPARATOR, 2), "", ""]
        return cls(number(first) or 0, number(second) or 0, rest[0][:SEARCH_MAX])

    def at(self, skip: int) -> str:
        """Write another place in the same list."""
        return SEPARATOR.join((str(self.program_id), str(max(0, skip)), self.search))


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_people", "people_before", "people_after")(show)
    desk.action("program_person")(take_off)
    desk.view("program_people")(find)


def show(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show a page of the list."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.SEE_PROGRAM)
        modal = listed(db, program, Place.of(action.get("value")), now)
    turn_to(modal)


def find(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Search by name."""
    with database.look(workspace) as db:
        _, program = theirs(db, actor, view.get("private_metadata"), Act.SEE_PROGRAM)
        modal = listed(db, program, Place(program.id, 0, Answers(view).text("search")[:SEARCH_MAX]), now)
    ack(response_action="update", view=modal.payload)


def take_off(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take somebody off the list; their pairs and whatever is theirs stay."""
    ack()
    actor, chosen = visit(), str((action.get("selected_option") or {}).get("value"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, chosen, Act.ENROL, hold=True)
        person = people.known(db, chosen.partition(SEPARATOR)[2])
        told = "They aren't on this list."
        if person and enrolments.leave(db, program.id, person):
            leadership.note(db, by, "person_taken_off", f"person:{person.slack_id}", now, program.id)
            withdrawals.of_a_program(db, program.id, person, now, they_know=False)
            told = f"{mention(person.slack_id)} isn't on the list any more. Their pairs and notes stay theirs."
        modal = listed(db, program, Place(program.id), now, told)
    turn_to(modal)


def listed(db: orm.Session, program: Program, place: Place, now: datetime, told: str = "") -> Modal:
    """Show a page of who takes part."""
    shown, many = enrolments.page(db, program.id, search=place.search, skip=place.skip, most=AT_ONCE)
    after, before = place.skip + AT_ONCE, place.skip - AT_ONCE
    turns = [
        button("Back to the program", "open_program", program.id),
        *([button("Before", "people_before", place.at(before))] if place.skip else []),
        *([button("After", "people_after", place.at(after))] if many > after else []),
    ]
    looked = f" with “{place.search}” in their name" if place.search else ""
    hint = "Leave it empty to see everybody. Search looks into names."
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section(
            f"{counted(many, 'person') if many == 1 else f'{many} people'}{looked}{taking_part(db, program, place)}"
        ),
        *(entry(each, program, now) for each in shown),
        field_of("search", "Search", text_input(initial=place.search, most=SEARCH_MAX), hint=hint, optional=True),
        actions(*turns),
        context("People take part by themselves. Whoever stands on an imported list joins by their own tap."),
    ]
    return Modal("program_people", "People", blocks, submit="Search", close="Close", about=str(program.id))


def taking_part(db: orm.Session, program: Program, place: Place) -> str:
    """Say how many of the whole list take part, where some don't."""
    absent = program_numbers.absent(db, program.id)
    if place.search or not any(absent):
        return ""
    have = "hasn't" if absent.not_yet == 1 else "haven't"
    yet = f"{absent.not_yet} {have} joined mentoring yet" if absent.not_yet else ""
    gone = f"{absent.gone} {'takes' if absent.gone == 1 else 'take'} part no more" if absent.gone else ""
    return f": {' and '.join(each for each in (yet, gone) if each)}"


def whereabouts(person: Person) -> list[str]:
    """Say why somebody on the list takes no part."""
    if person.standing is Standing.GONE:
        return ["their account is closed"]
    if person.standing is not Standing.MEMBER:
        return ["no member of the workspace"]
    if person.has_left:
        return ["left mentoring"]
    return [] if person.has_joined else ["hasn't joined mentoring yet"]


def entry(enrolment: Enrolment, program: Program, now: datetime) -> Block:
    """Show one person, with what can be counted about them."""
    person = enrolment.person
    facts = [PARTS[enrolment.part]]
    facts += [f"room for {counted(person.capacity, 'mentee')}"] if enrolment.part.teaches else []
    facts += ["takes nobody new now"] if enrolment.part.teaches and person.rests_at(now) else []
    facts += [f"wishes for {counted(len(enrolment.ranks), 'mentor')}"] if enrolment.ranks else []
    facts += whereabouts(person)
    menu = overflow("program_person", [("Take off the list", f"{program.id}{SEPARATOR}{person.slack_id}")])
    return section(f"{mention(person.slack_id)} · {' · '.join(facts)}", menu)
