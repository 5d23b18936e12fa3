"""A mentor whose requests run out is asked whether they still take any."""

from dataclasses import replace

from bot.mentoring.facts import Told
from scheduling.nudges.mentor_availability import KIND, NUDGE
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, a_mentor, dues, heard, said

SECOND = MONDAY + 28 * DAY


def test_a_second_request_that_ran_out_within_two_months_asks() -> None:
    answered = [MONDAY - 1 * DAY, MONDAY + 13 * DAY]
    facts = a_mentor(MONDAY, SECOND, answered=answered)

    assert [(due.occasion, f"{due.at:%d}") for due in dues(NUDGE, facts)] == [("4", "31")]
    assert heard(NUDGE, facts, SECOND) == set()
    assert heard(NUDGE, facts, SECOND + DAY) == {"UMEI"}
    assert heard(NUDGE, facts, SECOND + 15 * DAY) == set()
    assert "Some ran out lately" in said(NUDGE, facts)
    assert "One ran out lately" in said(NUDGE, a_mentor(MONDAY))


def test_two_that_are_far_apart_ask_for_nothing_if_others_were_answered() -> None:
    facts = a_mentor(MONDAY, MONDAY + 61 * DAY, answered=[MONDAY + DAY, MONDAY + 62 * DAY])

    assert dues(NUDGE, facts) == []


def test_one_asks_after_a_month_without_any_answer() -> None:
    facts = a_mentor(MONDAY)

    assert heard(NUDGE, facts, MONDAY + 15 * DAY) == set()
    assert heard(NUDGE, facts, MONDAY + 17 * DAY) == {"UMEI"}
    assert dues(NUDGE, a_mentor(MONDAY, answered=[MONDAY + 2 * DAY])) == []


def test_whoever_answered_since_or_offers_nothing_or_is_away_is_left_alone() -> None:
    assert dues(NUDGE, a_mentor(MONDAY, SECOND, answered=[SECOND + DAY])) == []
    assert dues(NUDGE, a_mentor(MONDAY, SECOND, capacity=0)) == []
    assert dues(NUDGE, a_mentor(MONDAY, SECOND, offering_paused_until=SECOND + 30 * DAY)) == []
    assert len(dues(NUDGE, a_mentor(MONDAY, SECOND, offering_paused_until=SECOND - DAY))) == 1
    assert dues(NUDGE, a_mentor()) == []


def test_it_is_asked_once_in_three_months() -> None:
    facts = a_mentor(MONDAY, SECOND)
    occasions = {due.occasion for due in dues(NUDGE, facts)}
    told = Told(kind=KIND, to="UMEI", occasion="1", at=MONDAY + 17 * DAY)

    again = replace(facts, told=[told, Told(kind="other", to="UMEI", occasion="9", at=SECOND)])

    assert occasions == {"1", "2"}
    assert {due.occasion for due in dues(NUDGE, again)} == {"1"}
    long_ago = replace(told, at=SECOND - 91 * DAY)
    assert {due.occasion for due in dues(NUDGE, replace(facts, told=[long_ago]))} == {"1", "2"}
