"""Quarter: what a mentor's time came to in three months, for their own eyes; also as text to keep (practice C16)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Block, Message, actions, button, context, counted, day, escape, header, message, number, section
from bot.desk import Desk
from bot.mentoring.mentored import Mentored, Quarter
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.slack import Reply, Visit
from bot.store import mentored
from bot.store.database import Database
from handlers import join

HELP = "`/mentor quarter` — for mentors: your sessions, your time, and what was shared with you"
PAGE_MAX = 2500
"""Characters of a page of text, so that a block takes it."""
PAGES_MAX = 20


class NoMentorYet(Refusal):
    """You have mentored nobody yet, so there is nothing to sum up. `/mentor offer` lets others find you."""


class NothingThen(Refusal):
    """There is nothing noted for those three months any more. `/mentor quarter` shows what there is."""


def register(desk: Desk) -> None:
    """Listen for the command and the buttons."""
    desk.command("quarter", "summary")(show)
    desk.action("open_quarter")(show)
    desk.action("quarter_text")(as_text)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """Sum up the three months that are under way."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person, gave = theirs(db, actor)
    reply(summary(person, gave.quarter(gave.number_of(now))))


def as_text(
    ack: Ack, action: Mapping[str, Any], visit: Visit, reply: Reply, database: Database, workspace: str
) -> None:
    """Give three months as plain text that can be kept anywhere."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person, gave = theirs(db, actor)
    wanted = number(action.get("value"))
    moments = [*(each.at for each in gave.meetings), *(each.at for each in gave.wins)]
    if wanted is None or wanted not in map(gave.number_of, moments):
        raise NothingThen
    told = lines(person, gave.quarter(wanted))
    reply(message("Your three months as a mentor, to copy and keep:", *pages(told)))


def theirs(db: orm.Session, actor: str) -> tuple[Person, Mentored]:
    """Return who asks, and what they gave as a mentor."""
    person = join.known(db, actor)
    gave = mentored.of(db, [person.id]).get(person.id)
    if gave is None:
        raise NoMentorYet
    return person, gave


def summary(person: Person, quarter: Quarter) -> Message:
    """Say how often and how long they met, with how many, and what was shared."""
    until = day(person.hours.local(quarter.ends).date())
    met = (
        f"{counted(len(quarter.meetings), 'session')}, {quarter.time} in all" if quarter.meetings else "no session yet"
    )
    shared = [f"*{escape(win.name)}* on “{escape(win.about)}”: {escape(win.text)}" for win in quarter.wins]
    text = button("As text", "quarter_text", quarter.number, says="Show these three months as text")
    return message(
        header("You as a mentor"),
        f"In the three months that end on {until}: {met}.",
        *(section(each) for each in shared[-5:]),
        actions(
            *([text] if quarter.meetings or quarter.wins else []),
            button("Change capacity", "open_offer", says="Change how many people you mentor"),
        ),
        context("Only you see this. Leads see states, dates and counts."),
    )


def lines(person: Person, quarter: Quarter) -> Iterator[str]:
    """Write three months down, a line for each session and each thing that was shared."""
    local = person.hours.local
    yield f"Three months as a mentor, up to {local(quarter.ends):%Y-%m-%d}"
    yield f"{counted(len(quarter.meetings), 'session')}, {quarter.time}, {counted(quarter.mentees, 'mentee')}"
    for each in quarter.meetings:
        yield f"{local(each.at):%Y-%m-%d}  {each.name}, {each.minutes} minutes"
    for win in quarter.wins:
        yield f"{local(win.at):%Y-%m-%d}  {win.name} shared, on {win.about}: {' '.join(win.text.split())}"


def pages(told: Iterator[str]) -> list[Block]:
    """Set text in blocks that can be copied; what somebody typed can't end one."""
    found = [""]
    for line in told:
        safe = escape(line.replace("`", "'"))[:PAGE_MAX]
        if len(found[-1]) + len(safe) > PAGE_MAX:
            found.append("")
        found[-1] += f"{safe}\n"
    return [section(f"```\n{page}```") for page in found[:PAGES_MAX]]
