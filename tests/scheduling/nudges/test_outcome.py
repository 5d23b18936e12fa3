"""After a booked session."""

from datetime import UTC, datetime

import pytest

from bot.mentoring.pairs import Lifecycle
from scheduling.nudges.outcome import NUDGE
from tests.examples import MONDAY, mei
from tests.scheduling.nudges.stories import DAY, HOUR, TICK, a_pair, dues, heard, said

MET = MONDAY + DAY
PLAN = datetime(2026, 3, 17, 15, tzinfo=UTC)
MORNING_AFTER = datetime(2026, 3, 18, 10, tzinfo=UTC)
MONDAY_AFTER = datetime(2026, 3, 23, 10, tzinfo=UTC)


def test_the_mentee_is_asked_the_next_morning_and_once_more_three_working_days_later() -> None:
    facts = a_pair(held=[MET], booked=[PLAN])

    assert [(due.to, due.at, due.until, due.occasion) for due in dues(NUDGE, facts)] == [
        ("UADA", MORNING_AFTER, MONDAY_AFTER, "session2"),
        ("UADA", MONDAY_AFTER, MONDAY_AFTER + 7 * DAY, "session2-again"),
    ]


def test_nobody_is_asked_a_moment_too_early() -> None:
    facts = a_pair(held=[MET], booked=[PLAN])

    assert heard(NUDGE, facts, MORNING_AFTER - TICK) == set()
    assert heard(NUDGE, facts, MORNING_AFTER) == {"UADA"}
    assert heard(NUDGE, facts, MORNING_AFTER + TICK) == {"UADA"}


def test_a_session_that_ends_before_the_usual_time_is_asked_about_the_same_day() -> None:
    facts = a_pair(held=[MET], booked=[MORNING_AFTER - HOUR])

    assert dues(NUDGE, facts)[0].at == MORNING_AFTER


def test_a_session_that_ends_at_the_usual_time_is_asked_about_the_next_day() -> None:
    facts = a_pair(held=[MET], booked=[MORNING_AFTER - HOUR * 0.75])

    assert dues(NUDGE, facts)[0].at == MORNING_AFTER + DAY


@pytest.mark.parametrize(("held", "asked"), [(0, True), (1, False), (2, True), (3, False), (4, False), (5, True)])
def test_the_mentor_is_asked_about_the_first_and_every_third(held: int, *, asked: bool) -> None:
    facts = a_pair(held=[MET + n * HOUR for n in range(held)], booked=[PLAN])

    assert bool(dues(NUDGE, facts, to="UMEI")) is asked


def test_the_mentor_is_asked_in_their_own_morning() -> None:
    facts = a_pair(booked=[PLAN], mentor=mei(timezone="America/Los_Angeles"))

    assert dues(NUDGE, facts, to="UMEI")[0].at == datetime(2026, 3, 17, 17, tzinfo=UTC)


def test_an_answer_ends_it() -> None:
    assert dues(NUDGE, a_pair(held=[MET, PLAN])) == []
    assert dues(NUDGE, a_pair(held=[MET], missed=[PLAN])) == []


def test_a_plan_from_before_they_last_met_is_not_asked_about() -> None:
    assert dues(NUDGE, a_pair(booked=[PLAN], held=[PLAN + DAY])) == []


def test_a_pair_that_pauses_is_not_asked() -> None:
    assert dues(NUDGE, a_pair(booked=[PLAN], lifecycle=Lifecycle.PAUSED)) == []


def test_it_asks_each_about_the_other_and_the_second_time_says_that_it_is_the_last() -> None:
    facts = a_pair(booked=[PLAN])

    assert said(NUDGE, facts) == "Did your session with <@UMEI> on Tue 17 March take place?"
    assert said(NUDGE, facts, 1) == f"{said(NUDGE, facts)} I won't ask about this one again."
    assert "<@UADA>" in said(NUDGE, facts, 2)


def test_its_buttons_are_about_the_session() -> None:
    facts = a_pair(held=[MET], booked=[PLAN])

    [_, buttons] = NUDGE.words(facts, dues(NUDGE, facts)[0]).blocks

    assert [(each["action_id"], each["value"]) for each in buttons["elements"]] == [
        ("met", "2"),
        ("moved", "2"),
        ("missed", "2"),
    ]
