"""Goals with a day, and goals nobody touches."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks import said as read_aloud
from bot.mentoring.facts import PersonFacts
from bot.mentoring.goals import GoalState
from bot.mentoring.pairs import Lifecycle
from scheduling.nudges import Nudge, goal_stale
from scheduling.nudges.goal_due import NUDGE, rider
from tests.examples import MONDAY, ada
from tests.scheduling.nudges.stories import DAY, TICK, a_goal, a_pair, a_person, dues, heard, said

DUE_ON = datetime(2026, 3, 20, tzinfo=UTC).date()
WEEK_BEFORE = datetime(2026, 3, 13, 10, tzinfo=UTC)
THREE_DAYS_AFTER = datetime(2026, 3, 23, 10, tzinfo=UTC)


def test_the_owner_is_asked_a_week_before_and_three_days_after() -> None:
    me = ada()
    facts = a_person(me, a_goal(me, due_on=DUE_ON))

    assert [(due.at, due.until - due.at, due.occasion) for due in dues(NUDGE, facts)] == [
        (WEEK_BEFORE, 7 * DAY, "goal1-2026-03-20"),
        (THREE_DAYS_AFTER, 7 * DAY, "goal1-2026-03-20-passed"),
    ]
    assert "is Fri 20 March. How does it stand?" in said(NUDGE, facts)
    assert "was Fri 20 March. What would you like to do with it?" in said(NUDGE, facts, 1)
    assert read_aloud(rider(facts, dues(NUDGE, facts)[0])[0]) in said(NUDGE, facts)


def test_whoever_looked_at_a_goal_since_is_not_asked_and_a_moved_day_is_a_new_one() -> None:
    me = ada()
    goal = a_goal(me, due_on=DUE_ON, updated_at=WEEK_BEFORE)

    assert [due.occasion for due in dues(NUDGE, a_person(me, goal))] == ["goal1-2026-03-20-passed"]
    goal.due_on = DUE_ON + timedelta(days=14)
    assert [due.occasion for due in dues(NUDGE, a_person(me, goal))] == ["goal1-2026-04-03", "goal1-2026-04-03-passed"]


def test_a_goal_without_a_day_or_one_that_was_dropped_is_not_asked_about() -> None:
    me = ada()

    assert dues(NUDGE, a_person(me, a_goal(me), a_goal(me, due_on=DUE_ON, state=GoalState.DROPPED))) == []


def test_a_goal_whose_day_is_far_is_not_put_aside_before_its_owner_was_asked_about_that_day() -> None:
    me = ada()
    far = a_goal(me, due_on=DUE_ON + timedelta(days=120))

    week_before, after = dues(NUDGE, a_person(me, far))

    assert (week_before.at.date() - MONDAY.date()).days > 100
    assert after.until <= far.parks_at
    assert "Without a tap it stays open until its day." in said(goal_stale.NUDGE, a_person(me, far))
    assert "I put it aside in a while" in said(goal_stale.NUDGE, a_person(me, a_goal(me, due_on=DUE_ON)))


def test_a_goal_nobody_touches_is_asked_about_from_six_to_nine_weeks() -> None:
    me = ada()
    facts = a_person(me, a_goal(me))

    assert heard(goal_stale.NUDGE, facts, MONDAY + 42 * DAY - TICK - timedelta(hours=1)) == set()
    assert heard(goal_stale.NUDGE, facts, MONDAY + 43 * DAY) == {"UADA"}
    assert heard(goal_stale.NUDGE, facts, MONDAY + 56 * DAY - TICK) == {"UADA"}
    assert heard(goal_stale.NUDGE, facts, MONDAY + 56 * DAY) == set(), "a week is left to answer"
    assert "still your goal?" in said(goal_stale.NUDGE, facts)
    assert len(goal_stale.rider(facts, dues(goal_stale.NUDGE, facts)[0])) == 2


@pytest.mark.parametrize("nudge", [NUDGE, goal_stale.NUDGE])
def test_a_goal_of_a_pair_that_pauses_is_left_alone(nudge: Nudge[PersonFacts]) -> None:
    pair = a_pair(held=[MONDAY]).pair
    pair.lifecycle = Lifecycle.PAUSED

    assert dues(nudge, a_person(pair.mentee, a_goal(pair.mentee, pair=pair, due_on=DUE_ON))) == []
