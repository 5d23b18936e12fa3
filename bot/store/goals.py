"""Goals, and ideas for giving something back."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.goals import Give, Goal, GoalState, NotTheirGoal
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store.schema import joined
from bot.store.tables.goals import gives, goals

WITH_OWNER = (joined(Goal, "owner"), joined(Goal, "pair", "mentor"), joined(Goal, "pair", "mentee"))


def one(db: orm.Session, goal_id: int) -> Goal | None:
    """Return a goal with its owner."""
    return db.scalar(sa.select(Goal).where(goals.c.id == goal_id).options(*WITH_OWNER))


def theirs(db: orm.Session, goal_id: int, slack_id: str) -> Goal:
    """Return a goal of this person's, with its pair; somebody else's is nobody's."""
    goal = one(db, goal_id)
    if goal is None or goal.owner.slack_id != slack_id:
        raise NotTheirGoal
    return goal


def open_of(db: orm.Session, owner: Person) -> Sequence[Goal]:
    """Return the goals this person works on, oldest first."""
    return _of(db, goals.c.owner_id == owner.id, goals.c.state == GoalState.OPEN)


def kept_by(db: orm.Session, owner: Person) -> Sequence[Goal]:
    """Return the goals this person works on and those they put aside, oldest first."""
    return _of(db, goals.c.owner_id == owner.id, goals.c.state.in_([GoalState.OPEN, GoalState.PARKED]))


def ever(db: orm.Session, owner: Person) -> Sequence[Goal]:
    """Return every goal this person ever had, whatever became of it, oldest first."""
    return _of(db, goals.c.owner_id == owner.id)


def shared_with(db: orm.Session, pair: Pair) -> Sequence[Goal]:
    """Return the goals the mentee shows to the mentor."""
    return _of(
        db,
        goals.c.owner_id == pair.mentee.id,
        goals.c.state == GoalState.OPEN,
        goals.c.shared,
        goals.c.pair_id == pair.id,
    )


def gives_of(db: orm.Session, pair: Pair) -> Sequence[Give]:
    """Return every idea the mentee of a pair was offered."""
    return db.scalars(sa.select(Give).where(gives.c.pair_id == pair.id).order_by(gives.c.at)).all()


def give(db: orm.Session, pair: Pair, idea: int) -> Give | None:
    """Return one idea, if it was offered."""
    return db.scalar(sa.select(Give).where(gives.c.pair_id == pair.id, gives.c.idea == idea))


def _of(db: orm.Session, *conditions: sa.ColumnElement[bool]) -> Sequence[Goal]:
    return db.scalars(sa.select(Goal).where(*conditions).options(*WITH_OWNER).order_by(goals.c.id)).all()
