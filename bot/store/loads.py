"""Loads: what each mentor of a program carries from anywhere, and how many more mentees they can take in it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.programs import Program
from bot.store.database import workspace_of
from bot.store.enrolments import HERE, TEACH
from bot.store.tables.pairs import claims_room, pairs
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments


class Load(NamedTuple):
    """What one mentor carries: live pairs and pairs that were proposed, in this program and everywhere else."""

    slack_id: str
    carries: int
    places: int
    """How many mentees they can have in all: what they offer, and in the program no more than its rules allow."""
    rests: bool

    @property
    def left(self) -> int:
        """How many places are left, also while they rest; less than none where they gave more than they offer now."""
        return self.places - self.carries

    @property
    def free(self) -> int:
        """How many more they can take now; whoever rests takes none."""
        return 0 if self.rests else max(0, self.left)


def of(db: orm.Session, program: Program, now: datetime, among: Collection[int] | None = None) -> dict[int, Load]:
    """Return the load of each mentor of a program, or of some of them, by their number."""
    mine = sa.and_(pairs.c.mentor_id == people.c.id, claims_room())
    everywhere = sa.select(sa.func.count()).where(mine).scalar_subquery()
    here = sa.select(sa.func.count()).where(mine, pairs.c.program_id == program.id).scalar_subquery()
    columns = (people.c.id, people.c.slack_id, people.c.capacity, everywhere.label("everywhere"), here.label("here"))
    query = sa.select(*columns, rests(now).label("rests")).join(enrolments, enrolments.c.person_id == people.c.id)
    query = query.where(people.c.workspace == workspace_of(db), enrolments.c.program_id == program.id, *HERE)
    query = query.where(enrolments.c.part.in_(TEACH), *([] if among is None else [people.c.id.in_(among)]))
    return {row.id: _load(row, program.rules.mentees_each) for row in db.execute(query)}


def free(db: orm.Session, program: Program, now: datetime) -> dict[str, int]:
    """Return how many more mentees each mentor of a program can take, by Slack id."""
    return {load.slack_id: load.free for load in of(db, program, now).values()}


def rests(now: datetime) -> sa.ColumnElement[bool]:
    """Say that somebody takes nobody new now: they asked for silence, or paused what they offer."""
    until = (people.c.paused_until, people.c.offering_paused_until)
    return sa.or_(*(sa.and_(each.is_not(None), each > now) for each in until))


def _load(row: sa.Row[Any], most: int) -> Load:
    elsewhere = row.everywhere - row.here
    return Load(row.slack_id, row.everywhere, min(row.capacity, elsewhere + most), bool(row.rests))
