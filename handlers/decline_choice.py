"""Decline choice: a mentor who was named to mentees before a match says whom it would not suit; nobody learns it."""

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
    option,
    section,
)
from bot.blocks import (
    choices as several,
)
from bot.desk import Desk
from bot.mentoring.callings import told_apart
from bot.mentoring.choices import Choice, NothingToChoose
from bot.mentoring.programs import Program
from bot.slack import Open, Visit
from bot.store import choices
from bot.store.database import Database
from handlers import enrol, join

OFFERED_AT_MOST = 100
"""So many options Slack takes."""
WANTS_SHOWN = 2
EVERYBODY_SUITS = (
    "Kept: everybody suits you. If one of them is your match, you hear once it is launched, and even then a no is fine."
)
TOO_LATE = "Matches are made by now, so nothing was changed. If yours doesn't suit, you are free to say no to it."


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("choice_declining")(ask)
    desk.view("choice_declining")(save)


def ask(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Show to whom they were named."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        program, named = theirs(db, actor, action.get("value"))
        modal = form(program, named) if program.takes_wishes else notice("Thank you", TOO_LATE)
    open_modal(modal)


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str) -> None:
    """Keep with whom it wouldn't suit; matching keeps those apart in this program."""
    declined = Answers(view).choices("declined")
    with database.begin(workspace) as db:
        program, named = theirs(db, actor, view.get("private_metadata"))
        if not program.takes_wishes:
            ack(response_action="update", view=notice("Thank you", TOO_LATE).payload)
            return
        for each in named[:OFFERED_AT_MOST]:
            each.declined = str(each.mentee_id) in declined
        told = kept(named)
    ack(response_action="update", view=notice("Thank you", told, final=True).payload)


def theirs(db: orm.Session, actor: str, about: object) -> tuple[Program, Sequence[Choice]]:
    """Return to whom somebody was named; what isn't theirs looks like what isn't there."""
    program = enrol.meant(db, about)
    named = choices.of_mentor(db, program.id, join.known(db, actor))
    if not named:
        raise NothingToChoose
    return program, named


def kept(named: Sequence[Choice]) -> str:
    """Say what was kept."""
    declined = [mention(each.mentee.slack_id) for each in named if each.declined]
    if not declined:
        return EVERYBODY_SUITS
    return f"Kept: you aren't matched with {listed(declined)} in this program. Nobody learns of it."


def form(program: Program, named: Sequence[Choice]) -> Modal:
    """Show them, and ask who doesn't suit."""
    offered = named[:OFFERED_AT_MOST]
    called = told_apart(each.mentee for each in offered)
    options = [option(called[each.mentee.slack_id], each.mentee_id, wanting(each)) for each in offered]
    chosen = [each.mentee_id for each in named if each.declined]
    blocks: list[Block] = [
        section(f"In *{escape(program.name)}* these mentees can choose you, among others. Who doesn't suit?"),
        field_of("declined", "It wouldn't suit with", several("multi_static_select", options, chosen), optional=True),
        context("Nobody learns what you answer. Empty means that everybody suits you."),
    ]
    return Modal("choice_declining", "Who doesn't suit", blocks, submit="Keep", close="Cancel", about=str(program.id))


def wanting(each: Choice) -> str:
    """Say what a mentee wants to learn."""
    return listed(each.mentee.wants[:WANTS_SHOWN])
