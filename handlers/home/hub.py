"""The hub: everything one person has here, read in a handful of queries, and the glance that is enough for a word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from sqlalchemy import orm

from bot import leadership, pairings, parting, rhythm_wishes
from bot.mentoring.agreements import Agreement
from bot.mentoring.asks import Ask
from bot.mentoring.callings import told_apart
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
from bot.store import (
    agreements,
    asks,
    brakes,
    chats,
    concerns,
    enrolments,
    goals,
    lines,
    pairs,
    programs,
    proposals,
    searches,
    sessions,
    times,
    vitals,
)
from bot.store.vitals import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What is next for somebody, and what waits."""

    person: Person
    pairs: Sequence[Pair] = ()
    knows_why: Collection[int] = ()
    """Pairs on hold for a reason that they know, by number; of the others they see a pause.

    What the other one suggests waits, too, as long as somebody knows that something else comes first.
    """
    booked: Mapping[int, Session | None]
    times: Mapping[int, Times] = field(default_factory=dict)
    """Times that one of a pair proposed and that can still be picked, by the pair's number."""
    versions: Mapping[int, Agreement] = field(default_factory=dict)
    """What two may agree on and what waits for this one's yes, by the pair's number."""
    proposed: Sequence[Pair] = ()
    """Pairs that somebody proposed to them, and that they haven't answered."""
    waiting_for_me: Sequence[Ask] = ()
    waiting_for_them: Sequence[Ask] = ()
    drafts: Sequence[Ask] = ()
    answered: Sequence[tuple[Ask, bool]] = ()
    """Requests of theirs that closed, of which the words are still to reach them, and whether a lead holds these."""
    kept_back: Collection[int] = ()
    """Requests among these, by number, that a lead's hold keeps from their mentor."""
    wished: Sequence[Pair] = ()
    """Pairs whose other one would like another rhythm, and waits for this one's answer."""
    unread: Collection[int] = ()
    """Of what is proposed and wished, the pairs, by number, whose question a lead's hold keeps from being read."""

    def called(self) -> Mapping[str, str]:
        """Call everybody whom their Home names so that no two read the same, by Slack id."""
        asked = (*self.waiting_for_me, *self.waiting_for_them, *self.drafts)
        named = [pair.partner_of(self.person.slack_id) for pair in (*self.pairs, *self.proposed)]
        return told_apart([*named, *(who for ask in asked for who in (ask.mentee, ask.mentor))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub(Glance):
    """Everything one person has here."""

    actor: Actor
    """What they may do here beside what everybody does."""
    known: Mapping[int, Known] = field(default_factory=dict)
    """What they may know of how each of their pairs is doing, by its number."""
    over: Sequence[Pair] = ()
    """Pairs that have ended, of which the words are still to reach them."""
    in_a_line: Collection[int] = ()
    """Pairs whose two share a reporting line, by number: peers who can't be mentor and mentee again."""
    part_in: Sequence[tuple[Enrolment, Program]] = ()
    open_programs: Sequence[Program] = ()
    """Programs that take people now, whether they are in or not."""
    searches: Sequence[Search] = ()
    chats: Sequence[Chat] = ()
    goals: Sequence[Goal] = ()
    parked: Sequence[Goal] = ()
    actions: Sequence[Action] = ()


def glance(db: orm.Session, person: Person, now: datetime) -> Glance:
    """Read what is next and what waits, and nothing else: `/mentor` alone shows no more, and is typed most."""
    live, requests, proposed = pairs.live(db, person), asks.around(db, person), proposals.waiting_for(db, person)
    knows_why = concerns.known_to(db, person, live)
    asked = [pair for pair in live if pair.id not in knows_why]
    wished = [each for each in asked if each.wished_rhythm and each.wished_by != person.slack_id and each.has_schedule]
    return Glance(
        person=person,
        pairs=live,
        knows_why=knows_why,
        booked=sessions.booked_of(db, live),
        times=times.open_in(db, asked, person, now),
        versions=agreements.open_in(db, asked, person.slack_id),
        proposed=proposed,
        waiting_for_me=requests.for_them,
        waiting_for_them=requests.by_them,
        drafts=requests.drafts,
        answered=[(ask, kept == brakes.HELD) for ask, kept in asks.newly_answered(db, person)],
        kept_back=brakes.kept_back(db, [*requests.for_them, *requests.by_them]),
        wished=wished,
        unread=brakes.unread(db, [*proposed, *wished], pairings.KIND, rhythm_wishes.KIND),
    )


def gather(db: orm.Session, person: Person, now: datetime) -> Hub:
    """Read everything one person has, in a handful of queries."""
    seen, kept = glance(db, person, now), goals.kept_by(db, person)
    return Hub(
        **{each.name: getattr(seen, each.name) for each in fields(seen)},
        actor=leadership.acting(db, person),
        known=vitals.known_to(db, person, seen.pairs, seen.booked),
        over=pairs.newly_over(db, person, parting.OWN_WORDS),
        in_a_line=lines.keeping_peers(db, person, seen.pairs),
        part_in=enrolments.of_person(db, person),
        open_programs=programs.taking_people(db),
        searches=searches.saved(db, person),
        chats=chats.to_look_at(db, person),
        goals=[goal for goal in kept if goal.is_open],
        parked=[goal for goal in kept if not goal.is_open],
        actions=sessions.open_actions(db, person),
    )
