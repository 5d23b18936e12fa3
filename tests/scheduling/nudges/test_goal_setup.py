"""A mentee without a goal."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.blocks import said as read_aloud
from bot.mentoring.goals import GoalState
from bot.mentoring.pairs import Lifecycle
from scheduling.nudges.goal_setup import NUDGE, rider
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, TICK, a_goal, a_pair, dues, heard, said

MET = MONDAY + DAY


def test_the_mentee_is_asked_a_week_after_the_first_session_for_two_weeks() -> None:
    facts = a_pair(held=[MET])

    assert heard(NUDGE, facts, MET + 7 * DAY - TICK) == set()
    assert heard(NUDGE, facts, MET + 7 * DAY) == {"UADA"}
    assert heard(NUDGE, facts, MET + 21 * DAY - TICK) == {"UADA"}
    assert heard(NUDGE, facts, MET + 21 * DAY) == set()


def test_it_waits_for_a_working_day() -> None:
    assert dues(NUDGE, a_pair(held=[MET + 4 * DAY]))[0].at == datetime(2026, 3, 16, 10, tzinfo=UTC)


def test_later_sessions_do_not_ask_again() -> None:
    assert dues(NUDGE, a_pair(held=[MET, MET + 14 * DAY])) == dues(NUDGE, a_pair(held=[MET]))


def test_whoever_ever_had_a_goal_is_not_asked() -> None:
    facts = a_pair(held=[MET])

    assert dues(NUDGE, replace(facts, goals=[a_goal(facts.pair.mentee, state=GoalState.DROPPED)])) == []


def test_the_mentors_own_goals_do_not_count() -> None:
    facts = a_pair(held=[MET])

    assert dues(NUDGE, replace(facts, goals=[a_goal(facts.pair.mentor)]))


def test_a_pair_that_never_met_or_is_paused_is_not_asked() -> None:
    paused = a_pair(held=[MET])
    paused.pair.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, a_pair()) == []
    assert dues(NUDGE, paused) == []


def test_it_says_who_sees_a_goal() -> None:
    assert said(NUDGE, a_pair(held=[MET])) == (
        "You have no goal noted for your time with <@UMEI>. "
        "One sentence is enough, and only you see it unless you share it. Shall we word one?"
    )


def test_it_can_ride_on_another_letter() -> None:
    facts = a_pair(held=[MET])

    line, buttons = rider(facts, dues(NUDGE, facts)[0])

    assert read_aloud(line) == "Would you like to note a goal? One sentence is enough."
    assert [each["action_id"] for each in buttons["elements"]] == ["new_goal", "no_goal"]
