"""Chats: those of one person, how many a mentor has ahead, and who might have one."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import CannotBeAsked
from bot.mentoring.chats import AHEAD, MAY_HAPPEN, Chat, ChatState, Host, NotTheirChat
from bot.mentoring.people import Person, Standing
from bot.mentoring.search.ranking import best
from bot.mentoring.topics import topics, words
from bot.store import asks as requests
from bot.store import catalogue, pairs
from bot.store import people as everybody
from bot.store.columns import Moment
from bot.store.schema import joined
from bot.store.shortlists import understood
from bot.store.tables.asks import asks
from bot.store.tables.chats import chats
from bot.store.tables.people import people

BOTH = (joined(Chat, "ask", "mentee"), joined(Chat, "ask", "mentor"))
LOOKED_AT = 300
HOSTS = 3
AT_ONCE = 100


def theirs(db: orm.Session, chat_id: int | None, slack_id: str, *, hold: bool = False) -> Chat:
    """Return a chat of this person's; somebody else's is nobody's. `hold` keeps others from deciding meanwhile."""
    chat = one(db, chat_id) if chat_id is not None else None
    if chat is None or slack_id not in {person.slack_id for person in chat.both}:
        raise NotTheirChat
    if hold:
        requests.held(db, chat.ask.id)
        db.refresh(chat, ["state", "again_mentee", "again_mentor"])
    return chat


def one(db: orm.Session, chat_id: int) -> Chat | None:
    """Return a chat with its request and both people."""
    return db.scalar(sa.select(Chat).where(chats.c.id == chat_id).options(*BOTH))


def without_a_time(db: orm.Session, ask_ids: Collection[int]) -> Sequence[Chat]:
    """Return the chats that came of these requests and wait for their time."""
    waiting = (chats.c.ask_id.in_(ask_ids), chats.c.state == ChatState.REQUESTED)
    return db.scalars(sa.select(Chat).where(*waiting).options(*BOTH).order_by(chats.c.id)).all()


def open_of(db: orm.Session, person: Person) -> Sequence[Chat]:
    """Return the chats somebody has ahead, or has missed, on either side."""
    return _of(db, person, MAY_HAPPEN)


def unfinished_of(db: orm.Session, person: Person) -> Sequence[Chat]:
    """Return the chats of which something may still come, also those that took place."""
    return _of(db, person, MAY_HAPPEN | {ChatState.HELD})


def to_look_at(db: orm.Session, person: Person) -> Sequence[Chat]:
    """Return the chats somebody has ahead or has missed, and those after which they haven't said how to go on."""
    return [each for each in unfinished_of(db, person) if each.may_happen or each.said(person.slack_id) is None]


def room_of(db: orm.Session, mentor: Person) -> int:
    """Count how many chats more a mentor takes; pairs take none of it, and it takes none of theirs."""
    mine = (asks.c.mentor_id == mentor.id, chats.c.state.in_(AHEAD))
    query = sa.select(sa.func.count()).select_from(chats).join(asks, asks.c.id == chats.c.ask_id).where(*mine)
    return mentor.chat_room - (db.scalar(query) or 0)


def hosts(db: orm.Session, person: Person, wish: str, now: datetime, apart: frozenset[str]) -> list[Host]:
    """Return a few mentors who know something of a wish and take chats, also those whose places are all taken."""
    known = (people.c.capacity > 0, people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER)
    query = sa.select(Person).where(*known).order_by(people.c.id).limit(LOOKED_AT)
    knowing = _knowing(db, wish) if words(wish) else {}
    place_of = {who: place for place, who in enumerate(knowing)}
    several = db.scalars(query.where(people.c.id.in_(knowing)) if words(wish) else query).all()
    fitting = [
        mentor
        for mentor in sorted(several, key=lambda each: place_of.get(each.id, each.id))
        if mentor.slack_id not in apart and mentor.offers_at(now) and not mentor.is_paused(now)
    ]
    taken = ahead_of(db, fitting)
    free = [mentor for mentor in fitting if mentor.chat_room > taken.get(mentor.id, 0) and mentor is not person]
    return [
        Host(mentor, tuple(dict.fromkeys((*knowing.get(mentor.id, ()), *mentor.topics)))) for mentor in free[:HOSTS]
    ]


def _knowing(db: orm.Session, wish: str) -> dict[int, tuple[str, ...]]:
    """Find who teaches a skill that is meant or one whole thing that is wished for, the best first, and by what."""
    wanted = [set(words(each)) for each in topics(wish)]
    with catalogue.opened(db) as index:
        hits = best(index, understood(db, index, wish), LOOKED_AT)
        offers = {hit.id: profile.topics for hit in hits if (profile := index.of(hit.id))}
    told = {who: {word for topic in its for word in words(topic)} for who, its in offers.items()}
    knowing = (hit for hit in hits if hit.is_meant or any(each and each <= told[hit.id] for each in wanted))
    return {int(str(hit.id)): hit.topics for hit in knowing}


def ahead_of(db: orm.Session, mentors: Sequence[Person]) -> dict[int, int]:
    """Count the chats each of these mentors has ahead."""
    mine = (asks.c.mentor_id.in_([mentor.id for mentor in mentors]), chats.c.state.in_(AHEAD))
    query = sa.select(asks.c.mentor_id, sa.func.count()).select_from(chats).join(asks, asks.c.id == chats.c.ask_id)
    return dict(db.execute(query.where(*mine).group_by(asks.c.mentor_id)).all())


def apart_from(db: orm.Session, person: Person, now: datetime) -> frozenset[str]:
    """Return whom this person isn't shown: their pairs, their line, people blocked, mentors asked, who said no."""
    waiting = {ask.mentor.slack_id for ask in requests.open_by(db, person)}
    talking = {other.slack_id for chat in open_of(db, person) for other in chat.both}
    kept = everybody.blocked_with(db, person.slack_id) | everybody.line_of(db, person.slack_id)
    paired = {pair.partner_of(person.slack_id).slack_id for pair in pairs.live(db, person)}
    return kept | paired | waiting | talking | requests.declined_lately(db, person, now) | {person.slack_id}


def to_close(db: orm.Session, now: datetime) -> Sequence[Chat]:
    """Return chats of which nothing came in time and about which nobody decides now, and hold them with their requests.

    Whoever decides about a chat holds its request.
    """
    return db.scalars(_to_close(), {"now": now}).all()


@cache
def _to_close() -> sa.Select[Chat]:
    """Write a question down once: it is asked at every look, and mostly in vain."""
    late = chats.c.lapses_at <= sa.bindparam("now", type_=Moment)
    over = (sa.text("chats.lapses_at IS NOT NULL"), late, chats.c.state != ChatState.CLOSED)
    query = sa.select(Chat).join(asks, asks.c.id == chats.c.ask_id).where(*over).options(*BOTH)
    return query.order_by(chats.c.lapses_at).limit(AT_ONCE).with_for_update(of=(chats, asks), skip_locked=True)


def _of(db: orm.Session, person: Person, states: Collection[ChatState]) -> Sequence[Chat]:
    mine = sa.or_(asks.c.mentee_id == person.id, asks.c.mentor_id == person.id)
    query = sa.select(Chat).join(asks, asks.c.id == chats.c.ask_id).where(mine, chats.c.state.in_(states))
    return db.scalars(query.options(*BOTH).order_by(chats.c.id)).all()


def check_room(db: orm.Session, mentor: Person) -> None:
    """Refuse a chat more than the mentor takes at a time, in the words for everybody who can't be asked now."""
    if room_of(db, mentor) < 1:
        raise CannotBeAsked
