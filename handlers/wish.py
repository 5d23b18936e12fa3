"""Wish: a mentee names up to five mentors of a program, best first, before matches are made (practice F3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    context,
    escape,
    field_of,
    listed,
    mention,
    notice,
    people_input,
    section,
)
from bot.desk import Desk
from bot.mentoring.cohort.fit import skills
from bot.mentoring.enrolments import Enrolment
from bot.mentoring.people import Person
from bot.mentoring.programs import EnrolmentIsClosed, Program
from bot.slack import TurnTo, Visit
from bot.store import choices, enrolments, people
from bot.store.database import Database
from handlers import choose, enrol

SUGGESTED = 12
TOPICS_SHOWN = 4
NOT_A_MENTOR = "Not everybody here mentors in this program. Please pick mentors who do, such as those above."


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("wish_mentors")(ask)
    desk.view("wish_mentors")(save)


def ask(ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str) -> None:
    """Show who mentors there, those first who teach what is wanted, and ask for names."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        mine, program = theirs(db, actor, action.get("value"))
        named = choices.of_mentee(db, program.id, mine.person) if program.choosing_until else ()
        modal = choose.form(mine, program, named) if named else form(mine, program, possible(db, mine, program))
    turn_to(modal)


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str) -> None:
    """Keep the wishes; only the match reads them."""
    wished = Answers(view).people("mentors")
    with database.begin(workspace) as db:
        mine, program = theirs(db, actor, view.get("private_metadata"))
        known = enrolments.teaching(db, program.id, wished)
        if all_known := known.issuperset(wished):
            mine.rank(wished, program.rules)
        told = kept(mine)
    if not all_known:
        ack(response_action="errors", errors={"mentors": NOT_A_MENTOR})
        return
    ack(response_action="update", view=notice("Kept", told, final=True).payload)


def theirs(db: orm.Session, actor: str, about: object) -> tuple[Enrolment, Program]:
    """Return somebody's part as a mentee, as long as nobody was told of a match."""
    program = enrol.meant(db, about)
    mine = enrolments.one(db, program.id, actor)
    if mine is None or not mine.part.learns or not program.takes_wishes:
        raise EnrolmentIsClosed
    return mine, program


def possible(db: orm.Session, mine: Enrolment, program: Program) -> list[Person]:
    """List who mentors there and could be theirs: nobody in their line, and nobody kept from them, without a word."""
    me = mine.person.slack_id
    never = {me} | people.line_of(db, me) | people.blocked_with(db, me)
    everybody = enrolments.everybody(db, program.id)
    return [each.person for each in everybody if each.part.teaches and each.person.slack_id not in never]


def kept(mine: Enrolment) -> str:
    """Say what is kept, and who reads it."""
    if not mine.ranks:
        return "You wish for nobody in particular. You'll be matched by what you want to learn."
    named = listed(mention(each) for each in mine.ranks)
    return f"Kept, in this order: {named}. They aren't told. A wish counts for much, and can't always be met."


def form(mine: Enrolment, program: Program, mentors: Sequence[Person]) -> Modal:
    """Show some mentors, and ask for names in order."""
    wanted = set(skills(mine.person.wants))
    nearest = sorted(mentors, key=lambda person: (-len(wanted & set(skills(person.topics))), person.id))
    most = program.rules.ranked
    blocks: list[Block] = [
        section(f"Who mentors in *{escape(program.name)}*, those first who teach what you want:"),
        section("\n".join(line(person) for person in nearest[:SUGGESTED]) or "Nobody has said so yet."),
        field_of(
            "mentors",
            f"Whom do you wish for, best first? Up to {most}",
            people_input(mine.ranks) | {"max_selected_items": max(1, most)},
            optional=True,
        ),
        context("Only matching reads this: neither they nor anybody else learns whom you wished for."),
    ]
    return Modal("wish_mentors", "Wish for mentors", blocks, submit="Keep", close="Cancel", about=str(program.id))


def line(person: Person) -> str:
    """Show one mentor."""
    return f"• {mention(person.slack_id)}: {escape(listed(person.topics[:TOPICS_SHOWN]))}"
