"""Censuses: what is counted of a whole workspace. Whatever is counted of many people names none of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring import floors
from bot.mentoring.asks import AskState
from bot.mentoring.counts import Counts, Gap
from bot.mentoring.figures import ACTIVE_WITHIN, PERIOD, SETTLES_IN, WAITS_LONG
from bot.mentoring.goals import STALE_AFTER, GoalState
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.sessions import Outcome
from bot.store import brakes, feelings, headcounts
from bot.store.headcounts import HERE
from bot.store.overviews import STOPPED_NAMES, within
from bot.store.tables.asks import asks
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.pairs import LIVE_NAMES, pairs, turns
from bot.store.tables.people import people
from bot.store.tables.sessions import sessions

Inside = Sequence[sa.ColumnElement[bool]]
"""What holds a query on pairs to some programs."""
ANSWERED = (AskState.ACCEPTED, AskState.CHAT_OFFERED, AskState.REFERRED, AskState.DECLINED)
A_DAY = timedelta(days=1)
ASKED_TWICE = timedelta(days=7)
"""So long after a session its two were asked what became of it, twice."""
A_WEEK = timedelta(days=7)
HALF_A_YEAR = timedelta(days=182)
"""So long a pair without a term is taken to mean to meet."""
OVERDUE_AFTER = timedelta(days=30)
BY_CHOICE, GOALS_MET = "end:", "end:goals_met"


def count(db: orm.Session, now: datetime, programs: Collection[int] | None = None) -> Counts:
    """Count everything figures are made of, or what can be counted of some programs alone: their pairs."""
    inside = within(programs)
    old_enough = (*inside, pairs.c.started_at <= now - SETTLES_IN)
    outcomes = _outcomes(db, now - PERIOD, now, old_enough)
    of_pairs = Counts(
        held=outcomes.get(Outcome.HELD, 0),
        missed=outcomes.get(Outcome.MISSED, 0),
        unknown=outcomes.get(Outcome.BOOKED, 0),
        feelings=feelings.felt(db, now, inside),
        **_gaps(db, now, old_enough),
        **_early_ends(db, now, inside),
        **_goals(db, now, inside, old_enough),
    )
    requests = _asks(db, now) if programs is None else {}  # which belong to no program
    return replace(of_pairs, **headcounts.of(db, now, programs), **requests)


def _asks(db: orm.Session, now: datetime) -> dict[str, Any]:
    """Count requests that came to an end in ninety days or have yet to, and how long they waited."""
    lately = sa.or_(asks.c.state == AskState.SENT, asks.c.answered_at >= now - PERIOD)
    sent = sa.and_(asks.c.sent_at.is_not(None), lately)
    found: Counter[AskState] = Counter()
    answered: list[float] = []
    without: list[float] = []
    query = sa.select(asks.c.state, asks.c.sent_at, asks.c.answered_at).where(sent)
    for state, sent_at, answered_at in db.execute(query):
        found[state] += 1
        if sent_at:
            (answered if state in ANSWERED else without).append(((answered_at or now) - sent_at) / A_DAY)
    return {
        "answered": sum(found[state] for state in ANSWERED),
        "accepted": found[AskState.ACCEPTED],
        "declined": found[AskState.DECLINED],
        "expired": found[AskState.EXPIRED],
        "called_off": found[AskState.WITHDRAWN] + found[AskState.VOID],
        "days_to_answer": answered,
        "days_without": without,
        "open_asks": found[AskState.SENT],
        "waiting_long": _waiting_long(db, now),
    }


def _waiting_long(db: orm.Session, now: datetime) -> int:
    """Count requests that have waited for their mentor for long: not those a lead's hold keeps from being read."""
    is_open, since = asks.c.state == AskState.SENT, sa.func.coalesce(asks.c.let_go_at, asks.c.sent_at)
    return _number(db, asks.c.id, is_open, since <= now - WAITS_LONG, asks.c.id.not_in(brakes.UNREAD_REQUESTS))


def weekly(db: orm.Session, weeks: Sequence[date], programs: Collection[int] | None = None) -> list[int]:
    """Count the sessions held in each of these weeks, given by their Mondays."""
    query = sa.select(sessions.c.on, sa.func.count()).join(pairs, pairs.c.id == sessions.c.pair_id)
    query = query.where(sessions.c.outcome == Outcome.HELD, *within(programs))
    query = query.where(sessions.c.on >= weeks[0], sessions.c.on < weeks[-1] + A_WEEK).group_by(sessions.c.on)
    found = dict.fromkeys(weeks, 0)
    for on, number in db.execute(query):
        found[on - timedelta(days=on.weekday())] += number
    return list(found.values())


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


def _outcomes(db: orm.Session, since: datetime, now: datetime, inside: Inside) -> Mapping[Outcome, int]:
    """Count past sessions by what became of them; a moved one counts as the date it was moved to."""
    past = sa.and_(sessions.c.at >= since, sessions.c.at <= now)
    forgotten = sa.or_(sessions.c.outcome != Outcome.BOOKED, sessions.c.at <= now - ASKED_TWICE)
    query = sa.select(sessions.c.outcome, sa.func.count()).join(pairs, pairs.c.id == sessions.c.pair_id)
    return dict(db.execute(query.where(past, forgotten, *inside).group_by(sessions.c.outcome)).all())


def _gaps(db: orm.Session, now: datetime, inside: Inside) -> dict[str, Any]:
    """Count the sessions that followed another one, and those of them that came on time, to the second.

    Whether one was late after a break depends on how long that was: these are returned one by one.
    """
    since = now - PERIOD
    told, took = _followed(now, inside)
    is_on_time = sa.case((took <= told.c.allowed, 1), else_=0)
    counted = sa.select(sa.func.count(), sa.func.sum(is_on_time)).where(told.c.before.is_not(None), told.c.at >= since)
    gaps, on_time = db.execute(counted).one()
    had_a_break = pairs.c.id.in_(sa.select(turns.c.pair_id).where(turns.c.became.in_(STOPPED_NAMES)))
    told, took = _followed(now, [*inside, had_a_break])
    late = sa.select(told.c.pair_id, told.c.at, took, told.c.allowed).where(took > told.c.allowed, told.c.at >= since)
    over_breaks = [
        Gap(pair, at, timedelta(seconds=float(seconds)), timedelta(seconds=allowed))
        for pair, at, seconds, allowed in db.execute(late)
    ]
    return {"gaps": gaps, "gaps_on_time": on_time or 0, "gaps_over_breaks": over_breaks}


def _followed(now: datetime, inside: Inside) -> tuple[sa.Subquery, sa.ColumnElement[Any]]:
    """Put the moment of the session before beside each, what the rhythm allows between them, and what it took."""
    one_before = sa.func.lag(sessions.c.at, type_=sessions.c.at.type)
    before = one_before.over(partition_by=sessions.c.pair_id, order_by=sessions.c.at)
    allowed = sa.type_coerce(pairs.c.rhythm, sa.Integer) * int(ACTIVE_WITHIN * A_DAY.total_seconds())
    query = sa.select(sessions.c.pair_id, sessions.c.at, before.label("before"), allowed.label("allowed"))
    query = query.join(pairs, pairs.c.id == sessions.c.pair_id).where(sessions.c.outcome == Outcome.HELD, *inside)
    told = query.where(sessions.c.at <= now, sessions.c.at >= now - 2 * PERIOD).subquery()
    return told, sa.extract("epoch", told.c.at) - sa.extract("epoch", told.c.before)


def _early_ends(db: orm.Session, now: datetime, inside: Inside) -> dict[str, Any]:
    """Count the pairs that ended before half of their time, but for those that were done.

    Why somebody ended theirs is private, and a look before and after would tell: so those that were ended by choice,
    for whichever reason, are told of five and more at a time, or nothing of early ends is.
    """
    query = sa.select(pairs.c.id, pairs.c.started_at, pairs.c.ended_at, pairs.c.term_ends_at, turns.c.cause)
    query = query.join(turns, sa.and_(turns.c.pair_id == pairs.c.id, turns.c.became == Lifecycle.ENDED_NO_FAULT))
    early = [
        row
        for row in db.execute(query.where(pairs.c.lifecycle == Lifecycle.ENDED_NO_FAULT, *inside))
        if row.ended_at
        and row.ended_at - row.started_at < ((row.term_ends_at or row.started_at + HALF_A_YEAR) - row.started_at) / 2
    ]
    chosen = [row for row in early if row.cause.startswith(BY_CHOICE)]
    ended = [(row.ended_at, row.id) for row in chosen]
    until = floors.told_until(ended, floors.monday(now), now - min(ended)[0]) if ended else None
    if ended and until is None:
        return {"ended_early": None}
    told = [row for row in early if row not in chosen or (until and row.ended_at < until)]
    return {"ended_early": sum(1 for row in told if row.cause != GOALS_MET)}


def _goals(db: orm.Session, now: datetime, inside: Inside, old_enough: Inside) -> dict[str, Any]:
    """Count mentees of live pairs, those with a goal open or reached, and their goals by what became of them.

    A goal of a pair that isn't meant is nobody's here, though its owner is somebody's mentee here, too.
    """
    mentees = sa.select(pairs.c.mentee_id).where(pairs.c.lifecycle.in_(LIVE_NAMES), *old_enough).distinct()
    meant = sa.or_(goals.c.pair_id.is_(None), goals.c.pair_id.in_(sa.select(pairs.c.id).where(*inside)))
    theirs, is_open = sa.and_(goals.c.owner_id.in_(mentees), meant), goals.c.state == GoalState.OPEN
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
