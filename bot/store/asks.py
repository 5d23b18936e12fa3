"""Requests: drafts, open ones, and what became of the others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import (
    COOL_DOWN,
    AlreadyAsked,
    Ask,
    AskedOneself,
    AskedRecently,
    AskState,
    CannotBeAsked,
    DoesNotMentor,
    HasEnoughMentors,
    HasNoAccount,
    TooManyOpenAsks,
)
from bot.mentoring.asks import OPEN_MAX as OPEN_ASKS_MAX
from bot.mentoring.letters import WAITING
from bot.mentoring.notes import Preset
from bot.mentoring.pairs import AlreadyPaired, SharedLine
from bot.mentoring.people import MENTORS_MAX, CannotTakePart, Person, Standing
from bot.mentoring.refusals import Refusal
from bot.store import lines, pairs, people
from bot.store.database import workspace_of
from bot.store.schema import joined
from bot.store.tables.asks import asks
from bot.store.tables.letters import letters

CLOSES = ("ask_declined", "ask_expired", "ask_referred")
"""What tells a mentee how one of their requests ended, in words of its own."""
SAY_THAT_IT_CLOSED = ("ask_void", "asks_closed")
"""What a mentee is told in the moment in which a request of theirs closes, unless they take no part themselves."""
BETWEEN = ","
"""Stands in the occasion of a letter between the requests of which it tells."""
BOTH = (joined(Ask, "mentee"), joined(Ask, "mentor"))


class Around(NamedTuple):
    """Somebody's requests: those that wait for them, those that they wait for, and what they began to write."""

    for_them: Sequence[Ask]
    by_them: Sequence[Ask]
    drafts: Sequence[Ask]


def one(db: orm.Session, ask_id: int, *, hold: bool = False) -> Ask | None:
    """Return a request with both people; `hold` keeps others from answering it until this transaction ends."""
    query = sa.select(Ask).where(asks.c.id == ask_id).options(*BOTH)
    return db.scalar(query.with_for_update(of=Ask) if hold else query)


def these(db: orm.Session, numbers: Collection[int]) -> Sequence[Ask]:
    """Return some requests with both people, by number."""
    return _of(db, asks.c.id.in_(numbers))


def held(db: orm.Session, ask_id: int | None) -> Ask | None:
    """Return a request as it stands now, and keep everybody else from deciding about it or its two people.

    The people are held first and in order, as when a pair is made, so that two answers never wait for each other.
    """
    seen = one(db, ask_id) if ask_id is not None else None
    if seen is None:
        return None
    for person_id in sorted((seen.mentor.id, seen.mentee.id)):
        people.held(db, person_id)
    query = sa.select(Ask).where(asks.c.id == seen.id).options(*BOTH).with_for_update(of=Ask)
    return db.scalar(query.execution_options(populate_existing=True))


def begin(db: orm.Session, mentee: Person, mentor: Person, now: datetime) -> Ask:
    """Return the mentee's draft to this mentor, or begin one."""
    kept = draft(db, mentee, mentor)
    if kept is None:
        kept = Ask(workspace=workspace_of(db), mentee=mentee, mentor=mentor, created_at=now)
        db.add(kept)
    return kept


def open_between(db: orm.Session, mentee: Person, mentor: Person) -> Ask | None:
    """Return the mentee's request that waits for this mentor."""
    between = (asks.c.mentee_id == mentee.id, asks.c.mentor_id == mentor.id, asks.c.state == AskState.SENT)
    return next(iter(_of(db, *between)), None)


def between(db: orm.Session, one: Person, other: Person) -> Sequence[Ask]:
    """Return what either of two asked the other and waits for an answer, and keep others from answering it."""
    theirs = sa.or_(
        sa.and_(asks.c.mentee_id == one.id, asks.c.mentor_id == other.id),
        sa.and_(asks.c.mentee_id == other.id, asks.c.mentor_id == one.id),
    )
    return _of(db, theirs, asks.c.state == AskState.SENT, hold=True)


def draft(db: orm.Session, mentee: Person, mentor: Person) -> Ask | None:
    """Return the mentee's unsent request to this mentor."""
    wanted = sa.select(Ask).where(
        asks.c.mentee_id == mentee.id, asks.c.mentor_id == mentor.id, asks.c.state == AskState.DRAFT
    )
    return db.scalar(wanted.options(*BOTH))


def around(db: orm.Session, person: Person) -> Around:
    """Return what waits for somebody, what they wait for, and what they began to write, oldest first."""
    found = db.scalars(_around(), {"person": person.id}).all()
    sent = [ask for ask in found if ask.state is AskState.SENT]
    return Around(
        for_them=[ask for ask in sent if ask.mentor is person],
        by_them=[ask for ask in sent if ask.mentee is person],
        drafts=[ask for ask in found if ask.state is AskState.DRAFT],
    )


@cache
def _around() -> sa.Select[Ask]:
    """Write this down once: everybody who types `/mentor` asks it."""
    who = sa.bindparam("person", type_=sa.Integer)
    theirs = sa.and_(asks.c.mentee_id == who, asks.c.state.in_([AskState.SENT, AskState.DRAFT]))
    for_them = sa.and_(asks.c.mentor_id == who, asks.c.state == AskState.SENT)
    return sa.select(Ask).where(sa.or_(theirs, for_them)).options(*BOTH).order_by(asks.c.id)


def newly_answered(db: orm.Session, mentee: Person) -> Sequence[tuple[Ask, str]]:
    """Return requests of this person's that closed, of which the words to them aren't said yet, and what keeps these.

    Whoever looks meanwhile finds that the request isn't lost.
    """
    waits = (letters.c.to == mentee.slack_id, letters.c.state.in_(WAITING), letters.c.edits.is_(None))
    about = sa.and_(letters.c.workspace == asks.c.workspace, letters.c.ask_id == asks.c.id)
    query = sa.select(Ask, letters.c.trouble).join(letters, about).where(*waits, letters.c.kind.in_(CLOSES))
    told = db.execute(query.where(asks.c.mentee_id == mentee.id).options(*BOTH).order_by(asks.c.id))
    return [(ask, trouble) for ask, trouble in told]


def open_by(db: orm.Session, mentee: Person, *, hold: bool = False) -> Sequence[Ask]:
    """Return the requests the mentee waits for; `hold` keeps others from answering them meanwhile."""
    return _of(db, asks.c.mentee_id == mentee.id, asks.c.state == AskState.SENT, hold=hold)


def open_for(db: orm.Session, mentor: Person) -> Sequence[Ask]:
    """Return the requests that wait for the mentor."""
    return _of(db, asks.c.mentor_id == mentor.id, asks.c.state == AskState.SENT)


def earlier_notes(db: orm.Session, mentee: Person, since: datetime) -> list[str]:
    """Return what the mentee wrote to mentors lately, to notice a copy."""
    return [ask.note for ask in _of(db, asks.c.mentee_id == mentee.id, asks.c.sent_at > since)]


def wanted_before(db: orm.Session, ask: Ask, most: int) -> Sequence[str]:
    """Return what the mentee wanted to learn from others they asked before this one, the last first."""
    theirs = (asks.c.mentee_id == ask.mentee.id, asks.c.sent_at < ask.sent_at, asks.c.id != ask.id)
    return db.scalars(sa.select(asks.c.want).where(*theirs).order_by(asks.c.sent_at.desc()).limit(most)).all()


def declined_lately(db: orm.Session, mentee: Person, now: datetime) -> frozenset[str]:
    """Return the mentors who said not now to this mentee, or passed them on, and aren't to be asked again yet."""
    declined = (asks.c.state.in_([AskState.DECLINED, AskState.REFERRED]), asks.c.answered_at > now - COOL_DOWN)
    return frozenset(ask.mentor.slack_id for ask in _of(db, asks.c.mentee_id == mentee.id, *declined))


def asked_lately(db: orm.Session, mentors: Sequence[Person], now: datetime) -> dict[int, frozenset[str]]:
    """Return who waits for each mentor's answer, or got a no that is too young to ask anew, by the mentor's number."""
    declined = sa.and_(asks.c.state.in_([AskState.DECLINED, AskState.REFERRED]), asks.c.answered_at > now - COOL_DOWN)
    either = sa.or_(asks.c.state == AskState.SENT, declined)
    found = defaultdict[int, set[str]](set)
    for ask in _of(db, asks.c.mentor_id.in_([mentor.id for mentor in mentors]), either):
        found[ask.mentor.id].add(ask.mentee.slack_id)
    return {mentor.id: frozenset(found[mentor.id]) for mentor in mentors}


def objection(db: orm.Session, mentee: Person, mentor: Person, now: datetime, *, place: bool = True) -> Refusal | None:
    """Say what keeps this mentor from being asked by this person, if anything does.

    Somebody who is away, has no room or blocked the asker "isn't available", each in the same words: nobody may learn
    of a block, nor guess it from the others being told apart. A chat needs no place; whether the mentor takes chats
    is asked beside this.
    """
    apart = people.blocked_with(db, mentee.slack_id)
    offers = mentor.has_joined and mentor.is_mentor
    rules: tuple[tuple[bool, type[Refusal]], ...] = (
        (mentor is mentee, AskedOneself),
        (mentor.standing is Standing.GONE, HasNoAccount),
        (mentor.standing is not Standing.MEMBER, CannotTakePart),
        (_are_paired(db, mentee, mentor), AlreadyPaired),
        (lines.are_shared(db, mentee, mentor), SharedLine),
        (not offers, DoesNotMentor),
        (mentor.slack_id in apart, CannotBeAsked),
        (mentor.is_paused(now) or not mentor.offers_at(now), CannotBeAsked),
        (place and offers and pairs.room_of(db, mentor) < 1, CannotBeAsked),
        (mentor.slack_id in declined_lately(db, mentee, now), AskedRecently),
    )
    return next((refusal() for applies, refusal in rules if applies), None)


def check_may_send(db: orm.Session, ask: Ask, now: datetime) -> None:
    """Refuse a request that can't be, one too many, a second one to the same mentor, or one too soon after a no."""
    if refusal := objection(db, ask.mentee, ask.mentor, now, place=ask.preset != Preset.CHAT):
        raise refusal
    waiting = open_by(db, ask.mentee)
    if any(other.mentor is ask.mentor for other in waiting):
        raise AlreadyAsked
    if len(waiting) >= OPEN_ASKS_MAX:
        raise TooManyOpenAsks
    if sum(pair.mentee is ask.mentee and pair.takes_room for pair in pairs.live(db, ask.mentee)) >= MENTORS_MAX:
        raise HasEnoughMentors


def closed_unheard(db: orm.Session, mentee: Person, since: datetime) -> Sequence[Ask]:
    """Return the requests that closed since then because the mentee took no part, so that nobody told them.

    Whom they have written to anew since isn't among them.
    """
    newer = asks.alias()
    again = sa.exists().where(
        newer.c.mentee_id == asks.c.mentee_id, newer.c.mentor_id == asks.c.mentor_id, newer.c.id > asks.c.id
    )
    mine = (asks.c.mentee_id == mentee.id, asks.c.state == AskState.VOID, asks.c.answered_at >= since)
    closed = _of(db, *mine, sa.not_(again))
    if not closed:
        return ()
    to_them = (letters.c.to == mentee.slack_id, letters.c.kind.in_(SAY_THAT_IT_CLOSED), letters.c.written_at >= since)
    occasions = db.scalars(sa.select(letters.c.occasion).where(letters.c.workspace == workspace_of(db), *to_them))
    told = {each for occasion in occasions for each in occasion.split(BETWEEN)}
    return [ask for ask in closed if told_of([ask]) not in told]


def told_of(several: Iterable[Ask]) -> str:
    """Return the occasion of a letter that says of these requests that they closed: by it they are known to be told."""
    return BETWEEN.join(f"ask{ask.id}" for ask in several)


def _are_paired(db: orm.Session, one: Person, other: Person) -> bool:
    return any(pair.has(other.slack_id) for pair in pairs.live(db, one)) if one is not other else False


def _of(db: orm.Session, *conditions: sa.ColumnElement[bool], hold: bool = False) -> Sequence[Ask]:
    query = sa.select(Ask).where(*conditions).options(*BOTH).order_by(asks.c.id)
    return db.scalars(query.with_for_update(of=Ask) if hold else query).all()
