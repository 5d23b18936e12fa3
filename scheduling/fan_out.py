"""Fan-out: bring announcements to their readers a batch at a time, and tell whoever wrote one how far it is.

A batch is one transaction, and remembers up to whom it came; what a crash cuts off is begun again, and the letters'
keys see to it that nobody gets two.
"""

import logging
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot import announcing, leadership, letterbox
from bot.blocks import Message, actions, button, context, escape, mention, message
from bot.mentoring.occasions import Class
from bot.mentoring.roles import Act
from bot.store import announcements, letters, people, programs, retirements, under_way
from bot.store.announcements import CHANNEL, OPEN, PROGRESS, Announcement, Counts, State
from bot.store.database import Database
from bot.store.tables.letters import letters as rows

log = logging.getLogger(__name__)

UNPOSTED = "announcement_unposted"
OWN_HOURS = " People get it in their own working hours."
TOLD_EVERY = timedelta(minutes=1)


def spread(database: Database, now: datetime) -> int:
    """Bring on every announcement whose time has come; return how many there are."""
    with database.survey() as db:
        due = under_way.due(db, now, announcing.OUT_OF_DATE)
    for workspace, number in due:
        while _next(database, workspace, number, now):
            pass
        _tell(database, workspace, number, now)
    return len(due)


def _next(database: Database, workspace: str, number: int, now: datetime) -> bool:
    """Write one batch of one announcement; tell whether there is more to write."""
    with database.begin(workspace) as db:
        written = announcements.held(db, number)
        if written is None or written.state not in announcements.TOLD_OF:
            return False
        if written.state in OPEN and (why := why_not(db, written)):
            let_go(db, written, why, now)
            return False
        return written.state in OPEN and not announcing.carry(db, written, now)


def why_not(db: orm.Session, written: Announcement) -> str:
    """Say why it may not be said any more: its author has left or leads no more, or its program is over."""
    author, program = people.known(db, written.by), programs.one(db, written.program_id) if written.program_id else None
    if program and program.is_over:
        return "the program is over"
    may = author is not None and leadership.may(db, author, Act.ANNOUNCE, written.program_id)
    return "" if may else "they don't lead here any more"


def let_go(db: orm.Session, written: Announcement, why: str, now: datetime) -> None:
    """Say no more of it, and tell those who lead that it wasn't said."""
    announcements.move(db, written.id, State.CANCELLED)
    announcements.stop(db, written.id)
    words = message(
        f"\u201c{escape(written.title)}\u201d, which {mention(written.by)} meant to announce, is stopped: "
        f"{why}. `/mentor announce` begins a new one.",
        context("You get this because you lead mentoring here."),
    )
    for lead in leadership.leads_of(db, written.program_id):
        letterbox.drop(db, lead.slack_id, UNPOSTED, f"{written.id}:stopped", words, now, class_=Class.LEAD)


def _tell(database: Database, workspace: str, number: int, now: datetime) -> None:
    """Tell how far it is once all its letters are written; counting them after each batch would take longer."""
    with database.begin(workspace) as db:
        written = announcements.held(db, number)
        if written is not None and written.state is State.CANCELLED:
            announcements.stop(db, number)  # what was under way then may have come back to be said later
            if not announcements.counts(db, number).all:
                return
        if written is not None and written.state is not State.DONE:
            tell(db, written, now, is_written=written.state not in OPEN)


def tell(db: orm.Session, written: Announcement, now: datetime, *, is_written: bool) -> None:
    """Tell whoever wrote it how far it is: in one message, which changes once a minute at most."""
    counts = announcements.counts(db, written.id)
    if is_written and counts.failed + counts.late and written.audience == CHANNEL:
        for channel, trouble in announcements.failures(db, written.id):
            words = announcing.unposted(written, channel, trouble)
            letterbox.drop(db, written.by, UNPOSTED, f"{written.id}:{channel}", words, now, class_=Class.LEAD)
    if is_written and not counts.pending and announcements.move(db, written.id, State.DONE, way=""):
        log.info("announcement %s is done", written.id)
    if written.audience == CHANNEL and len(written.channels) == 1:
        return
    words = progress(written, counts, is_held=announcing.is_held(db))
    letterbox.drop(db, written.by, PROGRESS, str(written.id), words, now, class_=Class.LEAD)
    letter = letters.by_key(db, f"{PROGRESS}:{written.id}:{written.by}")
    if letter and letter.was_said and (not counts.pending or _may_tell(db, letter.id, now)):
        retirements.retire(db, letter, words, now)
        if written.state is State.CANCELLED and not counts.pending:
            under_way.end_is_told(db, written.id, now)


def _may_tell(db: orm.Session, letter: int, now: datetime) -> bool:
    last = db.scalar(sa.select(sa.func.max(rows.c.written_at)).where(rows.c.edits == letter))
    return last is None or now - last >= TOLD_EVERY


def progress(written: Announcement, counts: Counts, *, is_held: bool = False) -> Message:
    """Say how far it is, and whether a lead holds it back."""
    is_through = "is through" if counts.late else "has reached everybody it could"
    waits = "is held back until `/mentor hold` lets it go" if is_held else "is on its way"
    head = is_through if counts.all and not counts.pending else waits
    head = "is stopped" if written.state is State.CANCELLED else head
    numbers = announcing.in_numbers(written, counts, is_held=is_held)
    return message(
        f"Your announcement \u201c{escape(written.title)}\u201d {head}: {numbers}.",
        *([actions(button("See or stop it", "open_announced"))] if counts.pending else []),
        context(f"You get this because you announced it.{'' if written.audience == CHANNEL else OWN_HOURS}"),
    )
