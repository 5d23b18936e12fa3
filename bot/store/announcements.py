"""Announcements: what leads write to a channel or to people, kept from the first preview on, and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Part
from bot.mentoring.letters import WAITING, Letter, LetterState
from bot.mentoring.people import Standing
from bot.store.copies import Crowd
from bot.store.database import workspace_of
from bot.store.tables.letters import announcements, letters
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments

KIND: Final = "announcement"
PROGRESS: Final = "announcement_progress"
CHANNEL: Final = "channel"
"""The audience that is one channel; the others are roles."""
LATE: Final = "late"
"""Beside Slack's words for why something isn't in a channel: it waited until it wasn't true any more."""


class State(StrEnum):
    """Where an announcement is on its way."""

    DRAFT = "draft"
    WAITING = "waiting"
    GOING = "going"
    SENT = "sent"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN: Final = (State.WAITING, State.GOING)
UNSAID: Final = (State.DRAFT, State.CANCELLED)
TOLD_OF: Final = (State.WAITING, State.GOING, State.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What one lead wants to tell one channel, or everybody of a role."""

    by: str
    channel: str
    title: str
    body: str
    audience: str = CHANNEL
    send_at: datetime | None = None
    state: State = State.DRAFT
    upto: int = 0
    """The number of the last person to whom a letter was written."""
    way: str = ""
    """Where Slack lets the bot post for half an hour, although it is no member of the channel."""
    also: tuple[str, ...] = ()
    """The other channels it goes to."""
    ping: str = ""
    """Whom of a channel it pings, once a lead has confirmed that: `channel`, `here`, or nobody."""
    pinged: int = 0
    """So many people the lead was told it pings."""
    program_id: int | None = None
    """The program it is about, if it is about one."""
    replaces: int | None = None
    """The announcement that waits and is changed by this draft, once that is scheduled."""
    id: int = 0

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel it goes to, each once."""
        return tuple(dict.fromkeys((self.channel, *self.also))) if self.audience == CHANNEL else ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of an announcement's letters."""

    delivered: int = 0
    pending: int = 0
    failed: int = 0
    late: int = 0
    """Not said within the time in which it was true: it was held back, or its reader was away."""
    dropped: int = 0
    """Not said on purpose: who left meanwhile, or what was stopped."""

    @property
    def all(self) -> int:
        """How many letters there are."""
        return self.delivered + self.pending + self.failed + self.late + self.dropped


FIELDS = (
    *("by", "channel", "title", "body", "audience", "send_at", "way"),
    *("also", "ping", "pinged", "program_id", "replaces"),
)
COLUMNS = [announcements.c[name] for name in Announcement.__dataclass_fields__]


def keep(db: orm.Session, words: Announcement, now: datetime) -> int:
    """Keep an announcement; return its number."""
    insert = sa.insert(announcements).values(workspace=workspace_of(db), written_at=now, **_row(words))
    return db.scalars(insert.returning(announcements.c.id)).one()


def change(db: orm.Session, number: int, words: Announcement, now: datetime) -> None:
    """Change an announcement of which nothing was written to anybody yet."""
    mine = sa.and_(_here(db), announcements.c.id == number, announcements.c.by == words.by)
    untold = announcements.c.state.in_([State.DRAFT, State.WAITING])
    db.execute(sa.update(announcements).where(mine, untold).values(_row(words) | {"written_at": now}))


def discard(db: orm.Session, number: int) -> None:
    """Drop a draft that has served."""
    draft = (announcements.c.id == number, announcements.c.state == State.DRAFT)
    db.execute(sa.delete(announcements).where(_here(db), *draft))


def ping(db: orm.Session, number: int, whom: str, pinged: int) -> None:
    """Let a draft ping the people of its channels, or nobody."""
    draft = (announcements.c.id == number, announcements.c.state == State.DRAFT)
    db.execute(sa.update(announcements).where(_here(db), *draft).values(ping=whom, pinged=pinged))


def number_about(db: orm.Session, program_id: int) -> int:
    """Count how often a program was announced, or will be."""
    mine = (_here(db), announcements.c.program_id == program_id, announcements.c.state.not_in(UNSAID))
    return db.scalar(sa.select(sa.func.count()).where(*mine)) or 0


def move(db: orm.Session, number: int, state: State, **more: Any) -> bool:  # noqa: ANN401 - columns of the row
    """Bring an announcement to its next state, unless it was stopped meanwhile; tell whether it was."""
    changed = {"state": state} | {name: value for name, value in more.items() if value is not None}
    alive = announcements.c.state.not_in([State.CANCELLED, State.DONE])
    update = sa.update(announcements).where(_here(db), announcements.c.id == number, alive).values(changed)
    return db.scalar(update.returning(announcements.c.id)) is not None


def one(db: orm.Session, number: int, by: str) -> Announcement | None:
    """Return what this lead wrote under this number."""
    return _first(db, announcements.c.id == number, announcements.c.by == by)


def held(db: orm.Session, number: int) -> Announcement | None:
    """Return an announcement of anybody's, and keep others from changing it meanwhile."""
    row = db.execute(sa.select(*COLUMNS).where(_here(db), announcements.c.id == number).with_for_update()).first()
    return _read(row) if row else None


def last_of(db: orm.Session, by: str) -> Announcement | None:
    """Return what this lead wrote last, posted or not."""
    return _first(db, announcements.c.by == by)


def latest(db: orm.Session, most: int, *, by: str = "", programs: Collection[int] | None = None) -> list[Announcement]:
    """Return what leads here announced last, newest first: all of it, or what is theirs or about these programs.

    Drafts are their author's.
    """
    query = sa.select(*COLUMNS).where(_here(db), announcements.c.state != State.DRAFT)
    if programs is not None:
        query = query.where(sa.or_(announcements.c.by == by, announcements.c.program_id.in_(programs)))
    rows = db.execute(query.order_by(announcements.c.id.desc()).limit(most))
    return [_read(row) for row in rows]


def waiting_by(db: orm.Session, by: str) -> Sequence[Announcement]:
    """Return what somebody announced that isn't through yet, and keep it from being sent on meanwhile."""
    theirs = (_here(db), announcements.c.by == by, announcements.c.state.in_([State.WAITING, State.GOING]))
    query = sa.select(*COLUMNS).where(*theirs).order_by(announcements.c.id).with_for_update(of=announcements)
    return [_read(row) for row in db.execute(query)]


def ways(db: orm.Session, several: Sequence[Letter]) -> dict[int, str]:
    """Return where else these letters may be posted, by the letters' numbers: the way leads to its own channel only."""
    carried = {
        letter.id: (int(letter.occasion), letter.to)
        for letter in several
        if letter.kind == KIND and letter.occasion.isdigit()
    }
    if not carried:
        return {}
    query = sa.select(announcements.c.id, announcements.c.channel, announcements.c.way).where(
        announcements.c.id.in_({number for number, _ in carried.values()}), announcements.c.way != ""
    )
    found = {(number, channel): way for number, channel, way in db.execute(query)}
    return {letter: found[where] for letter, where in carried.items() if where in found}


def counts(db: orm.Session, number: int) -> Counts:
    """Count an announcement's letters by what became of them."""
    query = sa.select(letters.c.state, sa.func.count()).where(*_letters(number)).group_by(letters.c.state)
    found: dict[LetterState, int] = dict(db.execute(query).all())
    delivered, failed, late = (found.get(each, 0) for each in (LetterState.SENT, LetterState.DEAD, LetterState.EXPIRED))
    pending = sum(found.get(state, 0) for state in WAITING)
    return Counts(delivered, pending, failed, late, sum(found.values()) - delivered - pending - failed - late)


def failures(db: orm.Session, number: int) -> Sequence[tuple[str, str]]:
    """Return where an announcement wasn't posted, with Slack's word for why, or that it was late."""
    why = sa.case((letters.c.state == LetterState.EXPIRED, LATE), else_=sa.func.coalesce(letters.c.trouble, ""))
    lost = letters.c.state.in_([LetterState.DEAD, LetterState.EXPIRED])
    query = sa.select(letters.c.to, why).where(*_letters(number), lost).order_by(letters.c.id)
    return [(to, code) for to, code in db.execute(query)]


def stop(db: orm.Session, number: int) -> int:
    """Take back what wasn't said yet; return how many letters that were."""
    unsaid = sa.update(letters).where(*_letters(number), letters.c.state == LetterState.DUE)
    taken = unsaid.values(state=LetterState.CANCELLED, trouble="stopped by a lead")
    return len(db.scalars(taken.returning(letters.c.id)).all())


def next_batch(db: orm.Session, written: Announcement, most: int) -> tuple[int, int]:
    """Return how many people get it next, so many at most, and the number of the last of them."""
    left = sa.select(people.c.id).where(*_of_role(written.audience, written.program_id), people.c.id > written.upto)
    batch = left.order_by(people.c.id).limit(most).subquery()
    number, last = db.execute(sa.select(sa.func.count(), sa.func.max(batch.c.id))).one()
    return number, last or written.upto


def readers(written: Announcement, last: int, apart: timedelta) -> Crowd:
    """Find whom it is for, after those who have it and up to a number; the other words are for those who mentor.

    Their turns are so far apart, in whole seconds.
    """
    about = {} if written.program_id is None else {"program_id": written.program_id}
    these = {"after": written.upto, "last": last, "apart": int(apart.total_seconds())}
    return Crowd(_readers(written.audience, in_program=bool(about)), these | about)


@cache
def _readers(role: str, *, in_program: bool) -> sa.Select[str, int, bool]:
    """Find the people of a batch. Their turns go by their numbers."""
    turn = sa.func.row_number().over(order_by=people.c.id) - 1
    seconds = (turn * sa.bindparam("apart", type_=sa.Integer)).label("seconds")
    batch = sa.select(people.c.slack_id, seconds, (people.c.capacity > 0).label("mentors"))
    upto = (people.c.id > sa.bindparam("after"), people.c.id <= sa.bindparam("last"))
    return batch.where(*_of_role(role, sa.bindparam("program_id") if in_program else None), *upto)


def last_due(db: orm.Session, number: int, upto: int) -> datetime | None:
    """Return when the letter to the person with this number is due, which was the last to be written."""
    to = db.scalar(sa.select(people.c.slack_id).where(people.c.workspace == workspace_of(db), people.c.id == upto))
    key = sa.and_(letters.c.workspace == workspace_of(db), letters.c.key == f"{KIND}:{number}:{to}")
    return db.scalar(sa.select(letters.c.due_at).where(key)) if to else None


def reach(db: orm.Session, role: str, program_id: int | None = None) -> int:
    """Count the people of a role who joined, here or in a program."""
    return db.scalar(sa.select(sa.func.count(people.c.id)).where(*_of_role(role, program_id))) or 0


def _of_role(role: str, program_id: int | sa.BindParameter[int] | None) -> list[sa.ColumnElement[bool]]:
    here = [people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER]
    if program_id is None:
        which = {"mentors": [people.c.capacity > 0], "mentees": [people.c.capacity == 0]}
        return [*here, *which.get(role, [])]
    parts = {"mentors": [Part.MENTOR, Part.BOTH], "mentees": [Part.MENTEE, Part.BOTH]}
    mine = sa.select(enrolments.c.person_id).where(
        enrolments.c.program_id == program_id, enrolments.c.part.in_(parts.get(role, list(Part)))
    )
    return [*here, people.c.id.in_(mine)]


def _letters(number: int) -> list[sa.ColumnElement[bool]]:
    """Find the letters of one announcement by their keys, which an index holds in order."""
    first, after = f"{KIND}:{number}:", f"{KIND}:{number};"
    return [letters.c.key >= first, letters.c.key < after, letters.c.edits.is_(None)]


def _row(words: Announcement) -> dict[str, Any]:
    return {name: getattr(words, name) for name in FIELDS}


def _first(db: orm.Session, *which: sa.ColumnElement[bool]) -> Announcement | None:
    query = sa.select(*COLUMNS).where(_here(db), *which)
    row = db.execute(query.order_by(announcements.c.id.desc()).limit(1)).first()
    return _read(row) if row else None


def _read(row: sa.Row[Any]) -> Announcement:
    fields = dict(zip(Announcement.__dataclass_fields__, row, strict=True))
    return Announcement(**fields | {"state": State(row.state)})


def _here(db: orm.Session) -> sa.ColumnElement[bool]:
    return announcements.c.workspace == workspace_of(db)
