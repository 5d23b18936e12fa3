"""Stories: pairs, requests and people at the moments that nudges are about, told from one Monday on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.mentoring.asks import AskState
from bot.mentoring.chats import begin
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.goals import Give, GiveState, Goal
from bot.mentoring.knocks import Knock
from bot.mentoring.mentored import Meeting, Mentored, Win
from bot.mentoring.networks import Encounter
from bot.mentoring.occasions import Due
from bot.mentoring.people import Person
from bot.mentoring.searches import Search
from bot.mentoring.sessions import Action, Agenda, Outcome, Session
from scheduling.nudges import F, Nudge
from tests.examples import MONDAY, TEAM, ada, ask, mei, pair

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def a_pair(
    *,
    held: Sequence[datetime] = (),
    booked: Sequence[datetime] = (),
    missed: Sequence[datetime] = (),
    noted_at: datetime = MONDAY,
    facts: dict[str, Any] | None = None,
    **otherwise: object,
) -> PairFacts:
    """Let Mei mentor Ada, since Monday at ten; every session has the id of its place in time, from one."""
    one = pair(started_at=MONDAY, **otherwise)
    one.id = 7
    plans = [*((at, Outcome.HELD) for at in held), *((at, Outcome.BOOKED) for at in booked)]
    sessions = []
    for number, (at, outcome) in enumerate(sorted([*plans, *((at, Outcome.MISSED) for at in missed)]), start=1):
        session = Session(
            workspace=TEAM, pair=one, at=at, on=at.date(), outcome=outcome, by=one.mentee, noted_at=noted_at
        )
        session.id = number
        sessions.append(session)
        if outcome is Outcome.HELD:
            one.meet(at, at)
    return PairFacts(pair=one, sessions=sessions, **facts or {})


def a_request(**otherwise: object) -> AskFacts:
    """Let Ada ask Mei, on Monday at ten."""
    one = ask(**otherwise)
    one.id = 5
    one.send(MONDAY)
    return AskFacts(ask=one)


def a_person(person: Person, *goals: Goal) -> PersonFacts:
    """Give somebody goals."""
    person.id = 3
    return PersonFacts(person=person, goals=goals)


def a_draft(**otherwise: object) -> AskFacts:
    """Let Ada begin a note to Mei, on Monday at ten."""
    one = ask(written_at=MONDAY, **otherwise)
    one.id = 6
    return AskFacts(ask=one)


def a_chat(*, at: datetime | None = None, held_at: datetime | None = None) -> AskFacts:
    """Let Mei have said yes to a chat with Ada, on Monday at ten."""
    facts = a_request()
    chat = begin(facts.ask, MONDAY)
    chat.id = 8
    if at:
        chat.schedule(at, MONDAY)
    if held_at:
        chat.hold(held_at)
    return AskFacts(ask=facts.ask, chat=chat)


def a_mentor(*expired: datetime, answered: Sequence[datetime] = (), **otherwise: object) -> PersonFacts:
    """Let Mei be a mentor whose requests ran out, two weeks after they were sent, or were answered."""
    person = mei(**otherwise)
    person.id = 4
    asked = []
    for number, (at, state) in enumerate(
        sorted([*((at, AskState.EXPIRED) for at in expired), *((at, AskState.DECLINED) for at in answered)]), start=1
    ):
        one = ask(mentor=person, sent_at=at - 14 * DAY, answered_at=at, state=state)
        one.id = number
        asked.append(one)
    return PersonFacts(person=person, asked=asked)


def a_knock(*, by_mentor: bool, at: datetime = MONDAY, **otherwise: Any) -> PairFacts:  # noqa: ANN401 - any fact
    """Let one of a pair that never met ask the other, on Monday at ten."""
    facts = a_pair()
    by = facts.pair.mentor if by_mentor else facts.pair.mentee
    knock = Knock(workspace=TEAM, pair=facts.pair, by=by, silence=facts.pair.silence, at=at)
    knock.id = 9
    return replace(facts, knocks=[knock], **otherwise)


def a_networker(**otherwise: object) -> PersonFacts:
    """Let Ada have met somebody on Monday at ten."""
    me = ada()
    me.id = 3
    told: dict[str, Any] = {"who": "Grace <!here> Hopper of the navy and more", "where": "the meetup"} | otherwise
    met = Encounter(workspace=TEAM, owner=me, at=MONDAY, **told)
    met.id = 2
    return PersonFacts(person=me, encounters=[met])


def a_search(number: int = 1, **otherwise: object) -> Search:
    """Let Ada look for somebody who teaches SQL."""
    facts: dict[str, Any] = {"workspace": TEAM, "person": ada(), "at": MONDAY, "wish": "sql"} | otherwise
    search = Search(**facts)
    search.id = number
    if search.saved_at:
        search.save(search.saved_at)
    return search


def a_seeker(*searches: Search, **otherwise: object) -> PersonFacts:
    """Let Ada look for somebody."""
    person = ada(**otherwise)
    person.id = 3
    return PersonFacts(person=person, searches=searches)


def a_goal(owner: Person, number: int = 1, text: str = "Write the report without help.", **otherwise: object) -> Goal:
    """Make a goal, noted on Monday at ten."""
    facts: dict[str, Any] = {"created_at": MONDAY, "updated_at": MONDAY} | otherwise
    goal = Goal(workspace=TEAM, owner=owner, text=text, **facts)
    goal.id = number
    return goal


def an_action(facts: PairFacts, owner: Person, text: str, number: int = 1, **otherwise: Any) -> Action:  # noqa: ANN401 - any field
    """Note something to do, on Monday at ten."""
    usual: dict[str, Any] = {"written_at": MONDAY, "by": owner.slack_id} | otherwise
    action = Action(workspace=TEAM, pair=facts.pair, owner=owner, text=text, **usual)
    action.id = number
    return action


def a_giver(*meetings: Meeting, wins: Sequence[Win] = (), **otherwise: object) -> PersonFacts:
    """Let Mei have mentored since Monday at ten."""
    person = mei(**otherwise)
    person.id = 4
    return PersonFacts(person=person, mentored=Mentored(since=MONDAY, meetings=meetings, wins=wins))


def a_meeting(at: datetime, mentee: str = "UADA", minutes: int = 45) -> Meeting:
    """Let somebody have met their mentor."""
    return Meeting(at, minutes, mentee, mentee.removeprefix("U").lower())


def an_agenda(facts: PairFacts, written_at: datetime, session_id: int | None = None) -> Agenda:
    """Note what Ada wants to talk about."""
    return Agenda(
        workspace=TEAM,
        pair=facts.pair,
        author=facts.pair.mentee,
        since_last="",
        question="What next?",
        decision="",
        written_at=written_at,
        session_id=session_id,
    )


def a_give(facts: PairFacts, idea: int, state: GiveState, at: datetime) -> Give:
    """Note what became of an idea."""
    return Give(workspace=TEAM, pair=facts.pair, giver=facts.pair.mentee, idea=idea, state=state, at=at)


def dues(nudge: Nudge[F], facts: F, to: str = "") -> list[Due]:
    """List everything a nudge would ever say about this, perhaps to one reader only."""
    return [due for due in nudge.occasions(facts) if to in {"", due.to}]


def heard(nudge: Nudge[F], facts: F, now: datetime) -> set[str]:
    """Tell who has something to hear at this moment."""
    return {due.to for due in nudge.occasions(facts) if due.at <= now < due.until}


def said(nudge: Nudge[F], facts: F, place: int = 0) -> str:
    """Word one of its occasions."""
    return nudge.words(facts, dues(nudge, facts)[place]).text
