"""What holds for every rhythm, every calendar and every time zone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.goals import GiveState, Goal
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import LIVE, RHYTHMS, Lifecycle, Pair
from bot.mentoring.people import Person
from bot.mentoring.sessions import Outcome, Session
from scheduling.nudges import (
    AnyNudge,
    Nudge,
    book_next,
    every,
    first_meeting,
    first_meeting_choice,
    rest_notice,
    slip_mentee,
    slip_mentor,
    stalled,
)
from tests.examples import TEAM, ada, ask, mei
from tests.scheduling.nudges.stories import a_give, a_goal, a_person

NUDGES = every()
ABOUT_SILENCE = [slip_mentee.NUDGE, slip_mentor.NUDGE, stalled.NUDGE, rest_notice.NUDGE, first_meeting_choice.NUDGE]
BEFORE_THEY_MET = {"first_meeting", "first_meeting_choice", "primer", "outcome", "rest_notice"}
BETWEEN_THE_TWO_MORNINGS = {"rest_notice"}
"""Both hear of it from the later of their mornings on, so that both read one day."""

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - in UTC
LATER = st.timedeltas(timedelta(minutes=1), timedelta(days=200))
ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/London",
        "America/Los_Angeles",
        "Asia/Kathmandu",
        "Pacific/Auckland",
        "Pacific/Kiritimati",
        "Nowhere",
    ]
)
DAYS = st.frozensets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
SLOTS = st.times(time(9, 30), time(16, 29)).map(lambda slot: slot.replace(second=0, microsecond=0))
CALENDARS = st.fixed_dictionaries({"timezone": ZONES, "days": DAYS, "slot": SLOTS})


@st.composite
def sessions_of(draw: st.DrawFn, pair: Pair) -> list[Session]:
    """Draw what happened between two people, and what they plan."""
    found = []
    for number, after in enumerate(sorted(draw(st.lists(LATER, max_size=6, unique=True))), start=1):
        at = pair.started_at + after
        outcome = draw(st.sampled_from(Outcome))
        noted_at = at - draw(LATER)
        one = Session(
            workspace=TEAM, pair=pair, at=at, on=at.date(), outcome=outcome, by=pair.mentee, noted_at=noted_at
        )
        one.id = number
        found.append(one)
        if outcome is Outcome.HELD:
            pair.meet(at, at)
    return found


@st.composite
def pairs(draw: st.DrawFn) -> PairFacts:
    """Draw a pair in any state."""
    pair = Pair(
        workspace=TEAM,
        mentor=mei(**draw(CALENDARS)),
        mentee=ada(**draw(CALENDARS)),
        started_at=draw(MOMENTS),
        rhythm=draw(st.sampled_from([*RHYTHMS.values()])),
    )
    pair.id = draw(st.integers(1, 9))
    sessions = draw(sessions_of(pair))
    if draw(st.booleans()):
        pair.keep(pair.started_at + draw(LATER))
    pair.lifecycle = draw(st.sampled_from([pair.lifecycle, pair.lifecycle, *Lifecycle]))
    facts = PairFacts(pair=pair, sessions=sessions)
    moments = draw(st.lists(MOMENTS, max_size=2))
    gives = [a_give(facts, draw(st.integers(1, 36)), draw(st.sampled_from(GiveState)), at) for at in moments]
    return PairFacts(pair=pair, sessions=sessions, gives=gives)


@st.composite
def asks(draw: st.DrawFn) -> AskFacts:
    """Draw a request that was sent."""
    one = ask(mentor=mei(**draw(CALENDARS), offering_paused_until=draw(st.none() | MOMENTS)))
    one.id = 1
    one.send(draw(MOMENTS))
    return AskFacts(ask=one)


@st.composite
def people(draw: st.DrawFn) -> PersonFacts:
    """Draw somebody with goals."""
    person = ada(**draw(CALENDARS))
    moments = draw(st.lists(MOMENTS, max_size=4))
    goals: list[Goal] = [a_goal(person, number, updated_at=at) for number, at in enumerate(moments)]
    return a_person(person, *goals)


def sayings(facts: PairFacts | AskFacts | PersonFacts) -> Iterator[tuple[AnyNudge, list[Due]]]:
    """List everything there is to say, nudge by nudge."""
    for nudge in NUDGES:
        if isinstance(facts, nudge.about):
            say: Any = nudge.occasions
            yield nudge, list(say(facts))


def starts(nudge: Nudge[PairFacts], facts: PairFacts) -> dict[str, Due]:
    """Tell what each reader hears first of a nudge."""
    return {due.to: due for due in reversed(list(nudge.due(facts)))}


def reader(facts: PairFacts | AskFacts | PersonFacts, to: str) -> Person:
    match facts:
        case PairFacts(pair=pair):
            return pair.person(to)
        case AskFacts(ask=one):
            return one.mentor
        case PersonFacts(person=person):
            return person


@given(pairs() | asks() | people())
def test_everything_has_a_name_of_its_own_and_some_time_to_be_said(facts: PairFacts | AskFacts | PersonFacts) -> None:
    for nudge, dues in sayings(facts):
        names = Counter((due.to, due.occasion) for due in dues)
        assert all(count == 1 for count in names.values()), nudge.kind
        assert all(due.at < due.until for due in dues), nudge.kind
        assert all(due.at.tzinfo is UTC for due in dues), nudge.kind


@given(pairs() | asks() | people())
def test_everything_begins_at_its_readers_usual_time(facts: PairFacts | AskFacts | PersonFacts) -> None:
    for nudge, dues in sayings(facts):
        for due in dues:
            if nudge.kind not in BETWEEN_THE_TWO_MORNINGS:
                hours = reader(facts, due.to).hours
                assert hours.allow(due.at), nudge.kind
                assert hours.local(due.at).time() == hours.slot, nudge.kind


@given(pairs())
def test_both_hear_that_a_pair_will_rest_from_one_moment_on(facts: PairFacts) -> None:
    dues = list(rest_notice.NUDGE.due(facts))

    assert len({(due.at, due.until) for due in dues}) == len({due.occasion for due in dues}), "in time, or late"
    assert all(after.at >= due.until for due in dues[:1] for after in dues if after.occasion != due.occasion)
    for due in dues[::2]:
        assert any(person.hours.allow(due.at) for person in facts.pair.both)
        assert due.at >= facts.pair.rest_notice_at


@given(pairs())
def test_a_pair_that_does_not_meet_hears_nothing(facts: PairFacts) -> None:
    facts.pair.lifecycle = Lifecycle.PAUSED if facts.pair.lifecycle in LIVE else facts.pair.lifecycle

    assert [nudge.kind for nudge, dues in sayings(replace(facts)) if dues] == []


@given(pairs())
def test_before_the_first_session_only_what_leads_to_it_is_said_and_never_after(facts: PairFacts) -> None:
    for nudge, dues in sayings(facts):
        if dues and not facts.held:
            assert nudge.kind in BEFORE_THEY_MET
        if dues and facts.held:
            assert nudge.kind not in BEFORE_THEY_MET - {"outcome", "rest_notice"}


@given(pairs())
def test_nobody_speaks_of_silence_while_something_is_ahead(facts: PairFacts) -> None:
    ahead = [each for each in facts.sessions if each.outcome is Outcome.BOOKED and each.at > facts.pair.quiet_since]

    for nudge in ABOUT_SILENCE:
        for due in nudge.due(facts):
            five_working_days_on = [reader(facts, due.to).hours.working_days_after(each.ends_at, 5) for each in ahead]
            assert due.at >= max(five_working_days_on, default=facts.pair.quiet_since), nudge.kind
    if ahead:
        assert [*book_next.NUDGE.due(facts), *first_meeting.NUDGE.due(facts)] == []


@given(pairs())
def test_silence_is_spoken_of_in_order_and_once(facts: PairFacts) -> None:
    book, slip = starts(book_next.NUDGE, facts), starts(slip_mentee.NUDGE, facts)
    slip |= starts(slip_mentor.NUDGE, facts)
    stall, rest = starts(stalled.NUDGE, facts), starts(rest_notice.NUDGE, facts)

    for to in book.keys() & slip.keys():
        assert book[to].until <= slip[to].at
    for to in slip.keys() & stall.keys():
        assert slip[to].until <= stall[to].at
    for to in stall.keys() & rest.keys():
        assert stall[to].at < rest[to].at
    for nudge in (book_next.NUDGE, *ABOUT_SILENCE):
        late = {f"{facts.episode}{rest_notice.LATE}"} if nudge is rest_notice.NUDGE else set()
        assert {due.occasion for due in nudge.due(facts)} <= {facts.episode} | late


@given(pairs())
def test_nothing_is_said_before_its_time(facts: PairFacts) -> None:
    pair = facts.pair
    earliest = {
        "book_next": pair.book_at,
        "slip_mentee": pair.slips_at,
        "slip_mentor": pair.slips_for_mentor_at,
        "stalled": pair.stalls_at,
        "first_meeting": pair.quiet_since,
        "first_meeting_choice": pair.quiet_since + timedelta(days=14),
    }

    for nudge, dues in sayings(facts):
        assert all(due.at >= earliest.get(nudge.kind, due.at) for due in dues), nudge.kind


@given(pairs())
def test_what_belongs_to_a_session_is_said_before_it_begins_or_after_it_ends(facts: PairFacts) -> None:
    by_id = {f"session{each.id}": each for each in facts.sessions}

    for nudge, dues in sayings(facts):
        for due in dues:
            if nudge.kind == "agenda":
                assert by_id[due.occasion].at >= due.until
                assert due.at >= by_id[due.occasion].noted_at
            if nudge.kind == "outcome":
                assert by_id[due.occasion.removesuffix("-again")].ends_at < due.at


@given(pairs() | asks() | people())
def test_everything_can_be_put_into_words(facts: PairFacts | AskFacts | PersonFacts) -> None:
    for nudge, dues in sayings(facts):
        for due in dues:
            word: Any = nudge.words
            assert word(facts, due).text
            assert nudge.class_ in {Class.NUDGE, Class.SERVICE}


@given(asks())
def test_a_reminder_of_a_request_never_outlives_it(facts: AskFacts) -> None:
    for _, dues in sayings(facts):
        assert all((facts.ask.sent_at or due.at) < due.at < due.until <= facts.ask.open_until for due in dues)
