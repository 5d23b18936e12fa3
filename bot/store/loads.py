"""Loads: what each mentor of a program carries from anywhere, and how many more mentees they can take in it."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.programs import Program
from bot.store import programs
from bot.store.database import workspace_of
from bot.store.enrolments import HERE, TEACH
from bot.store.tables.pairs import claims_room, pairs
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments


class Load(NamedTuple):
    """What one mentor carries: live pairs and pairs that were proposed, in this program and everywhere else."""

    slack_id: str
    offers: int
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
    return _of(db, [program], now, among).get(program.id, {})


def free(db: orm.Session, program: Program, now: datetime) -> dict[str, int]:
    """Return how many more mentees each mentor of a program can take, by Slack id."""
    return {load.slack_id: load.free for load in of(db, program, now).values()}


def places(db: orm.Session, numbers: Collection[int], now: datetime) -> int:
    """Count how many more mentees can be taken in some programs; a place that two of them could fill is one place."""
    most, left = Counter[str](), dict[str, int]()
    for loads in _of(db, programs.every(db, numbers, over=True), now).values():
        for load in loads.values():
            most[load.slack_id] += load.free
            left[load.slack_id] = max(0, load.offers - load.carries)
    return sum(min(most[each], left[each]) for each in most)


def rests(now: datetime) -> sa.ColumnElement[bool]:
    """Say that somebody takes nobody new now: they asked for silence, or paused what they offer."""
    until = (people.c.paused_until, people.c.offering_paused_until)
    return sa.or_(*(sa.and_(each.is_not(None), each > now) for each in until))


def _of(
    db: orm.Session, several: Collection[Program], now: datetime, among: Collection[int] | None = None
) -> dict[int, dict[int, Load]]:
    """Return the loads of the mentors of several programs, by the program's number and theirs."""
    most = {program.id: program.rules.mentees_each for program in several}
    mine = sa.and_(pairs.c.mentor_id == people.c.id, claims_room())
    everywhere = sa.select(sa.func.count()).where(mine).correlate(people).scalar_subquery()
    of_it = (mine, pairs.c.program_id == enrolments.c.program_id)
    here = sa.select(sa.func.count()).where(*of_it).correlate(people, enrolments).scalar_subquery()
    columns = (people.c.id, people.c.slack_id, people.c.capacity, everywhere.label("everywhere"), here.label("here"))
    query = sa.select(*columns, rests(now).label("rests"), enrolments.c.program_id)
    query = query.join(enrolments, enrolments.c.person_id == people.c.id)
    query = query.where(people.c.workspace == workspace_of(db), enrolments.c.program_id.in_(most), *HERE)
    query = query.where(enrolments.c.part.in_(TEACH), *([] if among is None else [people.c.id.in_(among)]))
    found = defaultdict[int, dict[int, Load]](dict)
    for row in db.execute(query):
        found[row.program_id][row.id] = _load(row, most[row.program_id])
    return found


def _load(row: sa.Row[Any], most: int) -> Load:
    elsewhere = row.everywhere - row.here
    places = min(row.capacity, elsewhere + most)
    return Load(row.slack_id, row.capacity, row.everywhere, places, bool(row.rests))
