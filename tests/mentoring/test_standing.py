"""Where a pair stands: what that allows, how far the two are, and what anybody sees of it."""

from datetime import timedelta

import pytest

from bot.mentoring.holds import episode, go_on_as_peers, is_kept_apart, share_a_line, shown_until
from bot.mentoring.lifecycles import Lifecycle, NotUnderWay, Stage
from bot.mentoring.pairs import WEEK, Pair
from bot.mentoring.refusals import Refusal
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)


def met(**otherwise: object) -> Pair:
    return pair(**{"lifecycle": Lifecycle.ACTIVE, "held": 1, "idle_since": MONDAY} | otherwise)


@pytest.mark.parametrize(
    ("lifecycle", "sentence"),
    [
        (Lifecycle.PROPOSED, "Both of you have to say yes"),
        (Lifecycle.HOLD, "paused right now"),
        (Lifecycle.PAUSED, "This pair is paused"),
        (Lifecycle.WINDING_DOWN, "wrapping up"),
        (Lifecycle.REDEFINED, "without a schedule"),
    ],
)
def test_what_cannot_be_kept_going_says_why(lifecycle: Lifecycle, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        met(lifecycle=lifecycle).keep(MONDAY)

    assert sentence in refused.value.sentence


@pytest.mark.parametrize("lifecycle", [Lifecycle.HOLD, Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED])
def test_a_rhythm_is_changed_only_while_there_is_one(lifecycle: Lifecycle) -> None:
    with pytest.raises(Refusal):
        met(lifecycle=lifecycle).wish(WEEK, "UADA", MONDAY)

    assert met(lifecycle=lifecycle, wished_at=MONDAY).wish_lapses_at is None


def test_a_proposal_that_both_accept_begins_then() -> None:
    both = pair(lifecycle=Lifecycle.PROPOSED)
    assert (both.is_live, both.takes_room, both.stage(), both.lapses_at) == (False, False, None, None)

    both.begin(MONDAY)

    assert (both.lifecycle, both.quiet_since) == (Lifecycle.INITIATING, MONDAY)


@pytest.mark.parametrize(("held", "agreed", "known"), [(2, False, False), (2, True, True), (3, False, True)])
def test_two_know_each_other_by_what_happened_and_not_by_time(held: int, agreed: bool, known: bool) -> None:
    both = met(held=held, started_at=MONDAY - 500 * DAY)

    assert both.stage(agreed=agreed) is (Stage.CULTIVATION if known else Stage.INITIATION)


def test_on_hold_a_pair_is_what_it_was_and_looks_paused() -> None:
    both = met(lifecycle=Lifecycle.HOLD, before_hold=Lifecycle.REDEFINED)

    assert (both.stage(), both.takes_room, both.is_live) == (Stage.REDEFINITION, False, True)
    assert both.lifecycle.shown is Lifecycle.PAUSED
    assert Lifecycle.ACTIVE.shown is Lifecycle.ACTIVE
    assert both.lapses_at is None


def test_on_hold_taking_up_again_waits_and_so_does_the_date_of_a_pause() -> None:
    both = met(lifecycle=Lifecycle.HOLD, before_hold=Lifecycle.PAUSED, paused_at=MONDAY, paused_until=MONDAY + WEEK)

    both.resume(MONDAY)

    assert (both.lifecycle, both.paused_until) == (Lifecycle.HOLD, MONDAY + WEEK)


def test_a_lead_who_checks_in_has_two_weeks() -> None:
    both = met()

    both.check_in(MONDAY)

    assert both.checked_in_until == MONDAY + 2 * WEEK


@pytest.mark.parametrize("lifecycle", [Lifecycle.PAUSED, Lifecycle.HOLD, Lifecycle.ENDED_NO_FAULT])
def test_a_pair_that_is_stopped_sets_no_dates(lifecycle: Lifecycle) -> None:
    with pytest.raises(Refusal):
        met(lifecycle=lifecycle, before_hold=Lifecycle.ACTIVE).must_go_on()


@pytest.mark.parametrize("lifecycle", [Lifecycle.PAUSED, Lifecycle.HOLD])
def test_a_pair_that_is_stopped_passes_nothing_on_whatever_stops_it(lifecycle: Lifecycle) -> None:
    met().must_go_on()
    met(lifecycle=Lifecycle.DORMANT).must_pass_on()

    with pytest.raises(Refusal) as refused:
        met(lifecycle=lifecycle, before_hold=Lifecycle.ACTIVE).must_pass_on()

    assert "I pass nothing on" in refused.value.sentence


def test_a_hold_has_a_day_as_a_pause_has_and_it_moves_on() -> None:
    held = met(lifecycle=Lifecycle.HOLD, before_hold=Lifecycle.ACTIVE, on_hold_since=MONDAY)
    paused_before = met(lifecycle=Lifecycle.HOLD, before_hold=Lifecycle.PAUSED, paused_until=MONDAY + WEEK)

    assert shown_until(met(), MONDAY) is None
    assert shown_until(met(lifecycle=Lifecycle.PAUSED, paused_until=MONDAY + WEEK), MONDAY) == MONDAY + WEEK
    assert shown_until(held, MONDAY) == MONDAY + 4 * WEEK
    assert shown_until(held, MONDAY + 4 * WEEK) == MONDAY + 8 * WEEK
    assert shown_until(paused_before, MONDAY) == MONDAY + WEEK
    assert shown_until(paused_before, MONDAY + WEEK) == MONDAY + 5 * WEEK


def test_only_a_pair_on_hold_waits_for_a_line_and_going_on_as_peers_settles_it() -> None:
    with pytest.raises(NotUnderWay):
        share_a_line(met(), MONDAY)
    held = met(lifecycle=Lifecycle.HOLD, before_hold=Lifecycle.PAUSED, paused_at=MONDAY, paused_until=MONDAY + WEEK)
    assert is_kept_apart(held)

    share_a_line(held, MONDAY)
    first = episode(held)
    share_a_line(held, MONDAY + WEEK)
    assert episode(held) != first
    go_on_as_peers(held, MONDAY + WEEK)

    assert (held.lifecycle, held.line_since, held.paused_until) == (Lifecycle.REDEFINED, None, None)
    assert not is_kept_apart(held)
    assert not held.has_schedule
