"""Crowded: who would be brought more people by a launch than there is room for, by the rules as they are now."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Review
from bot.mentoring.programs import Program
from bot.store import loads, reviews
from bot.store.database import workspace_of
from bot.store.tables.matches import match_pairs
from bot.store.tables.people import people


class Crowd(NamedTuple):
    """Somebody with more approved matches than they have room for."""

    slack_id: str
    approved: int
    room: int


def of(db: orm.Session, program: Program, now: datetime) -> list[Crowd]:
    """Return the mentors with more approved matches than places left, and the mentees with more than may be theirs.

    What a launch leaves out takes no place: somebody left or takes nobody new, or the two are a pair by now.
    """
    run = reviews.last_run(db, program.id)
    here = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.review == Review.APPROVED)
    query = sa.select(match_pairs.c.mentor_id, match_pairs.c.mentee_id)
    query = query.where(*here, reviews.takes_a_place(program.id))
    both = db.execute(query.where(match_pairs.c.run_id == run.id)).all() if run else ()
    places = loads.of(db, program, now, {row.mentor_id for row in both})
    to_be = [row for row in both if row.mentor_id in places and not places[row.mentor_id].rests]
    by_mentor, by_mentee = Counter(row.mentor_id for row in to_be), Counter(row.mentee_id for row in to_be)
    full = [
        Crowd(load.slack_id, by_mentor[each], max(0, load.left))
        for each, load in places.items()
        if by_mentor[each] > load.left
    ]
    most = program.rules.mentors_each
    many = {each: number for each, number in by_mentee.items() if number > most}
    names = sa.select(people.c.id, people.c.slack_id).where(people.c.id.in_(many)).order_by(people.c.id)
    return full + [Crowd(row.slack_id, many[row.id], most) for row in (db.execute(names) if many else ())]
