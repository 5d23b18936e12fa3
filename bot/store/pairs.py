"""Pairs: who meets whom, how many, and every turn of their life."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import WAITING
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import (
    AlreadyPaired,
    Lifecycle,
    MenteeIsFull,
    MentorIsFull,
    NotTheirPair,
    Pair,
    Turn,
)
from bot.mentoring.people import MENTORS_MAX, Person
from bot.mentoring.sessions import Outcome
from bot.store import apart, letters
from bot.store import people as everybody
from bot.store.columns import listed
from bot.store.database import workspace_of
from bot.store.schema import joined
from bot.store.tables.letters import letters as letter_rows
from bot.store.tables.pairs import LIVE_NAMES, OPEN_NAMES, pairs, picks, takes_room, turns
from bot.store.tables.people import people
from bot.store.tables.sessions import sessions

PROPOSAL = "proposed"
"""The occasion on which each of two says whether a pair that was proposed suits them."""
DAYS_TO_ACCEPT = 10
SHOWN_AS_PAUSED = frozenset(each for each in Lifecycle if each.shown is Lifecycle.PAUSED)
BOTH = (joined(Pair, "mentee"), joined(Pair, "mentor"))


def one(db: orm.Session, pair_id: int, *, hold: bool = False) -> Pair | None:
    """Return a pair with both people; `hold` keeps others from changing it until this transaction ends."""
    return db.scalar(_one(hold=hold), {"number": pair_id})


@cache
def _one(*, hold: bool) -> sa.Select[Pair]:
    query = sa.select(Pair).where(pairs.c.id == sa.bindparam("number")).options(*BOTH)
    return query.with_for_update(of=Pair) if hold else query


def theirs(db: orm.Session, pair_id: int, slack_id: str, *, hold: bool = False) -> Pair:
    """Return a live pair of this person's; somebody else's is nobody's."""
    pair = ever_theirs(db, pair_id, slack_id, hold=hold)
    pair.must_be_live()
    return pair


def ever_theirs(db: orm.Session, pair_id: int | None, slack_id: str, *, hold: bool = False) -> Pair:
    """Return a pair of this person's wherever it stands, also before it began and after its end."""
    pair = one(db, pair_id or 0, hold=hold)
    if pair is None or not pair.has(slack_id):
        raise NotTheirPair
    return pair


def live(db: orm.Session, person: Person) -> Sequence[Pair]:
    """Return the person's live pairs, as mentor or mentee, oldest first."""
    return db.scalars(_live(), {"person": person.id}).all()


@cache
def _live() -> sa.Select[Pair]:
    query = sa.select(Pair).where(has_a_person(), pairs.c.lifecycle.in_(LIVE_NAMES)).options(*BOTH)
    return query.order_by(pairs.c.id)


def has_a_person() -> sa.ColumnElement[bool]:
    """Tell whether a pair is the person's whom a statement that is written down once is about."""
    who = sa.bindparam("person", type_=sa.Integer)
    return sa.or_(pairs.c.mentor_id == who, pairs.c.mentee_id == who)


def over(db: orm.Session, person: Person, most: int) -> Sequence[Pair]:
    """Return the last pairs of somebody's that are over and of which a session is noted, the last one first."""
    noted = sa.exists().where(sessions.c.pair_id == pairs.c.id, sessions.c.outcome.in_([Outcome.HELD, Outcome.MISSED]))
    ended = (has_a_person(), pairs.c.ended_at.is_not(None), noted)
    query = sa.select(Pair).where(*ended).options(*BOTH).order_by(pairs.c.ended_at.desc()).limit(most)
    return db.scalars(query, {"person": person.id}).all()


def newly_over(db: orm.Session, person: Person, but: Collection[str]) -> Sequence[Pair]:
    """Return pairs of this person's that are over, and that a letter to them is about which isn't said yet."""
    theirs = (letter_rows.c.workspace == workspace_of(db), letter_rows.c.to == person.slack_id)
    waits = (letter_rows.c.state.in_(WAITING), letter_rows.c.edits.is_(None), letter_rows.c.kind.not_in(but))
    told_of = sa.select(letter_rows.c.pair_id).where(*theirs, *waits, letter_rows.c.pair_id.is_not(None))
    query = sa.select(Pair).where(pairs.c.id.in_(told_of), pairs.c.ended_at.is_not(None)).options(*BOTH)
    return db.scalars(query.order_by(pairs.c.id)).all()


def ended_paused(db: orm.Session, pair: Pair) -> bool:
    """Tell whether a pair that is over was paused when it ended, whatever paused it."""
    ended = (turns.c.pair_id == pair.id, turns.c.became == pair.lifecycle, turns.c.was.in_(SHOWN_AS_PAUSED))
    return pair.ended_at is not None and db.scalar(sa.select(turns.c.id).where(*ended).limit(1)) is not None


def ended_by(db: orm.Session, pair: Pair) -> str | None:
    """Tell which of the two ended a pair that is over, if one of them did."""
    ended = (turns.c.pair_id == pair.id, turns.c.became == pair.lifecycle)
    return db.scalar(sa.select(turns.c.by).where(*ended).order_by(turns.c.id.desc()).limit(1))


def ended_by_leaving(db: orm.Session, person: Person, since: datetime) -> Sequence[Pair]:
    """Return the pairs of somebody's that ended from then on because an account was closed, oldest first."""
    lost = (has_a_person(), pairs.c.lifecycle == Lifecycle.ENDED_LEFT, pairs.c.ended_at >= since)
    return db.scalars(sa.select(Pair).where(*lost).options(*BOTH).order_by(pairs.c.id), {"person": person.id}).all()


def everybodys(db: orm.Session) -> Sequence[Pair]:
    """Return every live pair of the workspace."""
    query = sa.select(Pair).where(pairs.c.lifecycle.in_(LIVE_NAMES)).options(*BOTH)
    return db.scalars(query.order_by(pairs.c.id)).all()


def live_counts(db: orm.Session, person_ids: Collection[int]) -> Mapping[int, int]:
    """Count the live pairs of each of these people."""
    return dict(db.execute(_counted(), {"people": list(person_ids)}).all())


@cache
def _counted() -> sa.Select[int, int]:
    """Write a question down once: every round asks it."""
    several = listed("people")
    sides = sa.union_all(
        *(
            sa.select(side.label("person")).where(side.in_(several), pairs.c.lifecycle.in_(LIVE_NAMES))
            for side in (pairs.c.mentor_id, pairs.c.mentee_id)
        )
    ).subquery()
    return sa.select(sides.c.person, sa.func.count()).group_by(sides.c.person)


def ended_with(db: orm.Session, person: Person) -> frozenset[str]:
    """Return the Slack ids of everybody this person is or was paired with, and who isn't proposed to them again.

    That is for good, unless the person says of somebody that they may meet again; with whom they are a pair now is
    left out all the same.
    """
    return ended_with_each(db, [person])[person.id]


def ended_with_each(db: orm.Session, several: Sequence[Person]) -> dict[int, frozenset[str]]:
    """Return the same of each of several people, by number."""
    numbers = [each.id for each in several]
    ever = apart.partners_of(db, numbers)
    current = apart.partners_of(db, numbers, now=True) if any(each.meets_again for each in several) else {}
    again = {each.id: frozenset(each.meets_again) - current.get(each.id, frozenset()) for each in several}
    return {each.id: ever[each.id] - again[each.id] for each in several}


def earlier(db: orm.Session, person: Person) -> Sequence[Person]:
    """Return whom this person was a pair with and isn't any more, by name."""
    ever, current = (apart.partners_of(db, [person.id], now=now)[person.id] for now in (False, True))
    ids = ever - current
    found = db.scalars(sa.select(Person).where(people.c.slack_id.in_(ids)))
    return sorted(found, key=lambda each: (each.name, each.slack_id))


def room_of(db: orm.Session, mentor: Person) -> int:
    """Count the places a mentor has left."""
    return mentor.capacity - _count(db, pairs.c.mentor_id == mentor.id, takes_room())


def hold_both(db: orm.Session, mentor: Person, mentee: Person) -> None:
    """Keep everybody else from deciding about these two, always in the same order."""
    for person_id in sorted((mentor.id, mentee.id)):
        everybody.held(db, person_id)


def check_room(db: orm.Session, mentor: Person, mentee: Person) -> None:
    """Refuse one mentee too many, or one mentor. Hold both people first, so that nobody else decides meanwhile."""
    if room_of(db, mentor) < 1:
        raise MentorIsFull
    if _count(db, pairs.c.mentee_id == mentee.id, takes_room()) >= MENTORS_MAX:
        raise MenteeIsFull


def make(db: orm.Session, mentor: Person, mentee: Person, purpose: str, now: datetime) -> Pair:
    """Make a pair if there is room on both sides.

    Both people are held first, always in the same order, so that two answers in the same moment
    are decided one after the other and never deadlock.
    """
    hold_both(db, mentor, mentee)
    _check_apart(db, mentor, mentee)
    check_room(db, mentor, mentee)
    pair = Pair(workspace=workspace_of(db), mentor=mentor, mentee=mentee, purpose=purpose, started_at=now, look_at=now)
    db.add(pair)
    mentee.found(mentor.slack_id)
    record(db, pair, None, by=mentor.slack_id, cause="accepted", now=now)
    return pair


def propose(db: orm.Session, mentor: Person, mentee: Person, purpose: str, by: str | None, now: datetime) -> Pair:
    """Propose two people to each other; no place is taken before both have said yes (practice 3, PROPOSED)."""
    hold_both(db, mentor, mentee)
    _check_apart(db, mentor, mentee)
    pair = Pair(workspace=workspace_of(db), mentor=mentor, mentee=mentee, purpose=purpose, started_at=now, look_at=now)
    pair.lifecycle = Lifecycle.PROPOSED
    pair.closes_at = accepts_until(pair, now)
    db.add(pair)
    record(db, pair, None, by=by, cause="proposed", now=now)
    return pair


def accepts_until(pair: Pair, asked_at: datetime) -> datetime:
    """Return until when two may both say yes who were asked at this moment."""
    return max(each.hours.working_days_after(asked_at, DAYS_TO_ACCEPT) for each in pair.both)


def these(db: orm.Session, numbers: Collection[int]) -> Sequence[Pair]:
    """Return some pairs with their people, by number."""
    return db.scalars(sa.select(Pair).where(pairs.c.id.in_(numbers)).options(*BOTH).order_by(pairs.c.id)).all()


def picked(db: orm.Session, pair: Pair, occasion: str) -> Mapping[str, str]:
    """Return what each of the two picked, by Slack id; nobody else may learn of it."""
    here = sa.and_(picks.c.workspace == pair.workspace, picks.c.pair_id == pair.id, picks.c.occasion == occasion)
    return dict(db.execute(sa.select(picks.c.by, picks.c.pick).where(here)).all())


def _check_apart(db: orm.Session, mentor: Person, mentee: Person) -> None:
    if _count(db, together(mentor, mentee), pairs.c.lifecycle.in_(OPEN_NAMES)):
        raise AlreadyPaired


def together(one: Person, other: Person) -> sa.ColumnElement[bool]:
    """Tell whether a pair is of these two, whoever is the mentor."""
    return sa.or_(
        sa.and_(pairs.c.mentor_id == one.id, pairs.c.mentee_id == other.id),
        sa.and_(pairs.c.mentor_id == other.id, pairs.c.mentee_id == one.id),
    )


def record(db: orm.Session, pair: Pair, was: Lifecycle | None, *, by: str | None, cause: str, now: datetime) -> None:
    """Note a turn in the pair's life, if it was one."""
    if was is not pair.lifecycle:
        db.add(Turn(workspace=pair.workspace, pair=pair, at=now, was=was, became=pair.lifecycle, by=by, cause=cause))
    db.flush()


def pick(db: orm.Session, pair: Pair, by: str, occasion: str, choice: str, now: datetime) -> Mapping[str, str]:
    """Keep one side's private answer, and return what both have answered so far, by Slack id."""
    here = sa.and_(picks.c.workspace == pair.workspace, picks.c.pair_id == pair.id, picks.c.occasion == occasion)
    db.execute(sa.delete(picks).where(here, picks.c.by == by))
    row = {"workspace": pair.workspace, "pair_id": pair.id, "by": by, "occasion": occasion, "pick": choice, "at": now}
    db.execute(sa.insert(picks).values(row))
    return picked(db, pair, occasion)


def check_in(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Leave a pair's silence to a lead for two weeks: what waits to be said about it is taken back (practice P12)."""
    pair.check_in(now)
    letters.cancel(db, pair_id=pair.id, classes=(Class.NUDGE,), why="a lead checks in")


def _count(db: orm.Session, *which: sa.ColumnElement[bool]) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(pairs).where(*which)) or 0
