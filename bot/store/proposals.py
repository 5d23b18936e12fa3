"""Proposals: pairs whose two were asked whether they'd like to be one, and haven't both said yes."""

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.people import Person
from bot.store.pairs import BOTH, PROPOSAL, has_a_person, together
from bot.store.tables.pairs import pairs, picks


def every(db: orm.Session) -> Sequence[Pair]:
    """Return every one of the workspace, oldest first."""
    query = sa.select(Pair).where(pairs.c.lifecycle == Lifecycle.PROPOSED).options(*BOTH)
    return db.scalars(query.order_by(pairs.c.id)).all()


def waiting_for(db: orm.Session, person: Person) -> Sequence[Pair]:
    """Return those that somebody hasn't answered yet, oldest first."""
    return db.scalars(_waiting(), {"person": person.id, "slack_id": person.slack_id}).all()


def about(db: orm.Session, person: Person) -> Sequence[Pair]:
    """Return those that somebody is one of the two of, whoever has answered, oldest first."""
    query = sa.select(Pair).where(has_a_person(), pairs.c.lifecycle == Lifecycle.PROPOSED).options(*BOTH)
    return db.scalars(query.order_by(pairs.c.id), {"person": person.id}).all()


@cache
def _waiting() -> sa.Select[Pair]:
    theirs = (has_a_person(), pairs.c.lifecycle == Lifecycle.PROPOSED)
    mine = (picks.c.pair_id == pairs.c.id, picks.c.by == sa.bindparam("slack_id"), picks.c.occasion == PROPOSAL)
    said = sa.exists().where(picks.c.workspace == pairs.c.workspace, *mine).correlate(pairs)
    return sa.select(Pair).where(*theirs, sa.not_(said)).options(*BOTH).order_by(pairs.c.id)


def between(db: orm.Session, one: Person, other: Person) -> Pair | None:
    """Return what is proposed to two people who are held, whoever is to be the mentor, and keep others from it."""
    query = sa.select(Pair).where(together(one, other), pairs.c.lifecycle == Lifecycle.PROPOSED).options(*BOTH)
    return db.scalars(query.with_for_update(of=Pair)).first()
