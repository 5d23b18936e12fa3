"""Whom a match found nobody for: why, in numbers, and what could be done next."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

from bot.blocks import Block, Modal, actions, button, context, counted, mention, section
from bot.desk import Desk
from bot.mentoring.cohort.fit import Barrier
from bot.mentoring.cohort.telling import why_not
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import reviews
from bot.store.database import Database
from handlers.programs.finding import SEPARATOR, theirs
from handlers.programs.people import Place

AT_ONCE = 8


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("unmatched", "unmatched_before", "unmatched_after")(show)


def show(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show some of them."""
    ack()
    actor, place = visit(), Place.of(action.get("value"))
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.MATCH)
        run = reviews.last_run(db, program.id)
        left = reviews.unmatched(db, program.id, run) if run else ()
    if run is None:
        raise ProgramIsElsewhere
    shown = left[place.skip : place.skip + AT_ONCE]
    after, before = place.skip + AT_ONCE, place.skip - AT_ONCE
    turns = [
        *([button("Before", "unmatched_before", place.at(before))] if place.skip else []),
        *([button("After", "unmatched_after", place.at(after))] if len(left) > after else []),
        button("Back to the matches", "program_matches", program.id),
    ]
    blocks: list[Block] = [
        section(f"{counted(len(left), 'mentee')} without a match."),
        *(section(line(each), give(program, each)) for each in shown),
        actions(*turns),
        context("Change the rules, invite mentors, or match again; nobody here was told anything."),
    ]
    turn_to(Modal("unmatched", "Without a match", blocks, about=str(program.id)))


def line(left: Mapping[str, Any]) -> str:
    """Say why, and what could be done."""
    return f"{mention(str(left['id']))}\n{why_not(barriers_of(left), int(left['possible']))} {left['step']}"


def barriers_of(left: Mapping[str, Any]) -> Mapping[Barrier, int]:
    """Return what kept others away, and how many."""
    return {Barrier(name): count for name, count in left["barriers"].items()}


def give(program: Program, left: Mapping[str, Any]) -> Block | None:
    """Let a lead name a mentor, as long as it can be matched again."""
    about = f"{program.id}{SEPARATOR}{left['id']}"
    says = "Give this mentee a mentor"
    return button("Give a mentor", "lone_mentor", about, says=says) if program.may_match else None
