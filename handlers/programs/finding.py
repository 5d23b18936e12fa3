"""Finding the program a window or a button is about, for somebody who may see it, as they saw it."""

import hashlib

from sqlalchemy import orm

from bot import leadership
from bot.blocks import number
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, NotALead
from bot.store import programs

SEPARATOR = ":"


class ChangedMeanwhile(Refusal):
    """Another lead changed this while your window was open, so I kept theirs and changed nothing.

    Please close it, open it again, and look at how it stands now.
    """


def theirs(db: orm.Session, actor: str, about: object, act: Act, *, hold: bool = False) -> tuple[Person, Program]:
    """Return whoever acts and the program; one that isn't there looks like one that isn't theirs."""
    wanted = number(str(about).partition(SEPARATOR)[0]) or 0
    person = leadership.must(db, actor, act, wanted)
    program = programs.one(db, wanted, hold=hold)
    if program is None:
        raise NotALead
    return person, program


def as_shown(about: object, *facts: object) -> str:
    """Write what a form is about, with a mark of how that stood when it was shown."""
    return f"{about}{SEPARATOR}{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"


def must_be_as_shown(form: object, about: object, *facts: object) -> None:
    """Refuse to write over what somebody else changed since the form was shown."""
    if str(form) != as_shown(about, *facts):
        raise ChangedMeanwhile
