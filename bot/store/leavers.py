"""Leavers: people whose account was closed, and what only they could read."""

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.answers import COUNTED
from bot.mentoring.people import Person
from bot.store.tables.agreements import answers
from bot.store.tables.people import people
from bot.store.tables.sessions import agendas, notes

AT_ONCE = 20


def unnoticed(db: orm.Session) -> Sequence[Person]:
    """Return people whose account is closed and whose partners weren't told yet."""
    return db.scalars(_unnoticed()).all()


@cache
def _unnoticed() -> sa.Select[Person]:
    """Write a question down once: it is asked at every look, and mostly in vain."""
    left = sa.text("people.standing = 'gone' AND people.parted_at IS NULL")
    return sa.select(Person).where(left).order_by(people.c.id).limit(AT_ONCE)


def one(db: orm.Session, number: int) -> Person:
    """Return one of them, and keep others from parting with them meanwhile."""
    return db.scalars(sa.select(Person).where(people.c.id == number).with_for_update()).one()


def forget_private_words(db: orm.Session, person: Person) -> None:
    """Delete notes, agendas and answers that they shared with nobody; what they shared belongs to the other one too.

    What leads are told of in sums of five and more stays as long as anybody's: whoever saw an account close, and a sum
    change, would know what its owner had said.
    """
    here = person.workspace
    in_sums = sa.tuple_(answers.c.topic, answers.c.item).in_(sorted(COUNTED))
    private = (
        (notes, sa.not_(notes.c.shared)),
        (agendas, agendas.c.shared_at.is_(None)),
        (answers, sa.and_(sa.not_(answers.c.shared), sa.not_(in_sums))),
    )
    for table, unshared in private:
        db.execute(sa.delete(table).where(table.c.workspace == here, table.c.author_id == person.id, unshared))
