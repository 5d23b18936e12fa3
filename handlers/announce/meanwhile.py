"""What became of an announcement meanwhile: stopped by another lead, on its way, or of somebody who leads no more."""

from datetime import datetime

from sqlalchemy import orm

from bot import leadership
from bot.blocks import counted, escape, listed
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, can
from bot.store import announcements, audits, people
from bot.store.announcements import CHANNEL, Announcement, State

NOBODY = "nobody got it"
STOPPED = "announcement_stopped"
"""How the ledger of what leads do calls it."""


class PostedAlready(Refusal):
    """This announcement is on its way already, and I don't post it twice. `/mentor announced` shows how far it is."""

    def __init__(self, reached: str = "") -> None:
        """Say whom it has reached, if that is known."""
        super().__init__()
        self._reached = reached

    @property
    def sentence(self) -> str:
        """Say so first, and then what always holds."""
        return f"{super().sentence} {self._reached}".strip()


def stop_all_of(db: orm.Session, person: Person, by: Person, now: datetime) -> str:
    """Stop what somebody announced who may not any more; say so, or nothing where there was none."""
    theirs = announcements.waiting_by(db, person.slack_id)
    actor = leadership.acting(db, person)
    stopped_now = [each for each in theirs if not can(actor, Act.ANNOUNCE, each.program_id)]
    for written in stopped_now:
        announcements.move(db, written.id, State.CANCELLED)
        announcements.stop(db, written.id)
        leadership.note(db, by, STOPPED, f"announcement:{written.id}", now, written.program_id)
    if not stopped_now:
        return ""
    titles = listed(f"“{escape(each.title)}”" for each in stopped_now)
    return f" What they meant to announce is stopped: {titles}. `/mentor announce` begins a new one."


def posted_already(db: orm.Session, written: Announcement) -> PostedAlready:
    """Say that it can't be changed any more, and whom it has reached."""
    told = reached(db, written)
    return PostedAlready(f"{told[0].upper()}{told[1:]} {'yet' if told == NOBODY else 'by now'}.")


def replaced(db: orm.Session, number: int | None, viewer: str) -> str:
    """Say who stopped the announcement that was about to be changed, and what can be done; nothing if nobody did."""
    told = stopped(db, number, viewer)
    return f"{told} Posted from here, this is a new one." if told else ""


def stopped(db: orm.Session, number: int | None, viewer: str) -> str:
    """Say who stopped an announcement, and whom it reached; nothing if nobody stopped it."""
    written = announcements.held(db, number) if number else None
    if written is None or written.state is not State.CANCELLED:
        return ""
    by = audits.last_by(db, STOPPED, f"announcement:{written.id}") or ""
    lead = people.known(db, by)
    who = "You" if by == viewer else escape(lead.name) if lead else "Another lead"
    return f"{who} stopped this announcement, and {reached(db, written)}."


def reached(db: orm.Session, written: Announcement) -> str:
    """Say whom an announcement has reached."""
    delivered = announcements.counts(db, written.id).delivered
    if not delivered:
        return NOBODY
    if written.audience == CHANNEL:
        return f"it is posted in {counted(delivered, 'channel')}"
    return f"{counted(delivered, 'person') if delivered == 1 else f'{delivered} people'} got it"
