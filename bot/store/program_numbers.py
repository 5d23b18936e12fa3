"""A program in numbers, as every screen shows them: who is on its list, what can be had, and how its matches stand."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Numbers, Review
from bot.mentoring.people import Standing
from bot.mentoring.programs import Program
from bot.store import choices, loads, reviews, unmatched
from bot.store.database import workspace_of
from bot.store.enrolments import HERE, LEARN, TEACH
from bot.store.matches import Run
from bot.store.tables.matches import match_pairs
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments


class Absent(NamedTuple):
    """Whoever stands on a program's list and takes no part in it."""

    not_yet: int
    """They haven't joined mentoring."""
    gone: int
    """They left it, their account is closed, or it is a guest's by now."""


def of(db: orm.Session, program: Program, now: datetime) -> Numbers:
    """Count a program: its people, the places of its mentors, its matches, and what changed since the last of them."""
    learn, teach = enrolments.c.part.in_(LEARN), enrolments.c.part.in_(TEACH)
    parts = (_count(learn), _count(teach), _count(sa.and_(learn, enrolments.c.ranks != ())))
    mentees, mentors, wished = db.execute(_list_of(db, [program.id], *parts).where(*HERE)).one()
    run = reviews.last_run(db, program.id)
    stand = reviews.counts(db, program.id)
    joined, left = reviews.since(db, program.id, run) if run else (0, 0)
    return Numbers(
        mentees=mentees or 0,
        mentors=mentors or 0,
        places=sum(loads.free(db, program, now).values()),
        wished=None if choices.were_named(db, program.id) else wished or 0,
        **{str(review): stand.get(review, 0) for review in Review},
        unmatched=len(unmatched.of(db, program, run)) if run else 0,
        joined_since=joined,
        left_since=left,
        resting=_resting(db, run, now) if run else 0,
        never_asked=len(unmatched.never_asked(db, program.id)),
    )


def _resting(db: orm.Session, run: Run, now: datetime) -> int:
    """Count the approved matches whose mentor takes nobody new now."""
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run.id)
    query = sa.select(sa.func.count()).select_from(match_pairs).join(people, people.c.id == match_pairs.c.mentor_id)
    return db.scalar(query.where(*mine, match_pairs.c.review == Review.APPROVED, loads.rests(now))) or 0


def counts(db: orm.Session, program_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Count mentees and mentors of several programs at once."""
    parts = (_count(enrolments.c.part.in_(those)) for those in (LEARN, TEACH))
    query = _list_of(db, program_ids, enrolments.c.program_id, *parts).where(*HERE)
    return {row[0]: (row[1], row[2]) for row in db.execute(query.group_by(enrolments.c.program_id))}


def absent(db: orm.Session, program_id: int) -> Absent:
    """Count who stands on the program's list and takes no part in it."""
    never = sa.and_(people.c.standing == Standing.MEMBER, people.c.joined_at.is_(None), people.c.welcomed_at.is_(None))
    query = _list_of(db, [program_id], _count(never), _count(sa.not_(sa.or_(sa.and_(*HERE), never))))
    not_yet, gone = db.execute(query).one()
    return Absent(not_yet or 0, gone or 0)


def _list_of(
    db: orm.Session, program_ids: Collection[int], *columns: sa.ColumnElement[int]
) -> sa.Select[*tuple[Any, ...]]:
    query = sa.select(*columns).select_from(enrolments).join(people, people.c.id == enrolments.c.person_id)
    return query.where(enrolments.c.workspace == workspace_of(db), enrolments.c.program_id.in_(program_ids))


def _count(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((which, 1), else_=0))
