"""A pause is ended by whoever asked for it, and a hold answers as a pause of the other one."""

from datetime import timedelta

import pytest

from bot.mentoring import closings, holds, pauses
from bot.mentoring.lifecycles import PairIsPaused, Stage
from bot.mentoring.pairs import GoesOnAs, Lifecycle, Pair, PauseIsTooLong
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


@pytest.mark.parametrize("is_held", [True, False])
def test_nobody_makes_the_pause_of_the_other_one_shorter_and_a_hold_answers_the_same(two: Pair, is_held: bool) -> None:
    if is_held:
        holds.hold(two, MONDAY)
    else:
        pauses.begin(two, MONDAY + 28 * DAY, MONDAY, MENTEE)

    pauses.begin(two, MONDAY + 2 * DAY, MONDAY + DAY, MENTOR)

    assert holds.shown_until(two, MONDAY + DAY) == MONDAY + 28 * DAY
    assert pauses.is_by(two, MENTOR)


def test_whoever_pauses_alone_may_make_it_shorter(two: Pair) -> None:
    pauses.begin(two, MONDAY + 28 * DAY, MONDAY, MENTEE)
    pauses.begin(two, MONDAY + 2 * DAY, MONDAY + DAY, MENTEE)

    assert two.paused_until == MONDAY + 2 * DAY


def test_who_pauses_a_pair_on_hold_finds_their_pause_once_it_is_lifted(two: Pair) -> None:
    holds.hold(two, MONDAY)

    pauses.begin(two, MONDAY + 40 * DAY, MONDAY + DAY, MENTOR)
    with pytest.raises(PauseIsTooLong):
        pauses.begin(two, MONDAY + 200 * DAY, MONDAY + DAY, MENTOR)

    assert (two.lifecycle, holds.shown_until(two, MONDAY + DAY)) == (Lifecycle.HOLD, MONDAY + 40 * DAY)
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

    pauses.begin(two, MONDAY + 40 * DAY, MONDAY + DAY, MENTOR)

    assert holds.shown_until(two, MONDAY + DAY) == MONDAY + 40 * DAY
    holds.lift(two, MONDAY + 2 * DAY)
    assert two.lifecycle.shown is Lifecycle.PAUSED
    assert pauses.let_go(two, MENTOR, MONDAY + 2 * DAY)
    assert two.lifecycle is Lifecycle.WINDING_DOWN


def test_two_who_wrap_up_pause_and_have_as_long_for_their_end_as_before(two: Pair) -> None:
    closings.wind_down(two, MONDAY)
    closes_at = two.closes_at
    assert closes_at

    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTOR)
    for step in (closings.wind_down, lambda pair, now: closings.redefine(pair, GoesOnAs.PEERS, now)):
        with pytest.raises(PairIsPaused):
            step(two, MONDAY + DAY)
    closings.agree_on_end(two, MONDAY + 90 * DAY, MONDAY + DAY)

    assert pauses.let_go(two, MENTOR, MONDAY + 10 * DAY)
    assert (two.lifecycle, two.closes_at) == (Lifecycle.WINDING_DOWN, closes_at + 10 * DAY)


def test_two_who_meet_now_and_then_pause_and_take_no_room_meanwhile(two: Pair) -> None:
    closings.wind_down(two, MONDAY)
    closings.redefine(two, GoesOnAs.NOW_AND_THEN, MONDAY)

    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTOR)

    assert (two.lifecycle, two.takes_room, two.stage()) == (Lifecycle.PAUSED, False, Stage.REDEFINITION)
    with pytest.raises(PairIsPaused):
        closings.agree_on_end(two, MONDAY + 90 * DAY, MONDAY + DAY)
    two.resume(MONDAY + 20 * DAY)
    assert two.lifecycle is Lifecycle.REDEFINED


def test_who_is_known_to_pause_is_whoever_did_or_both(two: Pair) -> None:
    assert not pauses.is_by(two, MENTOR)
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTOR)
    holds.hold(two, MONDAY)
    assert (pauses.is_by(two, MENTOR), pauses.is_by(two, MENTEE)) == (True, False)
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTEE)
    assert pauses.is_by(two, MENTEE)


def test_a_resting_pair_on_hold_can_be_paused_as_one_that_rests(two: Pair) -> None:
    two.rest(MONDAY)
    holds.hold(two, MONDAY)

    pauses.begin(two, MONDAY + 20 * DAY, MONDAY + DAY, MENTOR)
    pauses.begin(two, MONDAY + 30 * DAY, MONDAY + 2 * DAY, MENTEE)

    holds.lift(two, MONDAY + 3 * DAY)
    assert (two.lifecycle, two.paused_by, two.paused_at) == (Lifecycle.PAUSED, None, MONDAY + DAY)


def test_the_day_of_a_hold_moves_on_and_a_pause_nobody_was_asked_about_is_over(two: Pair) -> None:
    pauses.begin(two, MONDAY + 10 * DAY, MONDAY, MENTOR)
    holds.hold(two, MONDAY + DAY)

    holds.move_on(two, MONDAY + 10 * DAY, was_asked=True)
    assert (two.paused_until, two.before_hold, two.lapses_at) == (
        MONDAY + 38 * DAY,
        Lifecycle.PAUSED,
        MONDAY + 38 * DAY,
    )
    holds.move_on(two, MONDAY + 100 * DAY, was_asked=False)
    assert (two.paused_until, two.before_hold) == (MONDAY + 122 * DAY, Lifecycle.ACTIVE)
    assert two.lifecycle is Lifecycle.HOLD


def test_neither_a_pause_nor_the_hold_after_it_counts_as_silence(two: Pair) -> None:
    two.idle_since = MONDAY - 5 * DAY
    pauses.begin(two, MONDAY + 3 * DAY, MONDAY, MENTOR)
    holds.hold(two, MONDAY + DAY)
    holds.move_on(two, MONDAY + 3 * DAY, was_asked=False)

    holds.lift(two, MONDAY + 20 * DAY)

    assert two.lifecycle is Lifecycle.ACTIVE
    assert two.quiet_since == MONDAY + 15 * DAY


def stops(two: Pair, *, on_hold: bool, days: int) -> None:
    """Let a pair be paused, or on hold, for some days, and go on."""
    if on_hold:
        holds.hold(two, MONDAY)
        holds.lift(two, MONDAY + days * DAY)
    else:
        pauses.begin(two, MONDAY + days * DAY, MONDAY, MENTOR)
        two.resume(MONDAY + days * DAY)


@pytest.mark.parametrize("on_hold", [True, False])
def test_a_silence_that_was_spoken_of_begins_anew_after_a_stop_and_a_shorter_one_counts_on(
    two: Pair, *, on_hold: bool
) -> None:
    two.idle_since = MONDAY - two.stalls_after
    stops(two, on_hold=on_hold, days=20)
    assert two.quiet_since == MONDAY + 20 * DAY

    two.idle_since = MONDAY - two.stalls_after + two.rhythm
    stops(two, on_hold=on_hold, days=20)
    assert two.quiet_since == MONDAY + 20 * DAY - two.stalls_after + two.rhythm


def test_a_hold_that_leads_back_to_a_pause_is_counted_once(two: Pair) -> None:
    two.idle_since = MONDAY - 5 * DAY
    holds.hold(two, MONDAY)
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY + 4 * DAY, MENTOR)
    holds.lift(two, MONDAY + 10 * DAY)

    two.resume(MONDAY + 20 * DAY)

    assert two.quiet_since == MONDAY + 15 * DAY


def test_a_pause_that_was_on_hold_meanwhile_is_counted_once(two: Pair) -> None:
    two.idle_since = MONDAY - 5 * DAY
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, MENTOR)
    holds.hold(two, MONDAY + 4 * DAY)
    holds.lift(two, MONDAY + 10 * DAY)

    two.resume(MONDAY + 20 * DAY)

    assert two.quiet_since == MONDAY + 15 * DAY


@pytest.mark.parametrize("on_hold", [True, False])
def test_the_year_of_now_and_then_is_longer_by_a_stop(two: Pair, *, on_hold: bool) -> None:
    closings.wind_down(two, MONDAY)
    closings.redefine(two, GoesOnAs.NOW_AND_THEN, MONDAY)
    ends = two.closes_at
    assert ends

    stops(two, on_hold=on_hold, days=20)

    assert (two.lifecycle, two.closes_at) == (Lifecycle.REDEFINED, ends + 20 * DAY)
    assert closings.year_begins_at(two) == MONDAY + 20 * DAY


def pauses_and_goes_on(two: Pair, day: int, *, by_itself: bool = False) -> None:
    """Pause for a day on some day of the story, and go on the day after."""
    pauses.begin(two, MONDAY + (day + 1) * DAY, MONDAY + day * DAY, MENTEE)
    if by_itself:
        two.resume(MONDAY + (day + 1) * DAY, by_itself=True)
    else:
        pauses.let_go(two, MENTEE, MONDAY + (day + 1) * DAY)


def test_a_pair_that_is_paused_again_and_again_comes_to_its_rest(two: Pair) -> None:
    two.meet(MONDAY, MONDAY)

    for day in range(10, 58, 12):  # on day 9 of silence, 20, 31 and 42
        assert two.rest_notice_at > MONDAY + day * DAY
        pauses_and_goes_on(two, day, by_itself=True)

    assert two.rest_notice_at == MONDAY + 49 * DAY


def test_whoever_goes_on_with_a_tap_has_a_week_before_a_rest_is_spoken_of_again(two: Pair) -> None:
    two.meet(MONDAY, MONDAY)
    pauses_and_goes_on(two, 46)
    assert two.quiet_since == MONDAY + 47 * DAY

    pauses_and_goes_on(two, 93)

    assert two.rest_notice_at == MONDAY + 101 * DAY


@pytest.mark.parametrize("how", ["keep", "meet"])
def test_a_pair_that_somebody_keeps_or_that_meets_between_two_pauses_begins_anew(two: Pair, how: str) -> None:
    two.meet(MONDAY, MONDAY)
    pauses_and_goes_on(two, 46)
    getattr(two, how)(*[MONDAY + 50 * DAY] * (1 if how == "keep" else 2))

    pauses_and_goes_on(two, 96)

    assert two.quiet_since == MONDAY + 97 * DAY


def test_a_hold_between_two_pauses_counts_as_one_of_them(two: Pair) -> None:
    two.meet(MONDAY, MONDAY)
    pauses_and_goes_on(two, 46)
    holds.hold(two, MONDAY + 93 * DAY)

    holds.lift(two, MONDAY + 94 * DAY)

    assert two.rest_notice_at == MONDAY + 101 * DAY


def test_a_silence_that_goes_on_after_a_pause_of_hours_has_a_name_of_its_own(two: Pair) -> None:
    two.meet(MONDAY, MONDAY)
    pauses_and_goes_on(two, 5, by_itself=True)
    before, now = two.silence, MONDAY + 20 * DAY
    pauses.begin(two, now + timedelta(hours=2), now, MENTEE)

    two.resume(now + timedelta(hours=2), by_itself=True)

    assert two.silence != before
    assert two.quiet_since < now
