"""To come: what the bot means to send somebody in the coming weeks, when, and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_bolt import Ack

from bot.blocks import Block, Modal, actions, button, context, mention, moment, section
from bot.desk import Desk
from bot.mentoring.outlooks import AHEAD, Foreseen
from bot.mentoring.people import Person
from bot.slack import Foresee, Open, Visit
from bot.store.database import Database
from handlers import join

OPEN = "open_to_come"
MOST = 20
"""More than that nobody reads; it leaves room in a view for two lines each."""
UNLESS = (
    "That is so if nobody does anything before: a date you set or an answer you give changes it. "
    "What somebody else starts, such as a request to you, can't be foreseen."
)


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action(OPEN)(show)


def show(
    ack: Ack, visit: Visit, open_modal: Open, foresee: Foresee, database: Database, workspace: str, now: datetime
) -> None:
    """Show what will come to whoever asks."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        coming = foresee(db, person)
    open_modal(Modal("to_come", "What will come", list(page(person, coming, now))))


def offer() -> Block:
    """Offer to look ahead."""
    return actions(button("What will you send me, and why?", OPEN))


def page(person: Person, coming: Sequence[Foreseen], now: datetime) -> Iterator[Block]:
    """Lay out what will come, each with its reason."""
    weeks = AHEAD.days // 7
    if person.is_paused(now):
        yield section("You asked me to be silent, so until then only what somebody waits for comes.")
    if not coming:
        yield section(f"Nothing planned for you in the next {weeks} weeks.")
    else:
        yield section(f"What I plan to tell you in the next {weeks} weeks:")
    for each in coming[:MOST]:
        yield section(f"{when(each)}{about(each)}.")
        yield context(each.why)
    if len(coming) > MOST:
        yield section("And more after that; look again nearer the time.")
    yield context(UNLESS)


def when(foreseen: Foreseen) -> str:
    """Say when it comes, or that it comes with what is above it."""
    return "In the same message: " if foreseen.comes_along else f"{moment(foreseen.at)}: "


def about(foreseen: Foreseen) -> str:
    """Say what it is about, and with whom."""
    return f"{foreseen.about}, with {mention(foreseen.partner)}" if foreseen.partner else foreseen.about
