"""Censuses: what is counted of a whole workspace. Whatever is counted of many people names none of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import AskState
from bot.mentoring.figures import ACTIVE_WITHIN, PERIOD, Counts
from bot.mentoring.goals import STALE_AFTER, GoalState
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.people import Standing
from bot.mentoring.sessions import Outcome
from bot.store import feelings
from bot.store.database import workspace_of
from bot.store.enrolments import LEARN, TEACH
from bot.store.overviews import within
from bot.store.tables.asks import asks
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.pairs import LIVE_NAMES, pairs, takes_room, turns
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments
from bot.store.tables.sessions import sessions

Inside = Sequence[sa.ColumnElement[bool]]
"""What holds a query on pairs to some programs."""
MENTORS, MENTEES = feelings.MENTORS, feelings.MENTEES
ANSWERED = (AskState.ACCEPTED, AskState.CHAT_OFFERED, AskState.REFERRED, AskState.DECLINED)
A_DAY = timedelta(days=1)
ASKED_TWICE = timedelta(days=7)
"""So long after a session its two were asked what became of it, twice."""
HERE = sa.and_(people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER)
A_WEEK = timedelta(days=7)
HALF_A_YEAR = timedelta(days=182)
"""So long a pair without a term is taken to mean to meet."""
OVERDUE_AFTER = timedelta(days=30)
BY_CHOICE, GOALS_MET = "end:", "end:goals_met"


def count(db: orm.Session, now: datetime, programs: Collection[int] | None = None) -> Counts:
    """Count everything figures are made of, or what can be counted of some programs alone: their pairs."""
    inside = within(programs)
    outcomes = _outcomes(db, now - PERIOD, now, inside)
    gaps, on_time = _gaps(db, now, inside)
    early, before_half = _early_ends(db, inside)
    of_pairs = Counts(
        held=outcomes.get(Outcome.HELD, 0),
        missed=outcomes.get(Outcome.MISSED, 0),
        unknown=outcomes.get(Outcome.BOOKED, 0),
        gaps=gaps,
        gaps_on_time=on_time,
        ended_early=early,
        ended_before_half=before_half,
        feelings=feelings.felt(db, now, inside),
        **_goals(db, now, inside),
    )
    people_ = _of_people(db, now) if programs is None else _of_programs(db, programs)
    return replace(of_pairs, **people_)


def _of_people(db: orm.Session, now: datetime) -> dict[str, Any]:
    """Count people and requests, which belong to no program."""
    closed, days, waits = _asks(db, now - PERIOD)
    mentors, mentees = (people.c.capacity > 0,), (people.c.capacity == 0,)
    return {
        "invited": _number(db, people.c.id, people.c.standing == Standing.MEMBER),
        "roles": {
            MENTEES: (
                _number(db, people.c.id, HERE, *mentees, _has(pairs.c.mentee_id)),
                _number(db, people.c.id, HERE, *mentees),
            ),
            MENTORS: (
                _number(db, people.c.id, HERE, *mentors, _has(pairs.c.mentor_id)),
                _number(db, people.c.id, HERE, *mentors),
            ),
        },
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


def _of_programs(db: orm.Session, programs: Collection[int]) -> dict[str, Any]:
    """Count the people of some programs: who was listed, who joined, and who is in a pair there, by role."""
    listed = sa.select(enrolments.c.person_id).where(
        enrolments.c.workspace == workspace_of(db), enrolments.c.program_id.in_(programs)
    )
    learn, teach = (people.c.id.in_(listed.where(enrolments.c.part.in_(parts))) for parts in (LEARN, TEACH))
    inside = within(programs)
    as_mentee, as_mentor = (_has(side, *inside) for side in (pairs.c.mentee_id, pairs.c.mentor_id))
    either = sa.or_(as_mentee, as_mentor)
    return {
        "invited": _number(db, people.c.id, people.c.id.in_(listed), people.c.standing == Standing.MEMBER),
        "joined": _number(db, people.c.id, HERE, people.c.id.in_(listed)),
        "with_a_pair": _number(db, people.c.id, HERE, people.c.id.in_(listed), either),
        "roles": {
            MENTEES: (_number(db, people.c.id, HERE, learn, as_mentee), _number(db, people.c.id, HERE, learn)),
            MENTORS: (_number(db, people.c.id, HERE, teach, as_mentor), _number(db, people.c.id, HERE, teach)),
        },
    }


def _has(side: sa.Column[int], *inside: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Say that somebody is in a pair now, on one side of it."""
    return people.c.id.in_(sa.select(side).where(pairs.c.lifecycle.in_(LIVE_NAMES), *inside))


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


def _gaps(db: orm.Session, now: datetime, inside: Inside) -> tuple[int, int]:
    """Count the sessions that followed another one, and those of them that came on time, to the second."""
    second = sa.extract("epoch", sessions.c.at)
    before = sa.func.lag(second).over(partition_by=sessions.c.pair_id, order_by=sessions.c.at)
    allowed = sa.type_coerce(pairs.c.rhythm, sa.Integer) * int(ACTIVE_WITHIN * A_DAY.total_seconds())
    query = sa.select(sessions.c.at, (second - before).label("took"), allowed.label("allowed"))
    query = query.join(pairs, pairs.c.id == sessions.c.pair_id).where(sessions.c.outcome == Outcome.HELD, *inside)
    told = query.where(sessions.c.at <= now, sessions.c.at >= now - 2 * PERIOD).subquery()
    since = (told.c.took.is_not(None), told.c.at >= now - PERIOD)
    is_on_time = sa.case((told.c.took <= told.c.allowed, 1), else_=0)
    gaps, on_time = db.execute(sa.select(sa.func.count(), sa.func.sum(is_on_time)).where(*since)).one()
    return gaps, on_time or 0


def _early_ends(db: orm.Session, inside: Inside) -> tuple[int, int]:
    """Count the pairs that one of the two ended before half of their time, but for those that were done by then.

    The second number takes those in, too: where it is small, the first would tell why somebody ended theirs.
    """
    query = sa.select(pairs.c.started_at, pairs.c.ended_at, pairs.c.term_ends_at, turns.c.cause)
    query = query.join(turns, sa.and_(turns.c.pair_id == pairs.c.id, turns.c.became == Lifecycle.ENDED_NO_FAULT))
    query = query.where(pairs.c.lifecycle == Lifecycle.ENDED_NO_FAULT, turns.c.cause.startswith(BY_CHOICE), *inside)
    early = [
        row.cause
        for row in db.execute(query)
        if row.ended_at
        and row.ended_at - row.started_at < ((row.term_ends_at or row.started_at + HALF_A_YEAR) - row.started_at) / 2
    ]
    return sum(1 for cause in early if cause != GOALS_MET), len(early)


def _goals(db: orm.Session, now: datetime, inside: Inside) -> dict[str, Any]:
    """Count mentees of live pairs, those with a goal open or reached, and their goals by what became of them."""
    mentees = sa.select(pairs.c.mentee_id).where(pairs.c.lifecycle.in_(LIVE_NAMES), *inside).distinct()
    theirs, is_open = goals.c.owner_id.in_(mentees), goals.c.state == GoalState.OPEN
    named = goals.c.state.in_([GoalState.OPEN, GoalState.DONE])
    with_goal = sa.select(sa.func.count(goals.c.owner_id.distinct())).where(named, theirs)
    states = dict(db.execute(sa.select(goals.c.state, sa.func.count()).where(theirs).group_by(goals.c.state)).all())
    progress = sa.case((goals.c.state == GoalState.DONE, 100), else_=goals.c.progress)
    overdue = (is_open, goals.c.due_on < (now - OVERDUE_AFTER).date())
    return {
        "mentees": _number(db, people.c.id, people.c.id.in_(mentees)),
        "mentees_with_goal": db.scalar(with_goal) or 0,
        "goals_open": states.get(GoalState.OPEN, 0),
        "goals_fresh": _number(db, goals.c.id, theirs, is_open, goals.c.updated_at >= now - STALE_AFTER),
        "goals_done": states.get(GoalState.DONE, 0),
        "goals_dropped": states.get(GoalState.DROPPED, 0),
        "goals_overdue": _number(db, goals.c.id, theirs, *overdue),
        "goals_parked": states.get(GoalState.PARKED, 0),
        "goals_progress": db.scalar(sa.select(sa.func.sum(progress)).where(named, theirs)) or 0,
    }
