"""What time changes by itself: requests close kindly, whoever is away is waited for, and nobody is told twice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.mentoring.asks import Ask, AskState
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts, Told
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.people import FOREVER, Person
from bot.store import asks, pairs, people
from bot.store.facts import Facts
from bot.store.tables.asks import asks as ask_rows
from bot.store.tables.pairs import pairs as pair_rows
from scheduling import lapses
from tests.examples import MONDAY, TEAM, ada, ask, mei, pair
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory

DAY = timedelta(days=1)


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    return QuietStory(mailroom)


def test_a_request_closes_kindly_after_two_weeks_and_names_others_who_fit(story: QuietStory) -> None:
    with story.database.begin(TEAM) as db:
        jonas = people.known(db, "UJONAS")
        assert jonas is not None
        people.index(db, jonas)
    number = story.asks()

    early = story.passes(14 * DAY - timedelta(seconds=1))
    late = story.passes(timedelta(seconds=1))

    assert (early, late) == (0, 1)
    assert story.ask(number).state is AskState.EXPIRED
    (told,) = story.told("UADA", "ask_expired")
    assert "They couldn't get to it in time; that isn't about you." in told
    assert "<@UJONAS>" in told
    assert story.told("UMEI", "ask_expired") == []


def test_the_mentors_message_loses_its_buttons_when_a_request_closes(story: QuietStory) -> None:
    story.asks()

    story.passes(14 * DAY)
    story.room.later()

    assert story.room.slack.read_by("UMEI") == ["This request has closed by itself. There is nothing for you to do."]


def test_what_closed_once_does_not_close_again(story: QuietStory) -> None:
    story.asks()

    assert [story.passes(14 * DAY), story.passes(timedelta(0)), story.passes(DAY)] == [1, 0, 0]
    assert len(story.told("UADA", "ask_expired")) == 1


def test_many_requests_close_in_one_pass(story: QuietStory) -> None:
    with story.database.begin(TEAM) as db:
        mentor = mei(slack_id="UBUSY")
        mentees = [ada(slack_id=f"UADA{number}") for number in range(23)]
        db.add_all([mentor, *mentees])
        for mentee in mentees:
            waiting = ask(mentee=mentee, mentor=mentor)
            db.add(waiting)
            waiting.send(MONDAY)

    assert story.passes(14 * DAY) == 23


@pytest.mark.parametrize("away", ["paused_until", "offering_paused_until"])
def test_a_request_waits_for_a_mentor_who_is_away(story: QuietStory, away: str) -> None:
    facts: dict[str, Any] = {away: MONDAY + 16 * DAY}
    number = story.asks(**facts)

    early = story.passes(14 * DAY)
    story.passes(7 * DAY - timedelta(seconds=1))

    assert (early, story.ask(number).state) == (0, AskState.SENT)
    assert story.passes(timedelta(seconds=1)) == 1
    assert story.ask(number).state is AskState.EXPIRED


def test_a_request_waits_two_weeks_more_and_not_for_ever(story: QuietStory) -> None:
    number = story.asks(paused_until=MONDAY + FOREVER)

    assert [story.passes(28 * DAY - timedelta(seconds=1)), story.passes(timedelta(seconds=1))] == [0, 1]
    assert story.ask(number).state is AskState.EXPIRED


def test_a_request_to_somebody_who_left_closes_at_once(story: QuietStory) -> None:
    number = story.asks()
    story.changes("UMEI", joined_at=None)

    assert story.passes(timedelta(0)) == 1
    assert story.ask(number).state is AskState.VOID
    (told,) = story.told("UADA", "ask_void")
    assert "doesn't take part in mentoring any more" in told


def test_a_request_of_somebody_who_left_closes_without_a_word_to_them(story: QuietStory) -> None:
    number = story.asks()
    story.changes("UADA", joined_at=None)

    assert story.passes(timedelta(0)) == 1
    assert story.ask(number).state is AskState.VOID
    assert story.told("UADA", "ask_void") == []


def test_an_answered_request_does_not_close(story: QuietStory) -> None:
    number = story.asks()
    with story.database.begin(TEAM) as db:
        answered = db.scalars(sa.select(Ask).where(ask_rows.c.id == number)).one()
        answered.withdraw(MONDAY)

    assert story.passes(30 * DAY) == 0


def test_nothing_changes_where_nothing_is_due(story: QuietStory) -> None:
    story.asks()
    story.pairs()

    assert story.passes(DAY) == 0


def test_looking_ahead_changes_the_same_things(story: QuietStory) -> None:
    number, asked = story.pairs(), story.asks()
    later = MONDAY + 14 * DAY
    with story.database.rehearsal() as db:
        resting = db.scalars(sa.select(Pair).where(pair_rows.c.id == number).options(*pairs.BOTH)).one()
        waiting = db.scalars(sa.select(Ask).where(ask_rows.c.id == asked).options(*asks.BOTH)).one()
        person = db.scalars(sa.select(Person)).first()
        assert person is not None
        notice = Told(kind="rest_notice", to="UADA", occasion=resting.silence, at=MONDAY + timedelta(seconds=1))
        asleep, unanswered = PairFacts(pair=resting, told=[notice]), AskFacts(ask=waiting)
        subjects: list[Facts] = [asleep, unanswered, PersonFacts(person=person)]

        first = lapses.change(db, subjects, later)
        second = lapses.change(db, subjects, later + timedelta(seconds=1))

        assert (first, second) == (1, 1)
        assert (waiting.state, resting.lifecycle) == (AskState.EXPIRED, Lifecycle.DORMANT)
    assert story.ask(asked).state is AskState.SENT


def test_rounds_know_when_time_acts_next() -> None:
    asked, paused = ask(), pair(lifecycle=Lifecycle.PAUSED, paused_until=MONDAY)
    asked.send(MONDAY)

    assert lapses.next_for(asked) == MONDAY + 14 * DAY
    assert lapses.next_for(ask()) is None
    assert lapses.next_for(paused) == MONDAY
    assert lapses.next_for(replace(paused, wished_at=MONDAY - 8 * DAY)) == MONDAY
    assert lapses.next_for(pair(started_at=MONDAY, wished_at=MONDAY - 8 * DAY)) == MONDAY - DAY
    assert lapses.next_for(pair(lifecycle=Lifecycle.DORMANT, idle_since=MONDAY)) == MONDAY + 30 * DAY
    assert lapses.next_for(pair(lifecycle=Lifecycle.ENDED_LEFT)) is None
    assert lapses.next_for(pair(started_at=MONDAY)) == MONDAY + 59 * DAY
    assert lapses.next_for(ada()) is None
