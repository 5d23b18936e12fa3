"""The day before a first session."""

from datetime import UTC, datetime

from bot.mentoring.pairs import Lifecycle
from bot.mentoring.prompts import kickoff
from scheduling.nudges.primer import NUDGE
from tests.examples import MONDAY, mei
from tests.scheduling.nudges.stories import DAY, HOUR, TICK, a_pair, dues, heard, said

FIRST = datetime(2026, 3, 16, 15, tzinfo=UTC)
"""A Monday, so the working day before it is a Friday."""
FRIDAY = datetime(2026, 3, 13, 10, tzinfo=UTC)


def test_both_hear_on_the_working_day_before_until_the_session_begins() -> None:
    facts = a_pair(booked=[FIRST])

    assert heard(NUDGE, facts, FRIDAY - TICK) == set()
    assert heard(NUDGE, facts, FRIDAY) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, FIRST - TICK) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, FIRST) == set()


def test_each_hears_in_their_own_morning() -> None:
    ada, far_away = dues(NUDGE, a_pair(booked=[FIRST], mentor=mei(timezone="Pacific/Auckland")))

    assert ada.at == FRIDAY
    assert far_away.at == datetime(2026, 3, 15, 21, tzinfo=UTC)


def test_for_a_session_booked_at_short_notice_it_comes_at_the_next_usual_time() -> None:
    facts = a_pair(booked=[FIRST], noted_at=FRIDAY + HOUR)

    assert {due.at for due in dues(NUDGE, facts)} == {datetime(2026, 3, 16, 10, tzinfo=UTC)}


def test_for_a_session_booked_within_hours_there_is_none() -> None:
    assert dues(NUDGE, a_pair(booked=[FIRST], noted_at=datetime(2026, 3, 16, 11, tzinfo=UTC))) == []


def test_however_often_the_first_session_moves_it_comes_once() -> None:
    before, after = a_pair(booked=[FIRST]), a_pair(missed=[FIRST], booked=[FIRST + 7 * DAY])

    assert {due.occasion for due in (*dues(NUDGE, before), *dues(NUDGE, after))} == {"first"}


def test_without_a_date_or_after_the_first_or_while_pausing_there_is_none() -> None:
    assert dues(NUDGE, a_pair()) == []
    assert dues(NUDGE, a_pair(held=[MONDAY + DAY], booked=[FIRST])) == []
    assert dues(NUDGE, a_pair(booked=[FIRST], lifecycle=Lifecycle.PAUSED)) == []


def test_it_names_the_day_and_the_three_questions_that_belong_to_this_pair() -> None:
    text = said(NUDGE, a_pair(booked=[FIRST]))

    first, *questions = text.split("\n")
    assert first == "Your first session with <@UMEI>: Mon 16 March. Start with each other; goals can wait."
    assert questions == [f">{question}" for question in kickoff("pair7")]
