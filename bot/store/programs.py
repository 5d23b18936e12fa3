"""Programs: which there are, who leads them, and who takes part."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.people import Person, Standing
from bot.mentoring.programs import LATE, Program, Step
from bot.store.columns import Moment
from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.tables.people import people
from bot.store.tables.programs import program_roles, programs

LEAD, CONTACT = "lead", "contact"
NOW, MOST = sa.bindparam("now", type_=Moment), sa.bindparam("most", type_=sa.Integer)
TO_LOOK_AT = sa.select(programs.c.workspace, programs.c.id).where(programs.c.look_at <= NOW)
TO_LOOK_AT = TO_LOOK_AT.order_by(programs.c.look_at, programs.c.id).limit(MOST)
"""Written down once: it is asked at every look, and mostly in vain."""

THEIRS = (program_roles.c.workspace == sa.bindparam("here"), program_roles.c.slack_id == sa.bindparam("slack_id"))
LED_BY = sa.select(program_roles.c.program_id).where(*THEIRS, program_roles.c.role == LEAD)
"""Written down once, too: it is asked whenever it matters who acts."""


def add(db: orm.Session, program: Program) -> Program:
    """Keep a new program, which gets its number."""
    db.add(program)
    db.flush()
    return program


def one(db: orm.Session, number: int, *, hold: bool = False) -> Program | None:
    """Return a program; `hold` keeps others from changing it until this transaction ends."""
    query = sa.select(Program).where(programs.c.id == number)
    return db.scalar(query.with_for_update() if hold else query)


def every(db: orm.Session, among: Collection[int] | None = None, *, over: bool = False) -> Sequence[Program]:
    """Return the programs there are, newest first: of these numbers or all, and archived ones only if asked for."""
    query = sa.select(Program).order_by(programs.c.id.desc())
    query = query if over else query.where(programs.c.step != Step.ARCHIVE)
    return db.scalars(query if among is None else query.where(programs.c.id.in_(among))).all()


def is_called(db: orm.Session, name: str) -> bool:
    """Tell whether a program, be it over, has this name already, however it is written."""
    there = db.scalars(sa.select(programs.c.name).where(programs.c.workspace == workspace_of(db)))
    return name.casefold() in {each.casefold() for each in there}


def taking_people(db: orm.Session) -> Sequence[Program]:
    """Return the programs people can enrol in now."""
    late = sa.and_(programs.c.takes_late, programs.c.step.in_(sorted(LATE)))
    query = sa.select(Program).where(sa.or_(programs.c.step == Step.ENROLMENT, late))
    return db.scalars(query.order_by(programs.c.id)).all()


def to_look_at(db: orm.Session, now: datetime, most: int) -> Sequence[tuple[str, int]]:
    """Return the programs whose time has come, as workspace and number, in all workspaces."""
    return [(row.workspace, row.id) for row in db.execute(TO_LOOK_AT, {"now": now, "most": most})]


def led_by(db: orm.Session, slack_id: str) -> frozenset[int]:
    """Return the programs somebody leads."""
    return frozenset(db.scalars(LED_BY, {"here": workspace_of(db), "slack_id": slack_id}))


def leads_of(db: orm.Session, program_id: int, *, hold: bool = False) -> list[Person]:
    """Return who leads a program and is still here; `hold` keeps others from changing that meanwhile."""
    return _people(db, LEAD, program_id, hold=hold)


def contacts_of(db: orm.Session, program_id: int) -> list[Person]:
    """Return to whom concerns about a program can be brought."""
    return _people(db, CONTACT, program_id)


def appoint(db: orm.Session, program_id: int, slack_id: str, now: datetime, role: str = LEAD) -> bool:
    """Give somebody a role in a program; tell whether that is news."""
    row = {"workspace": workspace_of(db), "program_id": program_id, "slack_id": slack_id, "role": role, "since": now}
    added = insert(db, program_roles).values(row).on_conflict_do_nothing().returning(program_roles.c.slack_id)
    return db.scalar(added) is not None


def dismiss(db: orm.Session, program_id: int, slack_id: str, role: str = LEAD) -> bool:
    """Take a role back; tell whether they had it."""
    gone = sa.delete(program_roles).where(*_role(db, role, slack_id=slack_id, program_id=program_id))
    return bool(db.execute(gone.returning(program_roles.c.slack_id)).all())


def _role(
    db: orm.Session, role: str, *, slack_id: str | None = None, program_id: int | None = None
) -> list[sa.ColumnElement[bool]]:
    which = [program_roles.c.workspace == workspace_of(db), program_roles.c.role == role]
    which += [program_roles.c.slack_id == slack_id] if slack_id is not None else []
    return which + ([program_roles.c.program_id == program_id] if program_id is not None else [])


def _people(db: orm.Session, role: str, program_id: int, *, hold: bool = False) -> list[Person]:
    theirs = sa.select(program_roles.c.slack_id).where(*_role(db, role, program_id=program_id))
    found = sa.select(Person).where(people.c.slack_id.in_(theirs), people.c.standing == Standing.MEMBER)
    found = found.order_by(people.c.id)
    return list(db.scalars(found.with_for_update() if hold else found))
