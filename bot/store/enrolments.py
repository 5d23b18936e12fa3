"""Enrolments: who takes part in which program, and as what."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Enrolment, Part
from bot.mentoring.offers import Switches
from bot.mentoring.people import Person, Standing
from bot.mentoring.programs import Program, Step
from bot.mentoring.suitability import AS_SHIPPED
from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.schema import joined
from bot.store.tables.pairs import OPEN_NAMES, pairs
from bot.store.tables.people import is_called_like, people
from bot.store.tables.programs import enrolments, match_choices, match_verdicts, programs

TEACH = (Part.MENTOR, Part.BOTH)
LEARN = (Part.MENTEE, Part.BOTH)
HERE = (people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER)
"""Whoever stands on a list and hasn't joined takes no part yet."""


def one(db: orm.Session, program_id: int, slack_id: str) -> Enrolment | None:
    """Return somebody's part in a program."""
    query = sa.select(Enrolment).join(people, people.c.id == enrolments.c.person_id)
    query = query.where(enrolments.c.program_id == program_id, people.c.slack_id == slack_id)
    return db.scalar(query.options(joined(Enrolment, "person")))


def enrol(db: orm.Session, program: Program, person: Person, part: Part, now: datetime) -> bool:
    """Let somebody take part, also as something more than before; tell whether they are new to the program."""
    db.flush()  # whoever is new has a number only then
    row = {"workspace": workspace_of(db), "program_id": program.id, "person_id": person.id, "part": part}
    new = insert(db, enrolments).values(row | {"enrolled_at": now, "ranks": ()})
    added = new.on_conflict_do_nothing().returning(enrolments.c.person_id)
    if db.scalar(added) is not None:
        return True
    mine = (enrolments.c.program_id == program.id, enrolments.c.person_id == person.id)
    db.execute(sa.update(enrolments).where(enrolments.c.workspace == workspace_of(db), *mine).values(part=part))
    return False


def parts(db: orm.Session, program_id: int, several: Collection[int]) -> dict[int, Part]:
    """Return as what each of these people takes part in a program, by their number; who left isn't among them."""
    query = sa.select(enrolments.c.person_id, enrolments.c.part).join(people, people.c.id == enrolments.c.person_id)
    query = query.where(_mine(db, program_id), enrolments.c.person_id.in_(several), *HERE)
    return {row.person_id: row.part for row in db.execute(query)}


def list_all(db: orm.Session, program: Program, several: Sequence[tuple[Person, Part]], now: datetime) -> int:
    """Put people on the list of a program, all at once; who is on it keeps their part. Return how many are new."""
    there = set(db.scalars(sa.select(enrolments.c.person_id).where(_mine(db, program.id))))
    rows = [
        {"workspace": workspace_of(db), "program_id": program.id, "person_id": person.id, "part": part}
        | {"enrolled_at": now, "ranks": ()}
        for person, part in several
        if person.id not in there
    ]
    if rows:
        db.execute(sa.insert(enrolments), rows)
    return len(rows)


def correct(db: orm.Session, program_id: int, several: Collection[int], part: Part) -> None:
    """Let people stand on the list of a program as something else, by their numbers."""
    these = sa.update(enrolments).where(_mine(db, program_id), enrolments.c.person_id.in_(several))
    db.execute(these.values(part=part))


def _mine(db: orm.Session, program_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(enrolments.c.workspace == workspace_of(db), enrolments.c.program_id == program_id)


def leave(db: orm.Session, program_id: int, person: Person) -> bool:
    """Take somebody's part back; tell whether they had one."""
    mine = (enrolments.c.program_id == program_id, enrolments.c.person_id == person.id)
    gone = sa.delete(enrolments).where(enrolments.c.workspace == workspace_of(db), *mine)
    return bool(db.execute(gone.returning(enrolments.c.person_id)).all())


def forget(db: orm.Session, program_id: int) -> None:
    """Drop who took part in a program, with whom they wished for, and what was decided about them."""
    for table in (enrolments, match_verdicts, match_choices):
        db.execute(sa.delete(table).where(table.c.workspace == workspace_of(db), table.c.program_id == program_id))


def of_person(db: orm.Session, person: Person) -> Sequence[tuple[Enrolment, Program]]:
    """Return what somebody takes part in and isn't over, newest first."""
    query = sa.select(Enrolment, Program).join(programs, programs.c.id == enrolments.c.program_id)
    query = query.where(enrolments.c.person_id == person.id, programs.c.step != Step.ARCHIVE)
    rows = db.execute(query.order_by(programs.c.id.desc()).options(joined(Enrolment, "person")))
    return [(row[0], row[1]) for row in rows]


def concerning(db: orm.Session, person: Person) -> Sequence[int]:
    """Return the programs somebody takes part in, or has a pair from that isn't over, by number."""
    here, mine = workspace_of(db), sa.or_(pairs.c.mentor_id == person.id, pairs.c.mentee_id == person.id)
    enrolled = sa.select(enrolments.c.program_id).where(
        enrolments.c.workspace == here, enrolments.c.person_id == person.id
    )
    paired = sa.select(pairs.c.program_id).where(pairs.c.workspace == here, mine, pairs.c.lifecycle.in_(OPEN_NAMES))
    return sorted(db.scalars(enrolled.union(paired.where(pairs.c.program_id.is_not(None)))))


def switches_of(db: orm.Session, person: Person) -> Switches:
    """Return which rules of matching somebody's leads set otherwise, where they look for a mentor in a program."""
    return switches_of_each(db, [person])[person.id]


def switches_of_each(db: orm.Session, several: Collection[Person]) -> Mapping[int, Switches]:
    """Return the same of each of these people, by their number."""
    query = sa.select(Enrolment, Program).join(programs, programs.c.id == enrolments.c.program_id)
    query = query.where(enrolments.c.person_id.in_([each.id for each in several]), programs.c.step != Step.ARCHIVE)
    rows = db.execute(query.order_by(programs.c.id).options(joined(Enrolment, "person")))
    decided = {
        mine.person.id: program.rules.switches for mine, program in rows if mine.part.learns and program.settings
    }
    return {each.id: decided.get(each.id, AS_SHIPPED) for each in several}


def page(
    db: orm.Session, program_id: int, *, search: str = "", skip: int = 0, most: int = 10
) -> tuple[Sequence[Enrolment], int]:
    """Return some of the people of a program by name, and how many there are; a search looks into names."""
    which: list[sa.ColumnElement[bool]] = [enrolments.c.program_id == program_id]
    which += [is_called_like(search)] if search else []
    query = sa.select(Enrolment).join(people, people.c.id == enrolments.c.person_id).where(*which)
    found = query.order_by(sa.func.lower(people.c.name), people.c.id).offset(skip).limit(most)
    counting = sa.select(sa.func.count()).select_from(enrolments).join(people, people.c.id == enrolments.c.person_id)
    return db.scalars(found.options(joined(Enrolment, "person"))).all(), db.scalar(counting.where(*which)) or 0


def everybody(db: orm.Session, program_id: int) -> Sequence[Enrolment]:
    """Return everybody who takes part and is here."""
    query = sa.select(Enrolment).join(people, people.c.id == enrolments.c.person_id)
    query = query.where(enrolments.c.program_id == program_id, *HERE).order_by(people.c.id)
    return db.scalars(query.options(joined(Enrolment, "person"))).all()


def teaching(db: orm.Session, program_id: int, among: Collection[str]) -> frozenset[str]:
    """Return those of these people who mentor in a program."""
    query = sa.select(people.c.slack_id).join(enrolments, enrolments.c.person_id == people.c.id)
    query = query.where(people.c.workspace == workspace_of(db), people.c.slack_id.in_(among), *HERE)
    return frozenset(db.scalars(query.where(enrolments.c.program_id == program_id, enrolments.c.part.in_(TEACH))))
