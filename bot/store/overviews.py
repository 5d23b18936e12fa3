"""Overviews: every pair of a workspace as a lead may see it, in a handful of queries, however many pairs there are.

Nobody's words and nobody's scores are read here: of answers, only that a lead may get in touch, and that two people
would rather have no agreement.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.agreements import VALID_FOR
from bot.mentoring.answers import Topic
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import STOPPED, Lifecycle
from bot.mentoring.overview import PairSeen, Stop, window
from bot.mentoring.people import Person, Standing
from bot.mentoring.sessions import Outcome
from bot.store.programs import LEAD
from bot.store.tables.agreements import agreements, answers
from bot.store.tables.installations import installations
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs, turns, was_declined
from bot.store.tables.people import people
from bot.store.tables.programs import program_roles
from bot.store.tables.sessions import sessions

COLUMNS = (
    pairs.c.id,
    pairs.c.started_at,
    pairs.c.rhythm,
    pairs.c.wished_rhythm,
    pairs.c.wished_at,
    pairs.c.lifecycle,
    pairs.c.before_hold,
    pairs.c.wound_down_at,
    pairs.c.redefined_at,
    pairs.c.held,
    pairs.c.missed_in_a_row,
    pairs.c.idle_since,
    pairs.c.checked_in_until,
    pairs.c.ended_at,
    pairs.c.program_id,
    pairs.c.customs,
)
NAMES = (*(column.name for column in COLUMNS), "mentor", "mentor_name", "mentee", "mentee_name", "is_left")
STOPPED_NAMES = sorted(str(state) for state in STOPPED)


def every(
    db: orm.Session,
    now: datetime,
    *,
    viewer: str = "",
    programs: Collection[int] | None = None,
    only: int | None = None,
) -> list[PairSeen]:
    """Return every pair there ever was here, in these programs or anywhere, or one of them, oldest first.

    That one of two would like a word isn't told to a viewer who is the other one.
    """
    these = [*_of(pairs.c.id, only), *within(programs)]
    rows = _pairs(db, these)
    windows = sorted({window(row.rhythm) for row in rows})
    met = _met(db, windows, now, only)
    ahead, agreed = _ahead(db, now, only), _agreed(db, now, only)
    informal, wishes, (stops, declined) = _informal(db, only), _wishes(db, only), _stops(db, only)
    seen = [PairSeen(**dict(zip(NAMES, row, strict=True))) for row in rows]
    for pair in seen:
        number = pair.id
        if number in met:
            pair.first_met_at, pair.last_met_at, *lately = met[number]
            pair.met = lately[windows.index(window(pair.rhythm))]
        pair.next_at, pair.agreed = ahead.get(number), agreed.get(number, 0)
        pair.is_informal, pair.was_declined = number in informal, number in declined
        pair.wishes = number in wishes and viewer not in pair.both
        pair.stops = stops.get(number, ())
    return seen


def are_there_any(db: orm.Session, programs: Collection[int] | None) -> bool:
    """Tell whether there ever was a pair here, in these programs or anywhere."""
    return db.scalar(sa.select(pairs.c.id).where(*within(programs)).limit(1)) is not None


def numbers_of(db: orm.Session, programs: Collection[int]) -> frozenset[int]:
    """Return the numbers of every pair there ever was in these programs."""
    return frozenset(db.scalars(sa.select(pairs.c.id).where(*within(programs))))


TWICE = 2
LET_PASS = sa.text("letters.kind = 'agreement_missing' AND letters.occasion = 'last'")
"""Written out, because only then do both databases see that the partial index serves."""


def met_twice(db: orm.Session, numbers: Collection[int]) -> Mapping[int, datetime]:
    """Return when each of these pairs met a second time, if they did."""
    turn = sa.func.row_number().over(partition_by=sessions.c.pair_id, order_by=sessions.c.at).label("turn")
    held = sa.select(sessions.c.pair_id, sessions.c.at, turn).where(
        sessions.c.outcome == Outcome.HELD, sessions.c.pair_id.in_(numbers)
    )
    told = held.subquery()
    return dict(db.execute(sa.select(told.c.pair_id, told.c.at).where(told.c.turn == TWICE)).all())


def readers(db: orm.Session) -> Sequence[Person]:
    """Return everybody who leads something, in all workspaces.

    As long as nobody was named, whoever installed the bot does, or else the admins who take part (`bot/leadership.py`).
    """
    return db.scalars(_readers()).all()


@cache
def _readers() -> sa.Select[Person]:
    """Write the question down once: to write it takes far longer than to ask it."""
    leads = sa.or_(people.c.is_lead, _leads_a_program(), _is_first(), _leads_for_want_of_others())
    return sa.select(Person).where(leads, people.c.standing == Standing.MEMBER).order_by(people.c.id)


def leading(db: orm.Session, among: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Tell who of these, by workspace and Slack id, leads anything here, or runs the workspace."""
    if not among:
        return frozenset()
    found = sa.select(people.c.workspace, people.c.slack_id).where(
        sa.tuple_(people.c.workspace, people.c.slack_id).in_(among),
        people.c.standing == Standing.MEMBER,
        sa.or_(people.c.is_admin, people.c.is_lead, _leads_a_program(), _is_first()),
    )
    return frozenset((row.workspace, row.slack_id) for row in db.execute(found))


def _leads_a_program() -> sa.ColumnElement[bool]:
    here = (program_roles.c.workspace == people.c.workspace, program_roles.c.slack_id == people.c.slack_id)
    return sa.exists().where(*here, program_roles.c.role == LEAD).correlate(people)


def _is_first() -> sa.ColumnElement[bool]:
    """Whoever installed the bot leads as long as nobody does."""
    here = (installations.c.workspace == people.c.workspace, installations.c.installed_by == people.c.slack_id)
    return sa.and_(sa.exists().where(*here).correlate(people), ~_is_led())


def _leads_for_want_of_others() -> sa.ColumnElement[bool]:
    """Admins who take part lead where nobody else does, and whoever installed the bot isn't there."""
    first = people.alias("first")
    here = (first.c.workspace == people.c.workspace, first.c.standing == Standing.MEMBER)
    installer = (installations.c.workspace == first.c.workspace, installations.c.installed_by == first.c.slack_id)
    there_is_one = sa.exists().where(*here, *installer).correlate(people)
    return sa.and_(people.c.is_admin, people.c.joined_at.is_not(None), ~_is_led(), ~there_is_one)


def _is_led() -> sa.ColumnElement[bool]:
    lead = people.alias("lead")
    led = (lead.c.workspace == people.c.workspace, lead.c.is_lead, lead.c.standing == Standing.MEMBER)
    return sa.exists().where(*led).correlate(people)


def within(programs: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    """Hold a query on pairs to these programs, if not all are meant."""
    return [] if programs is None else [pairs.c.program_id.in_(programs)]


def _pairs(db: orm.Session, these: Sequence[sa.ColumnElement[bool]]) -> Sequence[Any]:
    mentor, mentee = people.alias("mentor"), people.alias("mentee")
    two = (
        mentor.c.slack_id.label("mentor"),
        mentor.c.name.label("mentor_name"),
        mentee.c.slack_id.label("mentee"),
        mentee.c.name.label("mentee_name"),
        sa.or_(mentor.c.joined_at.is_(None), mentee.c.joined_at.is_(None)).label("is_left"),
    )
    query = sa.select(*COLUMNS, *two).join(mentor, mentor.c.id == pairs.c.mentor_id)
    return db.execute(query.join(mentee, mentee.c.id == pairs.c.mentee_id).where(*these).order_by(pairs.c.id)).all()


def _met(db: orm.Session, windows: Sequence[timedelta], now: datetime, only: int | None) -> Mapping[int, Sequence[Any]]:
    """Look once at every session that was held: the first, the last, and how many within each of some windows."""
    past = sessions.c.at <= now
    within_ = [sa.func.sum(sa.case((sa.and_(past, sessions.c.at >= now - each), 1), else_=0)) for each in windows]
    query = sa.select(sessions.c.pair_id, sa.func.min(sessions.c.at), sa.func.max(sessions.c.at), *within_)
    held = query.where(sessions.c.outcome == Outcome.HELD, *_of(sessions.c.pair_id, only))
    return {number: met for number, *met in db.execute(held.group_by(sessions.c.pair_id))}


def _ahead(db: orm.Session, now: datetime, only: int | None) -> Mapping[int, datetime]:
    """Return when each pair means to meet next."""
    booked = sa.and_(sessions.c.outcome == Outcome.BOOKED, sessions.c.at >= now, *_of(sessions.c.pair_id, only))
    query = sa.select(sessions.c.pair_id, sa.func.min(sessions.c.at)).where(booked)
    return dict(db.execute(query.group_by(sessions.c.pair_id)).all())


def _agreed(db: orm.Session, now: datetime, only: int | None) -> Mapping[int, int]:
    """Count how many of the two confirmed, lately enough, how they work together."""
    valid = [sa.case((at >= now - VALID_FOR, 1), else_=0) for at in (agreements.c.mentee_at, agreements.c.mentor_at)]
    query = sa.select(agreements.c.pair_id, sa.func.max(valid[0] + valid[1])).where(*_of(agreements.c.pair_id, only))
    return dict(db.execute(query.group_by(agreements.c.pair_id)).all())


def _informal(db: orm.Session, only: int | None) -> frozenset[int]:
    """Return the pairs that would rather have no agreement, because they said so or let the question pass."""
    said = sa.select(answers.c.pair_id).where(answers.c.topic == Topic.INFORMAL, *_of(answers.c.pair_id, only))
    passed = sa.select(letters.c.pair_id).where(
        LET_PASS, letters.c.state == LetterState.SENT, letters.c.edits.is_(None)
    )
    numbers = db.scalars(passed.where(*_of(letters.c.pair_id, only)))
    return frozenset([*db.scalars(said), *(number for number in numbers if number)])


def _wishes(db: orm.Session, only: int | None) -> frozenset[int]:
    """Return the pairs of whom one agreed that a lead gets in touch."""
    asked = sa.and_(answers.c.topic == Topic.CONTACT, answers.c.value == "yes", *_of(answers.c.pair_id, only))
    return frozenset(db.scalars(sa.select(answers.c.pair_id).where(asked)))


def _stops(db: orm.Session, only: int | None) -> tuple[Mapping[int, Sequence[Stop]], frozenset[int]]:
    """Return each pair's turns into a break and out of one, and which pairs were proposed and never came about."""
    around = sa.or_(turns.c.became.in_(STOPPED_NAMES), turns.c.was.in_(STOPPED_NAMES), was_declined())
    query = sa.select(turns.c.pair_id, turns.c.at, turns.c.was, turns.c.became).where(
        around, *_of(turns.c.pair_id, only)
    )
    stops: dict[int, list[Stop]] = defaultdict(list)
    declined = set()
    for number, at, was, became in db.execute(query.order_by(turns.c.at, turns.c.id)):
        if was is Lifecycle.PROPOSED:
            declined.add(number)
        else:
            stops[number].append(Stop(at, became))
    return stops, frozenset(declined)


def _of(column: Any, only: int | None) -> list[sa.ColumnElement[bool]]:  # noqa: ANN401 - a column of numbers, or of numbers and none
    return [] if only is None else [column == only]
