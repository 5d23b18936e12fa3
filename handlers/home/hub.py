"""The hub: everything one person has here, read in a handful of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import orm

from bot import leadership
from bot.mentoring.asks import Ask
from bot.mentoring.chats import Chat
from bot.mentoring.enrolments import Enrolment
from bot.mentoring.goals import Goal
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.roles import Actor
from bot.mentoring.searches import Search
from bot.mentoring.sessions import Action, Session
from bot.mentoring.times import Times
from bot.store import asks, chats, concerns, enrolments, goals, pairs, programs, searches, sessions, times, vitals
from bot.store.vitals import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """Everything one person has here."""

    person: Person
    actor: Actor
    """What they may do here beside what everybody does."""
    pairs: Sequence[Pair] = ()
    known: Mapping[int, Known] = field(default_factory=dict)
    """What they may know of how each of their pairs is doing, by its number."""
    knows_why: Collection[int] = ()
    """Pairs on hold for a reason that they know, by number; of the others they see a pause."""
    booked: Mapping[int, Session | None]
    times: Mapping[int, Times] = field(default_factory=dict)
    """Times that one of a pair proposed and that can still be picked, by the pair's number."""
    part_in: Sequence[tuple[Enrolment, Program]] = ()
    open_programs: Sequence[Program] = ()
    """Programs that take people now, whether they are in or not."""
    proposed: Sequence[Pair] = ()
    """Pairs that somebody proposed to them, and that they haven't answered."""
    waiting_for_me: Sequence[Ask] = ()
    waiting_for_them: Sequence[Ask] = ()
    drafts: Sequence[Ask] = ()
    searches: Sequence[Search] = ()
    chats: Sequence[Chat] = ()
    goals: Sequence[Goal] = ()
    parked: Sequence[Goal] = ()
    actions: Sequence[Action] = ()


def gather(db: orm.Session, person: Person, now: datetime) -> Hub:
    """Read everything one person has, in a handful of queries."""
    live = pairs.live(db, person)
    kept = goals.kept_by(db, person)
    booked = sessions.booked_of(db, live)
    return Hub(
        person=person,
        actor=leadership.acting(db, person),
        pairs=live,
        known=vitals.known_to(db, person, live, booked),
        knows_why=concerns.known_to(db, person, live),
        booked=booked,
        times=times.open_in(db, live, person, now),
        part_in=enrolments.of_person(db, person),
        open_programs=programs.taking_people(db),
        proposed=pairs.proposed_to(db, person),
        waiting_for_me=asks.open_for(db, person),
        waiting_for_them=asks.open_by(db, person),
        drafts=asks.drafts_of(db, person),
        searches=searches.saved(db, person),
        chats=chats.open_of(db, person),
        goals=[goal for goal in kept if goal.is_open],
        parked=[goal for goal in kept if not goal.is_open],
        actions=sessions.open_actions(db, person),
    )
