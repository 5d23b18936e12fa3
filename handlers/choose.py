"""Choose: a mentee ranks the mentors they were named before a match, or says that none will do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import choosing
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    View,
    choice,
    context,
    escape,
    field_of,
    listed,
    mention,
    message,
    moment,
    notice,
    option,
    section,
)
from bot.desk import Desk
from bot.mentoring.callings import told_apart
from bot.mentoring.choices import Choice, NothingToChoose
from bot.mentoring.cohort.telling import in_a_row
from bot.mentoring.enrolments import Enrolment
from bot.mentoring.programs import Program
from bot.slack import Open, Replace, Visit
from bot.store import choices, enrolments
from bot.store.database import Database
from handlers import enrol

NOBODY = "nobody"
PLACES = ("First choice", "Second choice", "Third choice")
TOPICS_SHOWN = 4
TWICE = "You picked the same mentor twice. Please pick each once."
LATE = "Matches were being made by then, so it wasn't counted. It counts if they are made again before launch."
TOO_LATE = (
    "Thank you. Matches are made by now, so there is nothing left to choose, and nothing was changed. If yours doesn't "
    "suit, you are free to say no. `/mentor find` shows mentors at any time."
)


def register(desk: Desk) -> None:
    """Listen for both buttons and the form."""
    desk.action("choose_mentors")(ask)
    desk.action("choose_none")(none)
    desk.view("choose_mentors")(save)


def ask(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Show who was named, with reasons, and ask for an order."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        mine, program, named = theirs(db, actor, action.get("value"))
        modal = form(mine, program, named) if program.takes_wishes else notice("Thank you", TOO_LATE)
    open_modal(modal)


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep the order among their wishes."""
    given = Answers(view)
    picked = [each for name in PLACES if (each := given.choice(name)) and each != NOBODY]
    if len(set(picked)) < len(picked):
        ack(response_action="errors", errors={PLACES[len(picked) - 1]: TWICE})
        return
    with database.begin(workspace) as db:
        told = keep(db, *theirs(db, actor, view.get("private_metadata")), picked, now)
    ack(response_action="update", view=notice("Thank you", told, final=True).payload)


def none(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep that none of them will do."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        mine, program, named = theirs(db, actor, action.get("value"))
        words = answered(keep(db, mine, program, named, (), now), program)
    replace(words)


def theirs(db: orm.Session, actor: str, about: object) -> tuple[Enrolment, Program, Sequence[Choice]]:
    """Return somebody's part as a mentee, with whom they were named; what isn't theirs looks like what isn't there."""
    program = enrol.meant(db, about)
    mine = enrolments.one(db, program.id, actor)
    named = choices.of_mentee(db, program.id, mine.person) if mine and mine.part.learns else ()
    if mine is None or not named:
        raise NothingToChoose
    return mine, program, named


def keep(
    db: orm.Session,
    mine: Enrolment,
    program: Program,
    named: Sequence[Choice],
    picked: Sequence[str],
    now: datetime,
) -> str:
    """Keep an answer, and say what comes of it; after launch there is nothing left to choose."""
    if not program.takes_wishes:
        return TOO_LATE
    among = [each.mentor.slack_id for each in named]
    mine.choose([each for each in picked if each in among], among)
    for each in named:
        each.answered = True
    told = kept(mine, program, named)
    choosing.settle(db, program, named[0], answered(told, program), now)
    return told


def kept(mine: Enrolment, program: Program, named: Sequence[Choice]) -> str:
    """Say what was kept, who reads it, and whether it still counts."""
    order = choosing.in_their_order(named, mine.ranks)
    told = f"Thank you. Kept, in this order: {order}." if order else "Thank you. None of them, then: I look for others."
    if program.choosing_until is None:
        return f"{told} {LATE}"
    counts = " It counts for much and can't always be met." if order else ""
    return f"{told} They aren't told.{counts} You hear once matches are launched."


def answered(told: str, program: Program) -> Message:
    """Say in place of the question what was answered; as long as answers are waited for, it can be changed."""
    again = [choosing.answering(program)] if program.choosing_until else []
    return message(f"*{escape(program.name)}*: {told}", *again)


def form(mine: Enrolment, program: Program, named: Sequence[Choice]) -> Modal:
    """Show each mentor, and ask for an order among them."""
    until = f" until {moment(program.choosing_until)}" if program.choosing_until else ""
    order = [each for each in mine.ranks if each in {one.mentor.slack_id for one in named}]
    called = told_apart(each.mentor for each in named)
    options = [*(option(name, slack_id) for slack_id, name in called.items()), option("Nobody", NOBODY)]
    blocks: list[Block] = [
        section(f"Whom would you like in *{escape(program.name)}*? You can change it{until}."),
        *(section(shown(each, called[each.mentor.slack_id])) for each in named),
        *(
            field_of(
                name,
                name,
                choice("static_select", options, chosen=order[at] if at < len(order) else None),
                optional=True,
            )
            for at, name in enumerate(PLACES[: len(named)])
        ),
        context("Whoever you leave out isn't matched with you here. Neither they nor leads learn what you answer."),
    ]
    return Modal("choose_mentors", "Choose mentors", blocks, submit="Keep", close="Cancel", about=str(program.id))


def shown(each: Choice, called: str) -> str:
    """Show one mentor with everything that speaks for them, and what tells them from another of the same name."""
    taught = listed(each.mentor.topics[:TOPICS_SHOWN])
    offers = f"\nOffers {escape(taught)}" if taught else ""
    apart = "" if called == each.mentor.name else f" ({escape(called)})"
    return f"*{mention(each.mentor.slack_id)}*{apart}\n{escape(in_a_row(choosing.reasons(each)))}{offers}"
