"""Sweeps: many matches of a run decided about at once, and the last of these decisions taken back.

Matches that are kept together stay out of every sweep: somebody looked at each of them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Review
from bot.store.database import workspace_of
from bot.store.tables.matches import match_pairs

BEFORE_LAUNCH = (Review.PROPOSED, Review.APPROVED, Review.REJECTED)
"""Where a match can stand as long as nobody was told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which matches are meant: where they stand, with how many points, or some by number."""

    among: Collection[Review]
    below: int | None = None
    least: int | None = None
    only: Collection[int] | None = None


class Swept(NamedTuple):
    """One match of a sweep, with where it stood before it."""

    mentee_id: int
    mentor_id: int
    was: Review | None


class Last(NamedTuple):
    """The last sweep of a run that can be taken back, and how many matches that would change."""

    number: int
    matches: int


def sweep(db: orm.Session, run_id: int, which: Which, becomes: Review) -> Sequence[Swept]:
    """Decide about all of these at once, and return those of whom something changed."""
    number = (db.scalar(sa.select(sa.func.max(match_pairs.c.sweep)).where(*_of(db, run_id))) or 0) + 1
    chosen = [*_of(db, run_id), match_pairs.c.review.in_(which.among), match_pairs.c.review != becomes]
    chosen += [sa.not_(match_pairs.c.locked)]
    chosen += [] if which.below is None else [match_pairs.c.points < which.below]
    chosen += [] if which.least is None else [match_pairs.c.points >= which.least]
    chosen += [] if which.only is None else [match_pairs.c.id.in_(which.only)]
    changed = sa.update(match_pairs).where(*chosen)
    changed = changed.values(was=match_pairs.c.review, review=becomes, sweep=number, confirmed=False)
    told = changed.returning(match_pairs.c.mentee_id, match_pairs.c.mentor_id, match_pairs.c.was)
    return [Swept(*row) for row in db.execute(told)]


def last(db: orm.Session, run_id: int) -> Last | None:
    """Return the last sweep of a run; what was decided one by one since, or launched, is out of it."""
    query = sa.select(match_pairs.c.sweep, sa.func.count()).where(*_of(db, run_id), match_pairs.c.sweep.is_not(None))
    stands = query.where(match_pairs.c.review.in_(BEFORE_LAUNCH)).group_by(match_pairs.c.sweep)
    row = db.execute(stands.order_by(match_pairs.c.sweep.desc()).limit(1)).first()
    return Last(int(row[0] or 0), row[1]) if row else None


def rejected(db: orm.Session, run_id: int, number: int) -> frozenset[int]:
    """Return the mentors of those that a sweep rejected, by number: taken back, they need their places again."""
    mine = (*_of(db, run_id), match_pairs.c.sweep == number, match_pairs.c.review == Review.REJECTED)
    return frozenset(db.scalars(sa.select(match_pairs.c.mentor_id).where(*mine)))


def undo(db: orm.Session, run_id: int, number: int) -> Sequence[Swept]:
    """Bring the matches of a sweep back to where they stood, and return them; a second time there are none."""
    mine = (*_of(db, run_id), match_pairs.c.sweep == number, match_pairs.c.review.in_(BEFORE_LAUNCH))
    back = sa.update(match_pairs).where(*mine).values(review=match_pairs.c.was, was=None, sweep=None, confirmed=False)
    told = back.returning(match_pairs.c.mentee_id, match_pairs.c.mentor_id, match_pairs.c.review)
    return [Swept(*row) for row in db.execute(told)]


def _of(db: orm.Session, run_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run_id)
