"""Headcounts: how many people there are, in which role, in a pair or waiting for one, and how much room there is."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.people import Standing
from bot.mentoring.programs import Step
from bot.store import feelings, loads
from bot.store.database import workspace_of
from bot.store.enrolments import LEARN, TEACH
from bot.store.overviews import within
from bot.store.tables.pairs import LIVE_NAMES, OPEN_NAMES, claims_room, pairs
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments
from bot.store.tables.programs import programs as every

Holds = sa.ColumnElement[bool]
MENTORS, MENTEES = feelings.MENTORS, feelings.MENTEES
MEMBER = people.c.standing == Standing.MEMBER
BEFORE_THE_END = [step for step in Step if step not in {Step.CLOSE, Step.ARCHIVE}]
"""From when it closes on, nobody is matched in a program any more, so that nobody waits in it."""
HERE = sa.and_(people.c.joined_at.is_not(None), MEMBER)


class Side(NamedTuple):
    """What makes somebody count in one role, and as being in a pair in it."""

    role: Holds
    paired: Holds


def of(db: orm.Session, now: datetime, programs: Collection[int] | None) -> dict[str, Any]:
    """Count everybody here in one look, or whoever is on the list of some programs."""
    teaching, learning, listed = _teaching(programs), _learning(programs), _listed(db, programs)
    source = people.outerjoin(teaching, teaching.c.person_id == people.c.id)
    source = source.outerjoin(learning, learning.c.person_id == people.c.id)
    source = source.join(listed, listed.c.person_id == people.c.id, isouter=programs is None)
    as_mentor, as_mentee = _any(teaching.c.live), _any(learning.c.live)
    waits, teaches, learns = _any(listed.c.waits), _any(listed.c.teaches), _any(listed.c.learns)
    if programs is None:
        waits = sa.or_(people.c.waits_since.is_not(None), waits)
        teaches = sa.or_(people.c.capacity > 0, as_mentor, teaches)
        learns = sa.or_(sa.not_(teaches), as_mentee, waits, learns)
    mentors, mentees = Side(teaches, as_mentor), Side(learns, as_mentee)
    free = people.c.capacity - sa.func.coalesce(teaching.c.load, 0)
    has_room = sa.and_(HERE, mentors.role, free > 0, sa.not_(loads.rests(now)))
    counted = {
        "invited": (MEMBER,),
        "joined": (HERE,),
        "with_a_pair": (HERE, sa.or_(as_mentor, as_mentee)),
        "waiting": (HERE, waits),
        "learn": (HERE, mentees.role),
        "learning": (HERE, *mentees),
        "teach": (HERE, mentors.role),
        "teaching": (HERE, *mentors),
    }
    sums = [_sum(sa.and_(*which), name) for name, which in counted.items()]
    row = db.execute(sa.select(*sums, _sum(has_room, "places", free)).select_from(source)).mappings().one()
    found = {name: int(number or 0) for name, number in row.items()}
    roles = {
        MENTEES: (found.pop("learning"), found.pop("learn")),
        MENTORS: (found.pop("teaching"), found.pop("teach")),
    }
    within_ = {} if programs is None else {"places": loads.places(db, programs, now)}
    return {**found, **within_, "roles": roles}


def _any(number: sa.ColumnElement[Any]) -> Holds:
    """Say that there is at least one, also where nothing was there to be counted."""
    return sa.func.coalesce(number, 0) > 0


def _sum(which: Holds, name: str, of_: sa.ColumnElement[Any] | int = 1) -> sa.Label[Any]:
    return sa.func.sum(sa.case((which, of_), else_=0)).label(name)


def _teaching(programs: Collection[int] | None) -> sa.Subquery:
    """Count each mentor's mentees: those who take room or were asked, from anywhere, and the live pairs meant."""
    meant = sa.and_(pairs.c.lifecycle.in_(LIVE_NAMES), *within(programs))
    query = sa.select(pairs.c.mentor_id.label("person_id"), _sum(claims_room(), "load"), _sum(meant, "live"))
    return query.where(pairs.c.lifecycle.in_(OPEN_NAMES)).group_by(pairs.c.mentor_id).subquery("teaching")


def _learning(programs: Collection[int] | None) -> sa.Subquery:
    """List the mentees of the pairs that are meant, live or asked, and count which of these live."""
    query = sa.select(pairs.c.mentee_id.label("person_id"), _sum(pairs.c.lifecycle.in_(LIVE_NAMES), "live"))
    open_ = (pairs.c.lifecycle.in_(OPEN_NAMES), *within(programs))
    return query.where(*open_).group_by(pairs.c.mentee_id).subquery("learning")


def _listed(db: orm.Session, programs: Collection[int] | None) -> sa.Subquery:
    """List who takes part in some programs, or in any, as what, and in how many they wait for a mentor."""
    of_it = (pairs.c.mentee_id == enrolments.c.person_id, pairs.c.program_id == enrolments.c.program_id)
    has_one = sa.exists().where(pairs.c.lifecycle.in_(OPEN_NAMES), *of_it)
    unheld = sa.and_(enrolments.c.part.in_(LEARN), every.c.step.in_(BEFORE_THE_END), sa.not_(has_one))
    parts = (_sum(enrolments.c.part.in_(parts), name) for parts, name in ((LEARN, "learns"), (TEACH, "teaches")))
    mine = [] if programs is None else [enrolments.c.program_id.in_(programs)]
    query = sa.select(enrolments.c.person_id.label("person_id"), *parts, _sum(unheld, "waits"))
    query = query.join(every, every.c.id == enrolments.c.program_id)
    query = query.where(enrolments.c.workspace == workspace_of(db), *mine)
    return query.group_by(enrolments.c.person_id).subquery("listed")
