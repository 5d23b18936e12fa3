"""The matches as a table: a line for each with the points of its parts and its reasons, and one for whoever has none.

Whom a mentee wished for stays between them and matching: neither the points of wishes nor a sum they stand in is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox
from bot.blocks import Message, actions, button, context, message
from bot.desk import Desk
from bot.mentoring import sheets
from bot.mentoring.cohort.telling import WISHED
from bot.mentoring.occasions import Class
from bot.mentoring.pairscore import Parts
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import Reply, Upload, Visit
from bot.store import people, reviews, unmatched
from bot.store.database import Database
from bot.store.matches import Run
from handlers import calendar_file
from handlers.export import are_sent, as_text
from handlers.matches.listed import STANDS
from handlers.matches.unmatched import step, why
from handlers.programs.finding import theirs

PARTS = tuple(part for part in Parts._fields if part != "wish")
HEADINGS = (
    *("mentee_id", "mentee", "mentor_id", "mentor", "stands", "kept_together"),
    *(f"{part}_points" for part in PARTS),
    *("reasons", "not_taught", "next_step"),
)
HALF = (
    "That's as much as a message holds; the rest stands under Matches. "
    "A workspace admin can allow me `files:write`: then you get all of it as a file."
)
SENT = message(
    "The matches are in our conversation, as a table. It holds names, so keep it where only leads can see it."
)


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("matches_table")(send)


def send(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    upload: Upload,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Put the table into the lead's conversation with the bot."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, action.get("value"), Act.MATCH)
        run, room = reviews.last_run(db, program.id), calendar_file.room_of(db, body, actor)
        if run is None:
            raise ProgramIsElsewhere
        if room:
            leadership.note(db, by, "matches_exported", f"program:{program.id}", now, program.id)
        files = {f"matches-{now:%Y-%m-%d}.csv": table(db, program, run, now).encode()} if room else {}
        if room is None:
            about = f"program{program.id}:{now:%Y%m%d}"
            letterbox.drop(db, actor, "table_ready", about, ready(program.id), now, class_=Class.LEAD)
    if room is None:
        reply(message("I haven't written to you before, so I open our conversation first: the table is there."))
        return
    reply(SENT if are_sent(upload, room, files) else as_text(files, HALF))


def table(db: orm.Session, program: Program, run: Run, now: datetime) -> str:
    """Write the table."""
    return sheets.write(HEADINGS, [*matched(db, program.id), *left_over(db, program, run, now)])


def matched(db: orm.Session, program_id: int) -> Iterator[Sequence[object]]:
    """Write a line for each match, the weakest first as in the window."""
    several, _ = reviews.page(db, program_id, most=None)
    points = reviews.parts_of(db, program_id)
    for each in several:
        both = (each.mentee.slack_id, each.mentee.name, each.mentor.slack_id, each.mentor.name)
        stands = (STANDS[each.review], "yes" if each.locked else "")
        reasons = "; ".join(reason for reason in each.reasons if reason not in WISHED)
        yield (*both, *stands, *(points[each.id].get(part, 0) for part in PARTS), reasons, "; ".join(each.missing), "")


def left_over(db: orm.Session, program: Program, run: Run, now: datetime) -> Iterator[Sequence[object]]:
    """Write a line for everybody who has none, with why and with what could be done."""
    left = unmatched.with_locks(db, program.id, run, unmatched.of(db, program, run))
    back = unmatched.given_back(db, program, run, now)
    mentors = {mentor for each in left for mentor in (*each.kept_with, *(mentor for mentor, _ in each.fell))}
    known = people.these(db, mentors | {each.id for each in left})
    for each in left:
        told, next_step = why(each, lambda who: known[who].name), step(each, back, lambda who: known[who].name)
        yield (each.id, known[each.id].name, *[""] * (len(HEADINGS) - 5), told, "", next_step)


def ready(program_id: int) -> Message:
    """Offer the table where it can be put."""
    return message(
        "You asked for the matches as a table.",
        actions(button("Get the table", "matches_table", program_id, says="Get the matches as a table")),
        context("You get this because you lead the program."),
    )
