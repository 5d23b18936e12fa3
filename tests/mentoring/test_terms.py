"""Until when two mean to meet: who is asked early, as their program closes, and what becomes of it with another end."""

from datetime import timedelta

import pytest

from bot.mentoring import closings, holds
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)


def asked_early(ends_in: int = 100) -> Pair:
    """Let two wind down a day after their program began to close, long before their end."""
    both = pair(lifecycle=Lifecycle.ACTIVE, held=4, idle_since=MONDAY, started_at=MONDAY)
    closings.agree_on_end(both, MONDAY + ends_in * DAY, MONDAY, MONDAY)
    closings.wind_down(both, MONDAY + DAY)
    return both


def test_a_session_of_two_who_were_asked_early_is_not_their_last_until_their_end_is_near() -> None:
    both = asked_early()

    both.meet(MONDAY + 10 * DAY, MONDAY + 10 * DAY)
    assert both.closes_at == both.term_ends_at

    both.meet(MONDAY + 90 * DAY, MONDAY + 90 * DAY)
    assert both.closes_at == MONDAY + 90 * DAY


def test_two_who_both_want_to_wrap_up_were_not_asked_too_early() -> None:
    both = asked_early()

    closings.wrap_up(both, MONDAY + 2 * DAY)
    both.meet(MONDAY + 10 * DAY, MONDAY + 10 * DAY)

    assert both.closes_at == MONDAY + 10 * DAY
    assert not both.winds_down_as_planned


def test_two_whose_own_end_is_near_wrap_up_as_they_planned() -> None:
    both = pair(lifecycle=Lifecycle.ACTIVE, held=4, started_at=MONDAY)
    closings.agree_on_end(both, MONDAY + 100 * DAY, MONDAY)
    closings.wind_down(both, MONDAY + 80 * DAY)

    closings.wrap_up(both, MONDAY + 81 * DAY)

    assert both.winds_down_as_planned
    assert both.last_session_from == both.wound_down_at


@pytest.mark.parametrize("stop", [None, "pause", "hold"])
def test_two_whose_end_is_far_away_again_go_on_and_wind_down_anew_near_it(stop: str | None) -> None:
    both = asked_early()
    if stop == "pause":
        both.pause(MONDAY + 20 * DAY, MONDAY + 2 * DAY)
    elif stop:
        holds.hold(both, MONDAY + 2 * DAY)
    closings.agree_on_end(both, MONDAY + 300 * DAY, MONDAY + 3 * DAY, MONDAY + 272 * DAY)

    closings.go_on_until_then(both, MONDAY + 3 * DAY, MONDAY + 272 * DAY)

    if stop == "pause":
        both.resume(MONDAY + 5 * DAY)
    elif stop:
        holds.lift(both, MONDAY + 5 * DAY)
    assert (both.lifecycle, both.wound_down_at) == (Lifecycle.ACTIVE, None)
    assert both.closes_at == both.winds_down_at == MONDAY + 270 * DAY


def test_two_without_an_end_any_more_wind_down_for_none() -> None:
    both = asked_early()
    closings.agree_on_end(both, None, MONDAY + 3 * DAY)

    closings.go_on_until_then(both, MONDAY + 3 * DAY)

    assert (both.lifecycle, both.closes_at, both.winds_down_at) == (Lifecycle.ACTIVE, None, None)
