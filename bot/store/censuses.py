"""Censuses: what is counted of a whole workspace. Whatever is counted of many people names none of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.answers import WORTH, Topic
from bot.mentoring.asks import AskState
from bot.mentoring.figures import PERIOD, Counts, Worth
from bot.mentoring.goals import STALE_AFTER, GoalState
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.people import Standing
from bot.mentoring.pulses import FIRST_AFTER, FRESH_FOR
from bot.mentoring.sessions import Outcome
from bot.store.overviews import within
from bot.store.tables.agreements import answers
from bot.store.tables.asks import asks
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.pairs import LIVE_NAMES, pairs, takes_room
from bot.store.tables.people import people
from bot.store.tables.sessions import sessions

Inside = Sequence[sa.ColumnElement[bool]]
"""What holds a query on pairs to some programs."""
MENTORS, MENTEES = "mentors", "mentees"
ANSWERED = (AskState.ACCEPTED, AskState.CHAT_OFFERED, AskState.REFERRED, AskState.DECLINED)
A_DAY = timedelta(days=1)
ASKED_TWICE = timedelta(days=7)
"""So long after a session its two were asked what became of it, twice."""
HERE = sa.and_(people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER)
A_WEEK = timedelta(days=7)


def count(db: orm.Session, now: datetime, programs: Collection[int] | None = None) -> Counts:
    """Count everything figures are made of, or what can be counted of some programs alone: their pairs."""
    inside = within(programs)
    outcomes = _outcomes(db, now - PERIOD, now, inside)
    mentees, with_goal, opened, fresh = _goals(db, now, inside)
    of_pairs = Counts(
        held=outcomes.get(Outcome.HELD, 0),
        missed=outcomes.get(Outcome.MISSED, 0),
        unknown=outcomes.get(Outcome.BOOKED, 0),
        mentees=mentees,
        mentees_with_goal=with_goal,
        goals_open=opened,
        goals_fresh=fresh,
        worth=_worth(db, now, inside),
    )
    return of_pairs if programs is not None else replace(of_pairs, **_of_people(db, now))


def _of_people(db: orm.Session, now: datetime) -> dict[str, Any]:
    """Count people and requests, which belong to no program."""
    closed, days, waits = _asks(db, now - PERIOD)
    return {
        "joined": _number(db, people.c.id, HERE),
        "with_a_pair": _paired(db),
        "places": places(db, now),
        "waiting": _number(db, people.c.id, HERE, people.c.waits_since.is_not(None)),
        "answered": sum(closed.get(state, 0) for state in ANSWERED),
        "accepted": closed.get(AskState.ACCEPTED, 0),
        "declined": closed.get(AskState.DECLINED, 0),
        "expired": closed.get(AskState.EXPIRED, 0),
        "days_to_answer": days,
        "open_asks": waits,
    }


def places(db: orm.Session, now: datetime) -> int:
    """Count how many more mentees could be taken by mentors who take any right now."""
    taken = sa.select(pairs.c.mentor_id, sa.func.count().label("mentees")).where(takes_room())
    load = taken.group_by(pairs.c.mentor_id).subquery()
    free = people.c.capacity - sa.func.coalesce(load.c.mentees, 0)
    rests = sa.and_(people.c.offering_paused_until.is_not(None), people.c.offering_paused_until > now)
    room = sa.select(sa.func.sum(sa.case((free > 0, free), else_=0))).select_from(people)
    room = room.outerjoin(load, load.c.mentor_id == people.c.id)
    return db.scalar(room.where(HERE, people.c.capacity > 0, sa.not_(rests))) or 0


def weekly(db: orm.Session, weeks: Sequence[date], programs: Collection[int] | None = None) -> list[int]:
    """Count the sessions held in each of these weeks, given by their Mondays."""
    query = sa.select(sessions.c.on, sa.func.count()).join(pairs, pairs.c.id == sessions.c.pair_id)
    query = query.where(sessions.c.outcome == Outcome.HELD, *within(programs))
    query = query.where(sessions.c.on >= weeks[0], sessions.c.on < weeks[-1] + A_WEEK).group_by(sessions.c.on)
    found = dict.fromkeys(weeks, 0)
    for on, number in db.execute(query):
        found[on - timedelta(days=on.weekday())] += number
    return list(found.values())


def waiting_long(db: orm.Session, before: datetime) -> int:
    """Count requests that have waited since then for an answer."""
    return _number(db, asks.c.id, asks.c.state == AskState.SENT, asks.c.sent_at <= before)


def messages(db: orm.Session, now: datetime) -> Mapping[Class, float]:
    """Tell how many messages somebody who joined got in a week, on average over four, by their class."""
    told = sa.and_(
        letters.c.state == LetterState.SENT, letters.c.edits.is_(None), letters.c.sent_at >= now - 4 * A_WEEK
    )
    query = sa.select(letters.c.class_, sa.func.count()).where(told, letters.c.written_at >= now - 5 * A_WEEK)
    joined = _number(db, people.c.id, HERE)
    counted = db.execute(query.group_by(letters.c.class_))
    return {class_: number / joined / 4 for class_, number in counted} if joined else {}


def _number(db: orm.Session, column: sa.Column[int], *which: sa.ColumnElement[bool]) -> int:
    return db.scalar(sa.select(sa.func.count(column)).where(*which)) or 0


def _paired(db: orm.Session) -> int:
    """Count people who joined and are in a pair now."""
    live = pairs.c.lifecycle.in_(LIVE_NAMES)
    mentors, mentees = (sa.select(side).where(live) for side in (pairs.c.mentor_id, pairs.c.mentee_id))
    return _number(db, people.c.id, HERE, sa.or_(people.c.id.in_(mentors), people.c.id.in_(mentees)))


def _asks(db: orm.Session, since: datetime) -> tuple[Mapping[AskState, int], list[float], int]:
    """Count requests that came to an end, the days until an answer, and how many are open."""
    over = sa.and_(asks.c.answered_at >= since, asks.c.state.in_([*ANSWERED, AskState.EXPIRED]))
    closed: dict[AskState, int] = {}
    days = []
    for state, sent_at, answered_at in db.execute(
        sa.select(asks.c.state, asks.c.sent_at, asks.c.answered_at).where(over)
    ):
        closed[state] = closed.get(state, 0) + 1
        if state is not AskState.EXPIRED and sent_at and answered_at:
            days.append((answered_at - sent_at) / A_DAY)
    return closed, days, _number(db, asks.c.id, asks.c.state == AskState.SENT)


def _outcomes(db: orm.Session, since: datetime, now: datetime, inside: Inside) -> Mapping[Outcome, int]:
    """Count past sessions by what became of them; a moved one counts as the date it was moved to."""
    past = sa.and_(sessions.c.at >= since, sessions.c.at <= now)
    forgotten = sa.or_(sessions.c.outcome != Outcome.BOOKED, sessions.c.at <= now - ASKED_TWICE)
    query = sa.select(sessions.c.outcome, sa.func.count()).join(pairs, pairs.c.id == sessions.c.pair_id)
    return dict(db.execute(query.where(past, forgotten, *inside).group_by(sessions.c.outcome)).all())


def _goals(db: orm.Session, now: datetime, inside: Inside) -> tuple[int, int, int, int]:
    """Count mentees of live pairs, those with a goal open or reached, their open goals, and the ones looked after."""
    mentees = sa.select(pairs.c.mentee_id).where(pairs.c.lifecycle.in_(LIVE_NAMES), *inside).distinct()
    theirs, is_open = goals.c.owner_id.in_(mentees), goals.c.state == GoalState.OPEN
    named = goals.c.state.in_([GoalState.OPEN, GoalState.DONE])
    with_goal = sa.select(sa.func.count(goals.c.owner_id.distinct())).where(named, theirs)
    return (
        _number(db, people.c.id, people.c.id.in_(mentees)),
        db.scalar(with_goal) or 0,
        _number(db, goals.c.id, theirs, is_open),
        _number(db, goals.c.id, theirs, is_open, goals.c.updated_at >= now - STALE_AFTER),
    )


def _worth(db: orm.Session, now: datetime, inside: Inside) -> Mapping[str, Worth]:
    """Sum up whether it is worth people's time, as things stood when this week began.

    So nobody who looks before and after somebody answered can tell what they said.
    """
    began = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    roles = {MENTEES: pairs.c.mentee_id, MENTORS: pairs.c.mentor_id}
    return {role: _worth_of(db, side, began, inside) for role, side in roles.items()}


def _worth_of(db: orm.Session, side: sa.Column[int], began: datetime, inside: Inside) -> Worth:
    """Sum up the newest fresh answer of everybody in one role, about the pairs in which they have that role."""
    old_enough = sa.and_(pairs.c.lifecycle.in_(LIVE_NAMES), pairs.c.started_at <= began - FIRST_AFTER, *inside)
    theirs = sa.and_(pairs.c.id == answers.c.pair_id, side == answers.c.author_id)
    pulse = sa.and_(answers.c.topic == Topic.PULSE, answers.c.item == WORTH)
    fresh = sa.and_(answers.c.at >= began - FRESH_FOR, answers.c.at < began)
    newest = (answers.c.at.desc(), answers.c.id.desc())
    turn = sa.func.row_number().over(partition_by=answers.c.author_id, order_by=newest).label("turn")
    query = sa.select(answers.c.value, turn).join(pairs, theirs).where(pulse, fresh, old_enough).subquery()
    counted = sa.select(query.c.value, sa.func.count()).where(query.c.turn == 1).group_by(query.c.value)
    scores = [(int(value), number) for value, number in db.execute(counted)]
    return Worth(
        asked=db.scalar(sa.select(sa.func.count(side.distinct())).where(old_enough)) or 0,
        answered=sum(number for _, number in scores),
        total=sum(score * number for score, number in scores),
    )
