"""A pause is ended by whoever asked for it, and a hold answers as a pause of the other one."""

from datetime import timedelta

import pytest

from bot.mentoring import closings, holds, pauses
from bot.mentoring.pairs import Lifecycle, Pair, PauseIsTooLong
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)
MENTEE, MENTOR = "UADA", "UMEI"


@pytest.fixture
def two() -> Pair:
    made = pair(started_at=MONDAY - 30 * DAY, lifecycle=Lifecycle.ACTIVE, held=2)
    assert (made.mentee.slack_id, made.mentor.slack_id) == (MENTEE, MENTOR)
    return made


def test_a_pause_of_one_is_ended_by_that_one_alone(two: Pair) -> None:
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTEE)

    assert not pauses.let_go(two, MENTOR, MONDAY + DAY)
    assert not two.meets
    assert pauses.let_go(two, MENTEE, MONDAY + DAY)
    assert two.meets


def test_a_pause_of_both_is_over_once_each_has_ended_theirs(two: Pair) -> None:
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTEE)
    pauses.begin(two, MONDAY + 40 * DAY, MONDAY, MENTOR)

    assert not pauses.let_go(two, MENTOR, MONDAY + DAY)
    assert not pauses.let_go(two, MENTOR, MONDAY + DAY)
    assert pauses.let_go(two, MENTEE, MONDAY + DAY)


def test_who_pauses_a_pair_on_hold_finds_their_pause_once_it_is_lifted(two: Pair) -> None:
    holds.hold(two, MONDAY)

    pauses.begin(two, MONDAY + 20 * DAY, MONDAY + DAY, MENTOR)
    with pytest.raises(PauseIsTooLong):
        pauses.begin(two, MONDAY + 200 * DAY, MONDAY + DAY, MENTOR)

    assert (two.lifecycle, holds.shown_until(two, MONDAY + DAY)) == (Lifecycle.HOLD, MONDAY + 20 * DAY)
    holds.lift(two, MONDAY + 2 * DAY)
    assert (two.lifecycle, two.paused_by, two.paused_at) == (Lifecycle.PAUSED, MENTOR, MONDAY + DAY)
    assert pauses.let_go(two, MENTOR, MONDAY + 3 * DAY)


def test_who_ends_their_pause_of_a_pair_on_hold_finds_no_pause_once_it_is_lifted(two: Pair) -> None:
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTOR)
    holds.hold(two, MONDAY + DAY)

    assert not pauses.let_go(two, MENTOR, MONDAY + 2 * DAY)

    assert (two.lifecycle, holds.shown_until(two, MONDAY + 2 * DAY)) == (Lifecycle.HOLD, MONDAY + 20 * DAY)
    holds.lift(two, MONDAY + 3 * DAY)
    assert (two.lifecycle, two.paused_until, two.paused_by) == (Lifecycle.ACTIVE, None, None)


def test_a_pair_on_hold_that_was_wrapping_up_goes_on_with_it(two: Pair) -> None:
    closings.wind_down(two, MONDAY)
    holds.hold(two, MONDAY)

    pauses.begin(two, MONDAY + 20 * DAY, MONDAY + DAY, MENTOR)

    assert holds.shown_until(two, MONDAY + DAY) == MONDAY + 20 * DAY
    holds.lift(two, MONDAY + 2 * DAY)
    assert two.lifecycle is Lifecycle.WINDING_DOWN


def test_a_resting_pair_on_hold_can_be_paused_as_one_that_rests(two: Pair) -> None:
    two.rest(MONDAY)
    holds.hold(two, MONDAY)

    pauses.begin(two, MONDAY + 20 * DAY, MONDAY + DAY, MENTOR)
    pauses.begin(two, MONDAY + 30 * DAY, MONDAY + 2 * DAY, MENTEE)

    holds.lift(two, MONDAY + 3 * DAY)
    assert (two.lifecycle, two.paused_by, two.paused_at) == (Lifecycle.PAUSED, None, MONDAY + DAY)
