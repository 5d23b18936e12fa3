"""Finding the program a window or a button is about, for somebody who may see it."""

from sqlalchemy import orm

from bot import leadership
from bot.blocks import number
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.roles import Act, NotALead
from bot.store import programs

SEPARATOR = ":"


def theirs(db: orm.Session, actor: str, about: object, act: Act, *, hold: bool = False) -> tuple[Person, Program]:
    """Return whoever acts and the program; one that isn't there looks like one that isn't theirs."""
    wanted = number(str(about).partition(SEPARATOR)[0]) or 0
    person = leadership.must(db, actor, act, wanted)
    program = programs.one(db, wanted, hold=hold)
    if program is None:
        raise NotALead
    return person, program
