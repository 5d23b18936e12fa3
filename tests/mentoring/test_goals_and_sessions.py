"""Goals, sessions, letters and facts: what may happen to them, and what can be read off them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.goals import Goal, GoalIsClosed, GoalState
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.sessions import (
    Action,
    DateHasPassed,
    DateIsTooFar,
    Outcome,
    Session,
    SessionIsBeforeThePair,
    SessionIsInTheFuture,
    SessionIsTooOld,
    check_ahead,
    check_held,
    check_past,
    check_since,
    is_same,
)
from tests.examples import MONDAY, TEAM, ada, ask, letter, pair, tane

TODAY = MONDAY.date()
DAY = timedelta(days=1)


def goal(**otherwise: object) -> Goal:
    facts: dict[str, Any] = {"workspace": TEAM, "owner": ada(), "text": "Speak up", "created_at": MONDAY}
    return Goal(**facts | {"updated_at": MONDAY} | otherwise)


def session(**otherwise: object) -> Session:
    both = pair()
    facts: dict[str, Any] = {"workspace": TEAM, "pair": both, "at": MONDAY, "on": TODAY, "outcome": Outcome.HELD}
    return Session(**facts | {"by": both.mentee, "noted_at": MONDAY} | otherwise)


def test_a_goal_moves_and_is_finished() -> None:
    one = goal()

    one.advance(50, MONDAY + DAY)
    one.feel("stuck", MONDAY + DAY)
    one.revise("Speak up twice", "two talks", "book a room", TODAY, MONDAY + DAY)
    assert (one.progress, one.feeling, one.text, one.due_on, one.updated_at) == (
        50,
        "stuck",
        "Speak up twice",
        TODAY,
        MONDAY + DAY,
    )

    one.close(GoalState.DONE, MONDAY + 2 * DAY)
    assert (one.progress, one.is_open, one.closed_at) == (100, False, MONDAY + 2 * DAY)


@pytest.mark.parametrize("state", [GoalState.DONE, GoalState.PARKED, GoalState.DROPPED])
def test_a_closed_goal_stays_as_it_is(state: GoalState) -> None:
    one = goal()
    one.close(state, MONDAY)

    acts: tuple[Callable[[], None], ...] = (
        lambda: one.advance(25, MONDAY),
        lambda: one.feel("stuck", MONDAY),
        lambda: one.revise("", "", "", None, MONDAY),
        lambda: one.close(state, MONDAY),
    )
    for act in acts:
        with pytest.raises(GoalIsClosed):
            act()


def test_only_a_parked_goal_is_taken_up_again() -> None:
    parked, dropped = goal(state=GoalState.PARKED, closed_at=MONDAY, progress=25), goal(state=GoalState.DROPPED)

    parked.reopen(MONDAY + DAY)

    assert (parked.is_open, parked.closed_at, parked.progress) == (True, None, 25)
    with pytest.raises(GoalIsClosed):
        dropped.reopen(MONDAY)


@pytest.mark.parametrize("days", [0, 1, 366])
def test_a_past_session_lies_within_a_year(days: int) -> None:
    check_past(TODAY - days * DAY, TODAY)


def test_no_session_was_held_tomorrow_or_more_than_a_year_ago() -> None:
    with pytest.raises(SessionIsInTheFuture):
        check_past(TODAY + DAY, TODAY)
    with pytest.raises(SessionIsTooOld):
        check_past(TODAY - 367 * DAY, TODAY)


def test_no_session_was_held_before_the_two_were_a_pair_on_either_of_their_calendars() -> None:
    began = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    two = pair(started_at=began, mentor=tane())  # it is Tuesday in Auckland already, and still Monday in London

    check_since(date(2026, 3, 2), two)
    with pytest.raises(SessionIsBeforeThePair) as refused:
        check_since(date(2026, 3, 1), two)

    assert "became a pair on Monday 2 March 2026" in refused.value.sentence


@pytest.mark.parametrize(
    ("began", "told"),
    [
        (datetime(2026, 2, 2, 12, tzinfo=UTC), "You two became a pair on Monday 2 February 2026"),
        (datetime(2024, 2, 2, 12, tzinfo=UTC), "The earliest day I can note is Sunday 2 March 2025."),
    ],
)
def test_of_a_day_long_ago_the_earliest_one_that_can_be_noted_is_named(began: datetime, told: str) -> None:
    two = pair(started_at=began)

    for year in (2020, 2023):
        with pytest.raises((SessionIsBeforeThePair, SessionIsTooOld)) as refused:
            check_held(date(year, 1, 1), date(2026, 3, 3), two)
        assert told in refused.value.sentence
    with pytest.raises(SessionIsInTheFuture):
        check_held(date(2026, 3, 4), date(2026, 3, 3), two)


def test_a_next_date_lies_within_a_year() -> None:
    check_ahead(TODAY, TODAY)
    check_ahead(TODAY + 366 * DAY, TODAY)
    with pytest.raises(DateHasPassed):
        check_ahead(TODAY - DAY, TODAY)
    with pytest.raises(DateIsTooFar):
        check_ahead(TODAY + 367 * DAY, TODAY)


@pytest.mark.parametrize(
    ("apart", "own", "same"),
    [(0, True, True), (0, False, True), (1, True, False), (1, False, True), (-1, False, True), (2, False, False)],
)
def test_two_people_who_log_a_day_apart_mean_one_session(apart: int, own: bool, same: bool) -> None:
    noted = session()
    by = noted.by if own else noted.pair.mentor

    assert is_same(noted, TODAY + apart * DAY, by) is same


def test_a_session_ends_when_its_minutes_are_over() -> None:
    assert session(minutes=20).ends_at == MONDAY + timedelta(minutes=20)


def test_a_thing_to_do_is_open_until_it_is_done_or_dropped() -> None:
    facts: dict[str, Any] = {"workspace": TEAM, "pair": pair(), "owner": ada(), "text": "Read", "written_at": MONDAY}

    assert Action(**facts).is_open
    assert not Action(**facts, done_at=MONDAY).is_open
    assert not Action(**facts, dropped_at=MONDAY).is_open


@pytest.mark.parametrize("state", LetterState)
def test_only_what_waits_can_be_taken_back(state: LetterState) -> None:
    one = letter(state=state)

    one.cancel("no longer true")

    taken = state in {LetterState.DUE, LetterState.UNSURE}
    assert (one.state, one.trouble) == ((LetterState.CANCELLED, "no longer true") if taken else (state, ""))


def test_a_letter_is_read_off_its_state_and_class() -> None:
    assert letter(state=LetterState.SENDING).is_waiting
    assert not letter(state=LetterState.SENT).is_waiting
    assert letter(state=LetterState.SENT).was_said
    assert [each for each in Class if letter(class_=each).is_awaited] == [Class.TRANSACTIONAL, Class.SERVICE]


def test_the_first_tap_is_the_answer() -> None:
    one = letter()

    one.acknowledge(MONDAY)
    one.acknowledge(MONDAY + DAY)

    assert one.acknowledged_at == MONDAY


def test_facts_name_their_subject_and_its_readers() -> None:
    both, asked, person = pair(idle_since=MONDAY), ask(), ada()
    both.id, asked.id, person.id = 7, 8, 9
    held, booked = session(), session(outcome=Outcome.BOOKED)
    about_pair = PairFacts(pair=both, sessions=[held, booked])

    assert (about_pair.name, about_pair.thing, about_pair.readers) == ("pair7", both, both.both)
    assert (about_pair.held, about_pair.booked, about_pair.episode) == ([held], booked, "since-2026-03-02")
    assert PairFacts(pair=both).booked is None
    about_ask, about_person = AskFacts(ask=asked), PersonFacts(person=person)
    assert (about_ask.name, about_ask.thing, about_ask.readers) == ("ask8", asked, (asked.mentee, asked.mentor))
    assert (about_person.name, about_person.thing, about_person.readers) == ("person9", person, (person,))
    assert date.fromisoformat(about_pair.episode.removeprefix("since-")) == TODAY


def test_something_to_do_is_done_or_dropped_once() -> None:
    facts: dict[str, Any] = {"workspace": TEAM, "pair": pair(), "owner": ada(), "text": "Read", "written_at": MONDAY}
    done, dropped, given = Action(**facts), Action(**facts, by="UADA"), Action(**facts, by="UMEI")

    done.finish(MONDAY)
    done.drop(MONDAY)
    dropped.drop(MONDAY)
    dropped.finish(MONDAY)

    assert (done.done_at, done.dropped_at, dropped.done_at, dropped.dropped_at) == (MONDAY, None, None, MONDAY)
    assert (done.was_given, dropped.was_given, given.was_given) == (False, False, True)


def test_a_goal_that_is_kept_counts_as_looked_at_and_knows_its_live_pair() -> None:
    both = pair()
    both.id = 7
    goal = Goal(workspace=TEAM, owner=ada(), text="Talk", created_at=MONDAY, updated_at=MONDAY, pair=both)

    goal.keep(MONDAY + timedelta(days=1))
    assert (goal.stale_at - MONDAY, goal.parks_at - MONDAY) == (timedelta(days=43), timedelta(days=64))
    assert (goal.live_pair, goal.live_pair_id) == (both, 7)
    both.end(MONDAY)
    assert (goal.live_pair, goal.live_pair_id) == (None, "")


AUCKLAND = "Pacific/Auckland"


@pytest.mark.parametrize(
    ("at", "by", "seen_in_london"),
    [
        (datetime(2026, 3, 1, 23, tzinfo=UTC), "UADA", date(2026, 3, 2)),
        (datetime(2026, 3, 1, 20, tzinfo=UTC), "UADA", date(2026, 3, 2)),
        (datetime(2026, 3, 1, 20, 30, tzinfo=UTC), "UADA", date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, tzinfo=UTC), "X12", date(2026, 3, 2)),
    ],
    ids=["at noon", "noted before noon of the day", "at a moment that was planned", "by somebody who was forgotten"],
)
def test_a_session_of_which_the_day_alone_is_known_has_one_day_for_both(
    at: datetime, by: str, seen_in_london: date
) -> None:
    two = pair(mentee=ada(slack_id=by, timezone="UTC" if by == "X12" else AUCKLAND))
    noted_at = datetime(2026, 3, 1, 20, tzinfo=UTC)
    met = Session(
        workspace=TEAM, pair=two, at=at, on=date(2026, 3, 2), outcome=Outcome.HELD, by=two.mentee, noted_at=noted_at
    )

    assert met.day_of(two.mentor) == seen_in_london
    assert met.day_of(two.mentee) == date(2026, 3, 2)
