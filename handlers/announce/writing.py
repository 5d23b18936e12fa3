"""Who may write which announcement, and what a preview of it says beside the words."""

from sqlalchemy import orm

from bot import leadership
from bot.blocks import Answers, View, number
from bot.mentoring.people import HasNotJoined
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, NotALead, can
from bot.store import announcements, people, programs
from bot.store.announcements import CHANNEL, Announcement
from handlers.announce.form import Around, Writer, whom


class NotTheirAnnouncement(Refusal):
    """I can't find that announcement among yours, so nothing was posted. `/mentor announce` begins a new one."""


def writer(db: orm.Session, actor: str) -> Writer:
    """Return who announces, with what they may announce; refuse whoever leads nothing."""
    person = people.known(db, actor)
    if person is None:
        raise HasNotJoined
    is_general, led = leadership.may(db, person, Act.ANNOUNCE), leadership.seen_by(db, person)
    if not is_general and not led:
        raise NotALead
    return Writer(
        person, [program for program in led if can(leadership.acting(db, person), Act.ANNOUNCE, program.id)], is_general
    )


def program_in(given: Answers, by: Writer) -> int | None:
    """Read which program it is about; one that isn't theirs to announce is none, and refused if they need one."""
    wanted = number(given.choice("program"))
    if wanted in {program.id for program in by.programs}:
        return wanted
    if not by.is_general:
        raise NotALead
    return None


def theirs(db: orm.Session, actor: str, view: View) -> Announcement:
    """Return the announcement a window is about; somebody else's is nobody's."""
    return one(db, actor, view.get("private_metadata"))


def one(db: orm.Session, actor: str, about: object) -> Announcement:
    """Return an announcement of theirs that they may still send."""
    written = announcements.one(db, number(str(about).partition(":")[0]) or 0, actor)
    if written is None:
        raise NotTheirAnnouncement
    leadership.must(db, actor, Act.ANNOUNCE, written.program_id)
    return written


def program_of(db: orm.Session, written: Announcement) -> Program | None:
    """Return the program an announcement is about."""
    return programs.one(db, written.program_id) if written.program_id else None


def around(db: orm.Session, written: Announcement, stopped: str = "") -> Around:
    """Read what a preview says beside the words."""
    reach = 0 if written.audience == CHANNEL else announcements.reach(db, written.audience, written.program_id)
    before = announcements.number_about(db, written.program_id) if written.program_id else 0
    waits = announcements.held(db, written.replaces) if written.replaces and not written.ping else None
    return Around(reach, program_of(db, written), before, whom(waits) if waits and waits.ping else "", stopped)
