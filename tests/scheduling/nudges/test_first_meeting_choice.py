"""A pair that has not met after two weeks."""

from datetime import UTC, datetime

from bot.mentoring.pairs import Lifecycle
from scheduling.nudges.first_meeting_choice import NUDGE
from tests.examples import MONDAY, mei
from tests.scheduling.nudges.stories import DAY, TICK, a_pair, dues, heard, said

TWO_WEEKS_ON = MONDAY + 14 * DAY


def test_both_are_asked_after_two_weeks_for_a_week() -> None:
    facts = a_pair()

    assert heard(NUDGE, facts, TWO_WEEKS_ON - TICK) == set()
    assert heard(NUDGE, facts, TWO_WEEKS_ON) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, TWO_WEEKS_ON + 7 * DAY - TICK) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, TWO_WEEKS_ON + 7 * DAY) == set()


def test_each_is_asked_in_their_own_morning() -> None:
    ada, far_away = dues(NUDGE, a_pair(mentor=mei(timezone="America/Los_Angeles")))

    assert ada.at == TWO_WEEKS_ON
    assert far_away.at == datetime(2026, 3, 16, 17, tzinfo=UTC)


def test_while_a_session_is_booked_nobody_is_asked_nor_for_five_working_days_after_it() -> None:
    facts = a_pair(booked=[datetime(2026, 3, 18, 15, tzinfo=UTC)])

    assert [due.at for due in dues(NUDGE, facts)] == [datetime(2026, 3, 25, 10, tzinfo=UTC)] * 2


def test_who_has_met_or_paused_is_not_asked() -> None:
    assert dues(NUDGE, a_pair(held=[MONDAY + DAY])) == []
    assert dues(NUDGE, a_pair(lifecycle=Lifecycle.PAUSED)) == []


def test_it_offers_four_ways_to_each_about_the_other() -> None:
    facts = a_pair()

    assert said(NUDGE, facts) == (
        "You and <@UMEI> have been a pair since Mon 2 March, and I know of no session yet. "
        "How would you like to go on? Any answer is fine."
    )
    assert "<@UADA>" in said(NUDGE, facts, 1)
