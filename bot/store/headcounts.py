"""Headcounts: how many people there are, in which role, in a pair or waiting for one, and how much room there is."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.people import Standing
from bot.store import feelings, loads
from bot.store.database import workspace_of
from bot.store.enrolments import LEARN, TEACH
from bot.store.overviews import within
from bot.store.tables.pairs import LIVE_NAMES, OPEN_NAMES, claims_room, pairs
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments

Holds = sa.ColumnElement[bool]
MENTORS, MENTEES = feelings.MENTORS, feelings.MENTEES
MEMBER = people.c.standing == Standing.MEMBER
HERE = sa.and_(people.c.joined_at.is_not(None), MEMBER)


class Side(NamedTuple):
    """What makes somebody count in one role, and as being in a pair in it."""

    role: Holds
    paired: Holds


def of(db: orm.Session, now: datetime, programs: Collection[int] | None) -> dict[str, Any]:
    """Count everybody here in one look, or whoever is on the list of some programs."""
    teaching, learning = _teaching(programs), _learning(programs)
    source = people.outerjoin(teaching, teaching.c.person_id == people.c.id)
    source = source.outerjoin(learning, learning.c.person_id == people.c.id)
    as_mentor, as_mentee = teaching.c.live > 0, learning.c.live > 0
    waits: Holds
    if programs is None:
        waits = people.c.waits_since.is_not(None)
        mentors = Side(people.c.capacity > 0, as_mentor)
        mentees = Side(sa.or_(people.c.capacity == 0, as_mentee, waits), as_mentee)
    else:
        listed = _listed(db, programs)
        source = source.join(listed, listed.c.person_id == people.c.id)
        mentors, mentees = Side(listed.c.teaches > 0, as_mentor), Side(listed.c.learns > 0, as_mentee)
        waits = sa.and_(mentees.role, learning.c.person_id.is_(None))
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


def _listed(db: orm.Session, programs: Collection[int]) -> sa.Subquery:
    """List who takes part in some programs, as what."""
    learns, teaches = (
        _sum(enrolments.c.part.in_(parts), name) for parts, name in ((LEARN, "learns"), (TEACH, "teaches"))
    )
    mine = (enrolments.c.workspace == workspace_of(db), enrolments.c.program_id.in_(programs))
    query = sa.select(enrolments.c.person_id.label("person_id"), learns, teaches).where(*mine)
    return query.group_by(enrolments.c.person_id).subquery("listed")
