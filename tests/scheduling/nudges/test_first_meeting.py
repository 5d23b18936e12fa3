"""A new pair without a date."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.mentoring.facts import PairFacts
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.people import Person
from bot.mentoring.times import Times
from scheduling.nudges import first_meeting_choice
from scheduling.nudges.first_meeting import NUDGE
from tests.examples import MONDAY, TEAM, ada
from tests.scheduling.nudges.stories import DAY, HOUR, TICK, a_pair, dues, heard, said

THURSDAY = datetime(2026, 3, 5, 10, tzinfo=UTC)
WEDNESDAY_AFTER = datetime(2026, 3, 11, 10, tzinfo=UTC)


def test_the_mentee_hears_after_three_and_seven_working_days_and_the_mentor_after_seven() -> None:
    facts = a_pair()

    assert [(due.to, due.at, due.occasion) for due in dues(NUDGE, facts)] == [
        ("UADA", THURSDAY, "since-2026-03-02-1"),
        ("UADA", WEDNESDAY_AFTER, "since-2026-03-02-2"),
        ("UMEI", WEDNESDAY_AFTER, "since-2026-03-02-1"),
    ]


@pytest.mark.parametrize(("at", "readers"), [(THURSDAY, {"UADA"}), (WEDNESDAY_AFTER, {"UADA", "UMEI"})])
def test_each_reminder_begins_at_its_moment(at: datetime, readers: set[str]) -> None:
    facts = a_pair()

    assert heard(NUDGE, facts, at - TICK) == set()
    assert heard(NUDGE, facts, at) == readers
    assert heard(NUDGE, facts, at + TICK) == readers


def test_a_reminder_ends_after_five_days_or_where_the_choice_begins() -> None:
    facts = a_pair()
    facts.pair.idle_since = THURSDAY

    first, second, mentors = dues(NUDGE, facts)

    assert first.until == first.at + 5 * DAY
    assert second.until == mentors.until == THURSDAY + 14 * DAY < second.at + 5 * DAY


def test_whoever_works_every_day_hears_the_first_only_until_the_second() -> None:
    first, second = dues(NUDGE, a_pair(mentee=ada(days=tuple(range(7)))), to="UADA")

    assert (first.until, second.at) == (MONDAY + 7 * DAY, MONDAY + 7 * DAY)


def test_whoever_works_one_day_a_week_is_asked_how_to_go_on_instead() -> None:
    assert dues(NUDGE, a_pair(mentee=ada(days=(0,))), to="UADA") == []


def test_once_a_date_is_booked_nobody_is_reminded() -> None:
    assert dues(NUDGE, a_pair(booked=[MONDAY + 10 * DAY])) == []


def test_after_a_first_session_nobody_is_reminded() -> None:
    assert dues(NUDGE, a_pair(held=[MONDAY + DAY])) == []


def test_a_pair_that_rests_is_left_alone() -> None:
    assert dues(NUDGE, a_pair(lifecycle=Lifecycle.DORMANT)) == []


def test_after_a_session_that_fell_through_they_have_five_working_days_to_find_another_date() -> None:
    facts = a_pair(missed=[MONDAY + 3 * DAY])

    assert [(due.to, due.at) for due in dues(NUDGE, facts)] == [
        ("UADA", datetime(2026, 3, 12, 10, tzinfo=UTC)),
        ("UMEI", datetime(2026, 3, 12, 10, tzinfo=UTC)),
    ]


def test_keeping_a_pair_that_never_met_starts_over() -> None:
    facts = a_pair()
    facts.pair.keep(MONDAY + 50 * DAY + HOUR)

    assert dues(NUDGE, facts)[0].occasion == "since-2026-04-21-1"


def test_the_mentee_is_told_that_they_book_and_the_second_time_that_it_is_the_last() -> None:
    facts = a_pair()

    assert said(NUDGE, facts) == (
        "There is no date yet for your first session with <@UMEI>. "
        "Booking is usually yours, and twenty minutes are enough for a start. When would suit you?"
    )
    assert said(NUDGE, facts, 1) == (
        "There is no date yet for your first session with <@UMEI>. "
        "When would suit you? I won't remind you of this date again."
    )


def test_the_mentor_is_asked_for_two_slots() -> None:
    assert said(NUDGE, a_pair(), 2) == (
        "There is no date yet for your first session with <@UADA>. "
        "They may be waiting for a slot. Are there two you could offer?"
    )


def proposes(facts: PairFacts, who: Person, *moments: datetime, closed_at: datetime | None = None) -> PairFacts:
    """Let one of the two have proposed times on the first day."""
    offered = Times(workspace=TEAM, pair=facts.pair, by=who, moments=moments, proposed_at=MONDAY, closed_at=closed_at)
    return replace(facts, times=[offered])


def test_nobody_is_asked_when_it_would_suit_them_while_times_that_one_proposed_can_be_picked() -> None:
    facts = a_pair()
    last = WEDNESDAY_AFTER + 2 * DAY
    waits = proposes(facts, facts.pair.mentee, THURSDAY + DAY, last)

    assert all(heard(NUDGE, waits, at) == set() for at in (THURSDAY, WEDNESDAY_AFTER, last))
    assert all(due.at > last for nudge in (NUDGE, first_meeting_choice.NUDGE) for due in dues(nudge, waits))
    assert dues(first_meeting_choice.NUDGE, waits), "nobody is left alone with times that nobody picked"


def test_times_that_are_settled_or_belong_to_another_silence_hold_nothing_back() -> None:
    facts = a_pair()
    settled = proposes(facts, facts.pair.mentor, WEDNESDAY_AFTER + 2 * DAY, closed_at=MONDAY)
    old = proposes(facts, facts.pair.mentor, MONDAY - DAY)

    assert heard(NUDGE, settled, THURSDAY) == heard(NUDGE, old, THURSDAY) == {"UADA"}
