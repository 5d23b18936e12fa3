"""Choices: the mentors named to each mentee of a program before a match, and what both said of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.choices import Choice, Tally
from bot.mentoring.cohort.outcome import Paired
from bot.mentoring.people import Person
from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.schema import joined
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments, match_choices

Both = tuple[str, str]


def keep(db: orm.Session, program_id: int, named: Sequence[Paired], now: datetime) -> None:
    """Keep who is named to whom from now on; whatever was said before of the same two still holds."""
    ids = _numbers(db, {each for pair in named for each in (pair.mentee, pair.mentor)})
    mine = {"workspace": workspace_of(db), "program_id": program_id, "proposed_at": now}
    said = {"answered": False, "declined": False}
    rows = [
        mine
        | said
        | {"mentee_id": ids[pair.mentee], "mentor_id": ids[pair.mentor], "place": pair.nth, "reasons": pair.reasons}
        for pair in named
    ]
    if rows:
        new = insert(db, match_choices)
        again = {name: new.excluded[name] for name in ("place", "proposed_at", "reasons")}
        db.execute(new.on_conflict_do_update(index_elements=[*match_choices.primary_key], set_=again), rows)


def newest(db: orm.Session, program_id: int) -> Sequence[Choice]:
    """Return everything that was named the last time, by mentee and place."""
    return db.scalars(_of_last(db, program_id)).all()


def of_mentee(db: orm.Session, program_id: int, person: Person) -> Sequence[Choice]:
    """Return the mentors who were named to somebody the last time, best first."""
    return db.scalars(_of_last(db, program_id).where(match_choices.c.mentee_id == person.id)).all()


def of_mentor(db: orm.Session, program_id: int, person: Person) -> Sequence[Choice]:
    """Return the mentees to whom somebody was named the last time."""
    return db.scalars(_of_last(db, program_id).where(match_choices.c.mentor_id == person.id)).all()


def tally(db: orm.Session, program_id: int) -> Tally:
    """Count who was asked the last time, and who has answered."""
    asked = sa.func.count(match_choices.c.mentee_id.distinct())
    answered = sa.func.count(sa.case((match_choices.c.answered, match_choices.c.mentee_id)).distinct())
    row = db.execute(sa.select(asked, answered).where(*_last(db, program_id))).one()
    return Tally(row[0], row[1])


def were_named(db: orm.Session, program_id: int) -> bool:
    """Tell whether mentees of a program were ever named mentors to choose among."""
    mine = (match_choices.c.workspace == workspace_of(db), match_choices.c.program_id == program_id)
    return bool(db.scalar(sa.select(sa.exists().where(*mine))))


def settled(db: orm.Session, program_id: int) -> frozenset[str]:
    """Return the mentees who chose somebody, by Slack id: they need no other names."""
    answered, declined = decided(db, program_id)
    wished = _ranks(db, program_id)
    return frozenset(one for one, other in answered - declined if other in wished.get(one, ()))


def decided(db: orm.Session, program_id: int) -> tuple[frozenset[Both], frozenset[Both]]:
    """Return what mentees have answered about, and what mentors declined, in any round, by Slack ids."""
    mentee, mentor = people.alias(), people.alias()
    query = (
        sa.select(mentee.c.slack_id, mentor.c.slack_id, match_choices.c.answered, match_choices.c.declined)
        .join(mentee, mentee.c.id == match_choices.c.mentee_id)
        .join(mentor, mentor.c.id == match_choices.c.mentor_id)
        .where(match_choices.c.workspace == workspace_of(db), match_choices.c.program_id == program_id)
        .where(sa.or_(match_choices.c.answered, match_choices.c.declined))
    )
    rows = db.execute(query).all()
    return frozenset((row[0], row[1]) for row in rows if row[2]), frozenset((row[0], row[1]) for row in rows if row[3])


def _last(db: orm.Session, program_id: int) -> list[sa.ColumnElement[bool]]:
    mine = (match_choices.c.workspace == workspace_of(db), match_choices.c.program_id == program_id)
    last = sa.select(sa.func.max(match_choices.c.proposed_at)).where(*mine).scalar_subquery()
    return [*mine, match_choices.c.proposed_at == last]


def _of_last(db: orm.Session, program_id: int) -> sa.Select[Choice]:
    query = sa.select(Choice).where(*_last(db, program_id))
    in_order = query.order_by(match_choices.c.mentee_id, match_choices.c.place, match_choices.c.mentor_id)
    return in_order.options(joined(Choice, "mentee"), joined(Choice, "mentor"))


def _ranks(db: orm.Session, program_id: int) -> dict[str, tuple[str, ...]]:
    query = sa.select(people.c.slack_id, enrolments.c.ranks).join(enrolments, enrolments.c.person_id == people.c.id)
    here = (people.c.workspace == workspace_of(db), enrolments.c.program_id == program_id)
    return {row[0]: row[1] for row in db.execute(query.where(*here))}


def _numbers(db: orm.Session, slack_ids: Collection[str]) -> dict[str, int]:
    known = sa.select(people.c.slack_id, people.c.id).where(people.c.workspace == workspace_of(db))
    return {row[0]: row[1] for row in db.execute(known.where(people.c.slack_id.in_(slack_ids)))}
