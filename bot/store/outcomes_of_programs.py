"""What came of a program: its pairs, in states, dates and counts, and never in a word that anybody wrote."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.customs import Customs
from bot.mentoring.letters import WAITING
from bot.mentoring.lifecycles import ENDED, LIVE, Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.store import program_numbers
from bot.store.database import workspace_of
from bot.store.pairs import BOTH
from bot.store.tables.letters import letters
from bot.store.tables.pairs import LIVE_NAMES, OPEN_NAMES, pairs, turns, was_declined
from bot.store.tables.people import people


def states(db: orm.Session, program_id: int) -> dict[Lifecycle, int]:
    """Count a program's pairs by where they stand, as they are shown: on hold looks like paused."""
    mine = (pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    found: dict[Lifecycle, int] = {}
    for state, number in db.execute(
        sa.select(pairs.c.lifecycle, sa.func.count()).where(*mine).group_by(pairs.c.lifecycle)
    ):
        found[state.shown] = found.get(state.shown, 0) + number
    return found


def declined(db: orm.Session, program_id: int) -> int:
    """Count a program's pairs that were proposed and never came about; who said no, if anybody did, isn't told."""
    mine = (pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    query = sa.select(sa.func.count(pairs.c.id.distinct())).join(turns, turns.c.pair_id == pairs.c.id)
    return db.scalar(query.where(*mine, was_declined())) or 0


def unread(db: orm.Session, program_id: int, question: str) -> int:
    """Count the people proposed to somebody in a program whom a kind of question hasn't reached yet."""
    mine = (pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    query = sa.select(sa.func.count(letters.c.id)).join(pairs, pairs.c.id == letters.c.pair_id)
    waits = (letters.c.kind == question, letters.c.state.in_(WAITING), letters.c.edits.is_(None))
    return db.scalar(query.where(*mine, pairs.c.lifecycle == Lifecycle.PROPOSED, *waits)) or 0


def report(db: orm.Session, program: Program, now: datetime) -> dict[str, Any]:
    """Count what came of a program until now. Nothing here was anybody's answer, so no floor is needed.

    Every pair that was proposed came about, didn't, or is asked still; and every one that came about is complete,
    ended before, or goes on.
    """
    found = states(db, program.id)
    mentees, mentors = program_numbers.counts(db, [program.id]).get(program.id, (0, 0))
    mine = (pairs.c.workspace == workspace_of(db), pairs.c.program_id == program.id)
    held = sa.select(sa.func.coalesce(sa.func.sum(pairs.c.held), 0), sa.func.count()).where(*mine, pairs.c.held > 0)
    sessions, met = db.execute(held).one()
    proposed, asked, never = sum(found.values()), found.get(Lifecycle.PROPOSED, 0), declined(db, program.id)
    return {
        "on": now.astimezone(ZoneInfo(program.timezone)).date().isoformat(),
        "mentees": mentees,
        "mentors": mentors,
        "proposed": proposed,
        "pairs": proposed - asked - never,
        "asked": asked,
        "met": int(met),
        "sessions": int(sessions),
        "live": sum(number for state, number in found.items() if state in LIVE),
        "completed": found.get(Lifecycle.ENDED_COMPLETED, 0),
        "ended": sum(found.get(state, 0) for state in ENDED - {Lifecycle.ENDED_COMPLETED}) - never,
    }


def live(db: orm.Session, program_id: int) -> Sequence[Pair]:
    """Return the pairs of a program that live."""
    query = sa.select(Pair).where(pairs.c.program_id == program_id, pairs.c.lifecycle.in_(LIVE_NAMES))
    return db.scalars(query.order_by(pairs.c.id).options(*BOTH)).all()


def adopt(db: orm.Session, program_id: int, customs: Customs, now: datetime) -> int:
    """Let these numbers hold for the pairs of a program that aren't over; return how many those are."""
    mine = (pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    open_ = sa.update(pairs).where(*mine, pairs.c.lifecycle.in_(OPEN_NAMES)).values(customs=customs, look_at=now)
    return len(db.scalars(open_.returning(pairs.c.id)).all())


class Did(NamedTuple):
    """What somebody did in a program: their sessions as a mentee and as a mentor, and since when they had a pair."""

    person: Person
    learned: int
    taught: int
    since: datetime


def took_part(db: orm.Session, program_id: int, only: int | None = None) -> Sequence[Did]:
    """Return who met somebody in a program, or one of them, and what they did."""
    met = [pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id, pairs.c.held > 0]
    met += [] if only is None else [sa.or_(pairs.c.mentee_id == only, pairs.c.mentor_id == only)]
    sums: dict[int, list[int]] = {}
    since: dict[int, datetime] = {}
    columns = (pairs.c.mentee_id, pairs.c.mentor_id, pairs.c.held, pairs.c.started_at)
    for mentee_id, mentor_id, held, began in db.execute(sa.select(*columns).where(*met).order_by(pairs.c.started_at)):
        sums.setdefault(mentee_id, [0, 0])[0] += held
        sums.setdefault(mentor_id, [0, 0])[1] += held
        for each in (mentee_id, mentor_id):
            since.setdefault(each, began)
    wanted = sums if only is None else sums.keys() & {only}
    persons = db.scalars(sa.select(Person).where(people.c.id.in_(wanted)).order_by(people.c.id)).all()
    return [Did(person, sums[person.id][0], sums[person.id][1], since[person.id]) for person in persons]
