"""Leadership: who acts here, and whether they may, asked anew for everything that only leads do."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.people import HasNotJoined, Person, Standing
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, Actor, NotALead, can
from bot.store import audits, enrolments, installations, people, programs
from bot.store.database import workspace_of

__all__ = [
    "Act",
    "NobodyLeads",
    "NotALead",
    "acting",
    "leads_for",
    "leads_of",
    "may",
    "must",
    "note",
    "seen_by",
    "take_the_lead",
]


class NobodyLeads(Refusal):
    """I know nobody else who leads mentoring here and could be asked, so I told nobody.

    A workspace admin can name somebody with `/mentor lead @person`.
    """


def acting(db: orm.Session, person: Person) -> Actor:
    """Tell what somebody is here, as the database knows it now."""
    return Actor(
        slack_id=person.slack_id,
        is_member=person.standing is Standing.MEMBER,
        is_admin=person.is_admin,
        leads_all=person.is_lead or is_first(db, person),
        leads=programs.led_by(db, person.slack_id),
    )


def may(db: orm.Session, person: Person, act: Act, program: int | None = None) -> bool:
    """Tell whether somebody may do this, in a program or in the whole workspace."""
    return can(acting(db, person), act, program)


def must(db: orm.Session, slack_id: str, act: Act, program: int | None = None) -> Person:
    """Return whoever acts if they may do this, and refuse everybody else."""
    person = people.known(db, slack_id)
    if person is None:
        raise HasNotJoined
    if not may(db, person, act, program):
        raise NotALead
    return person


def note(db: orm.Session, by: Person, act: str, about: str, now: datetime, program: int | None = None) -> None:
    """Keep what a lead did, in the transaction that does it; `about` is a kind and an id, such as pair:12."""
    audits.note(db, by.slack_id, act, about, now, program=program)


def leads_of(db: orm.Session, program: int | None, but: Collection[str] = ()) -> Sequence[Person]:
    """Return who leads a program and can be told; where there is nobody, or no program, who leads mentoring here.

    As long as nobody was named, that is whoever installed the bot, or else the admins who take part.

    The one rule for reaching a lead: they may never have joined, but they haven't left. What is said to them is of the
    class for leads, which delivery lets through by the same rule.
    """
    of_program = programs.leads_of(db, program) if program else []
    return _reachable(of_program, but) or _reachable(people.leads(db) or _first(db) or people.admins(db), but)


def leads_for(db: orm.Session, person: Person) -> Sequence[Person]:
    """Return whom somebody turns to: who leads the programs they are in, or else who leads mentoring here."""
    found = [lead for program in enrolments.concerning(db, person) for lead in programs.leads_of(db, program)]
    but = {person.slack_id}
    return _reachable(dict.fromkeys(found), but) or leads_of(db, None, but)


def seen_by(db: orm.Session, person: Person, *, over: bool = False) -> Sequence[Program]:
    """Return the programs that somebody may look into, newest first."""
    actor = acting(db, person)
    if not actor.is_lead:
        return ()
    return programs.every(db, None if can(actor, Act.SEE_PROGRAM) else actor.leads, over=over)


def is_first(db: orm.Session, person: Person) -> bool:
    """Tell whether somebody installed the bot where nobody leads yet: they may name who does, themselves included."""
    return not people.leads(db) and person in _first(db)


def take_the_lead(db: orm.Session, person: Person, now: datetime) -> bool:
    """Let the first who comes to lead do so: whoever installed the bot, or an admin; tell whether they are it now."""
    if person.is_lead or people.leads(db) or not (person.is_admin or is_first(db, person)):
        return False
    person.is_lead = True
    note(db, person, "lead_added", f"person:{person.slack_id}", now)
    return True


def _first(db: orm.Session) -> list[Person]:
    """Return who installed the bot, if they are still here: they lead as long as nobody does."""
    here = workspace_of(db)
    installed = installations.these(db, [here]).get(here)
    person = people.known(db, installed.installed_by) if installed else None
    return [person] if person and person.standing is Standing.MEMBER else []


def _reachable(leads: Iterable[Person], but: Collection[str]) -> list[Person]:
    return [lead for lead in leads if lead.can_be_told and lead.slack_id not in but]
