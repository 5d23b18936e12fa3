"""Certificates: a lead sends everybody who met somebody in a program a few plain lines, which they can pass on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
from bot.desk import Desk
from bot.mentoring.programs import Program, ProgramIsElsewhere, Step
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import letters, outcomes_of_programs
from bot.store.database import Database
from bot.store.outcomes_of_programs import Did
from handlers.certificate import KIND, about, certificate
from handlers.programs.finding import theirs
from handlers.programs.page import look, page

NOBODY = "Nobody has met in this program yet, so there is nobody to send one to."


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("send_certificates")(send)


def send(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Write to everybody who met somebody, once, however often this is pressed."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, action.get("value"), Act.CLOSE_PROGRAM, hold=True)
        if program.step not in {Step.CLOSE, Step.ARCHIVE}:
            raise ProgramIsElsewhere
        met = outcomes_of_programs.took_part(db, program.id)
        new = sum(written(db, program, each, now) for each in met)
        if new:
            leadership.note(db, by, "certificates_sent", f"program:{program.id}", now, program.id)
        said = told(new, letters.unsaid(db, KIND, about(program))) if met else NOBODY
        modal = page(look(db, program, now), said)
    turn_to(modal)


def written(db: orm.Session, program: Program, did: Did, now: datetime) -> bool:
    """Drop one certificate, to somebody who still takes part."""
    if not did.person.has_joined:
        return False
    return letterbox.drop(db, did.person.slack_id, KIND, about(program), certificate(program, did, now), now)


def told(new: int, waiting: int) -> str:
    """Say to how many people one goes now, or how many of those before are on their way still."""
    if new:
        return f"{people(new)} will get theirs, in their own hours."
    if waiting:
        return f"Nobody new has met since. {people(waiting)} of before will get theirs, in their own hours."
    return "Everybody who met somebody here and is still in mentoring has theirs already."


def people(number: int) -> str:
    """Count people."""
    return "1 person" if number == 1 else f"{number} people"
