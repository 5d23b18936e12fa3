"""Enrolments: who takes part in which program, as what, and a program in numbers."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Enrolment, Numbers, Part, Review
from bot.mentoring.offers import Switches
from bot.mentoring.people import Person, Standing
from bot.mentoring.programs import Program, Step
from bot.mentoring.suitability import AS_SHIPPED
from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.schema import joined
from bot.store.tables.matches import match_pairs, match_runs
from bot.store.tables.pairs import OPEN_NAMES, pairs, takes_room
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
    """Return as what each of these people takes part in a program, by their number; who left it isn't among them."""
    query = sa.select(enrolments.c.person_id, enrolments.c.part).where(_mine(db, program_id))
    return {row.person_id: row.part for row in db.execute(query.where(enrolments.c.person_id.in_(several)))}


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
    decided = (program for mine, program in of_person(db, person) if mine.part.learns and program.settings)
    return next((program.rules.switches for program in decided), AS_SHIPPED)


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


def numbers(db: orm.Session, program: Program) -> Numbers:
    """Count a program: one query for its people, one for the places of its mentors, one for its matches."""
    here = sa.select(sa.func.count()).select_from(enrolments).join(people, people.c.id == enrolments.c.person_id)
    here = here.where(enrolments.c.workspace == workspace_of(db), enrolments.c.program_id == program.id, *HERE)
    mentees = db.scalar(here.where(enrolments.c.part.in_(LEARN))) or 0
    mentors = db.scalar(here.where(enrolments.c.part.in_(TEACH))) or 0
    wished = db.scalar(here.where(enrolments.c.part.in_(LEARN), enrolments.c.ranks != ())) or 0
    stands, unmatched = reviews(db, program.id)
    return Numbers(
        mentees=mentees,
        mentors=mentors,
        places=sum(room for _, room in rooms(db, program)),
        wished=wished,
        **{str(review): stands.get(review, 0) for review in Review},
        unmatched=unmatched,
    )


def counts(db: orm.Session, program_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Count mentees and mentors of several programs at once."""
    learn, teach = (sa.func.sum(sa.case((enrolments.c.part.in_(parts), 1), else_=0)) for parts in (LEARN, TEACH))
    query = sa.select(enrolments.c.program_id, learn, teach).join(people, people.c.id == enrolments.c.person_id)
    query = query.where(enrolments.c.workspace == workspace_of(db), enrolments.c.program_id.in_(program_ids), *HERE)
    return {row[0]: (row[1], row[2]) for row in db.execute(query.group_by(enrolments.c.program_id))}


def listed_only(db: orm.Session, program_id: int) -> int:
    """Count who stands on the program's list and hasn't joined mentoring."""
    here = sa.select(sa.func.count()).select_from(enrolments).join(people, people.c.id == enrolments.c.person_id)
    here = here.where(enrolments.c.workspace == workspace_of(db), enrolments.c.program_id == program_id)
    return db.scalar(here.where(sa.not_(sa.and_(*HERE)))) or 0


def rooms(db: orm.Session, program: Program) -> Sequence[tuple[str, int]]:
    """Return how many more mentees each mentor of a program can take: what they offer, less their live pairs."""
    taken = sa.select(sa.func.count()).where(pairs.c.mentor_id == people.c.id, takes_room()).scalar_subquery()
    query = sa.select(people.c.slack_id, people.c.capacity, taken.label("taken"))
    query = query.join(enrolments, enrolments.c.person_id == people.c.id)
    query = query.where(people.c.workspace == workspace_of(db), enrolments.c.program_id == program.id, *HERE)
    most = program.rules.mentees_each
    rows = db.execute(query.where(enrolments.c.part.in_(TEACH)))
    return [(row.slack_id, max(0, min(row.capacity - row.taken, most))) for row in rows]


def reviews(db: orm.Session, program_id: int) -> tuple[dict[Review, int], int]:
    """Count the matches of a program's last run by how they stand, and whom it found nobody for."""
    here = workspace_of(db)
    last = sa.select(sa.func.max(match_runs.c.id)).where(
        match_runs.c.workspace == here, match_runs.c.program_id == program_id
    )
    run_id = db.scalar(last)
    if run_id is None:
        return {}, 0
    left = db.scalar(sa.select(match_runs.c.unmatched).where(match_runs.c.workspace == here, match_runs.c.id == run_id))
    counts = sa.select(match_pairs.c.review, sa.func.count()).where(match_pairs.c.workspace == here)
    rows = db.execute(counts.where(match_pairs.c.run_id == run_id).group_by(match_pairs.c.review))
    return {row[0]: row[1] for row in rows}, len(left or ())
