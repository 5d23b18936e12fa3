"""Making matches: in a process of its own, so that everybody else goes on being answered."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import choosing, leadership, letterbox, matchmaking
from bot.blocks import Message, Modal, actions, button, escape, message
from bot.cohorts import matches
from bot.desk import Desk
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo, TurnTo, Visit
from bot.store import program_numbers, programs
from bot.store.database import Database
from handlers.matches.listed import Where, page
from handlers.programs.finding import theirs

GIVEN_UP_AFTER = timedelta(minutes=15)
"""Matching that began so long ago ended with its process, and may begin anew."""


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_matches", "matches_before", "matches_after")(show)
    desk.action("match_now")(match)


def show(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show the matches there are."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.MATCH)
        modal = page(db, program, Where.of(action.get("value")), now)
    turn_to(modal)


def match(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Match everybody who takes part, and say so once it is done; a second click waits for the first one's."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, action.get("value"), Act.MATCH, hold=True)
        begins = begin(db, program, now)
        if begins:
            choosing.end(db, program, now)
            program.stop_choosing(now)
        modal = page(db, program, Where(program.id), now)
    turn_to(modal)
    if not begins:
        return
    made = False
    try:
        matchmaking.match_program(database, by, program, now)
        made = True
    finally:
        modal = finish(database, by, program.id, now, made=made)
    with suppress(SlackSaidNo, SlackIsBusy, SlackIsSilent):  # the window may be closed by now; the letter says it, too
        turn_to(modal)


def begin(db: orm.Session, program: Program, now: datetime) -> bool:
    """Note that matching is under way; tell whether it wasn't before.

    With nobody to match it never is, and the page says how to let people in.
    """
    if not program.may_match or program.launching:
        raise ProgramIsElsewhere
    if program.matching_since and now - program.matching_since < GIVEN_UP_AFTER:
        return False
    numbers = program_numbers.of(db, program, now)
    begins = bool(numbers.mentees and numbers.mentors)
    program.matching_since = now if begins else None
    return begins


def finish(database: Database, by: Person, program_id: int, now: datetime, *, made: bool) -> Modal:
    """Note that it is over, and write to whoever asked for it."""
    with database.begin(by.workspace) as db:
        program = programs.one(db, program_id, hold=True)
        if program is None:  # a program is never deleted while its workspace is here
            raise ProgramIsElsewhere
        program.matching_since = None
        if made:
            leadership.note(db, by, "matched", f"program:{program.id}", now, program.id)
            about = f"program{program.id}:{now:%Y%m%d%H%M%S}"
            words = ready(db, program, now)
            letterbox.drop(db, by.slack_id, "matches_ready", about, words, now, class_=Class.LEAD)
        return page(db, program, Where(program.id), now)


def ready(db: orm.Session, program: Program, now: datetime) -> Message:
    """Say what came out, and where to look."""
    db.flush()
    numbers = program_numbers.of(db, program, now)
    kept = f", {numbers.approved} approved as you keep them together" if numbers.approved else ""
    found = f"{matches(numbers.proposed)} to review{kept}, and {numbers.unmatched} without one."
    told = f"*{escape(program.name)}*: {found}"
    review = actions(button("Review", "program_matches", program.id, says="Review the matches"))
    return message(f"{told} Nobody is told before you launch.", review)
