"""The end of a pair: winding down, going on longer or in another way, and a hold that stops everything."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from bot.mentoring import closings, holds, pauses
from bot.mentoring.closings import TermIsOver, TermIsTooLong, TodayIsOver
from bot.mentoring.lifecycles import Lifecycle, NotUnderWay, PairIsRedefined
from bot.mentoring.pairs import GoesOnAs, Pair
from bot.mentoring.refusals import Refusal
from tests.examples import MONDAY, ada, mei, pair

DAY = timedelta(days=1)
THREE_MONTHS = timedelta(days=91)


def met(**otherwise: object) -> Pair:
    return pair(**{"lifecycle": Lifecycle.ACTIVE, "held": 4, "idle_since": MONDAY, "started_at": MONDAY} | otherwise)


def winding(**otherwise: object) -> Pair:
    both = met(**otherwise)
    closings.wind_down(both, MONDAY)
    return both


def now_and_then() -> Pair:
    both = winding()
    closings.redefine(both, GoesOnAs.NOW_AND_THEN, MONDAY)
    return both


@pytest.mark.parametrize(("days", "after"), [(100, 80), (365, 335)])
def test_a_term_winds_down_thirty_days_before_its_end_or_later_when_it_is_short(days: int, after: int) -> None:
    both = met()

    closings.agree_on_end(both, MONDAY + days * DAY, MONDAY)

    assert both.closes_at == MONDAY + after * DAY
    assert not both.winds_down_as_planned
    assert both.lapses_at == min(both.closes_at, both.rest_notice_at + 14 * DAY)


def test_a_term_can_be_left_open_again() -> None:
    both = met(term_ends_at=MONDAY + THREE_MONTHS, closes_at=MONDAY + 60 * DAY)

    closings.agree_on_end(both, None, MONDAY)

    assert (both.term_ends_at, both.closes_at) == (None, None)


@pytest.mark.parametrize(("ends_at", "refusal"), [(MONDAY, TermIsOver), (MONDAY + 732 * DAY, TermIsTooLong)])
def test_a_last_day_is_to_come_and_not_too_far(ends_at: datetime, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        closings.agree_on_end(met(), ends_at, MONDAY)


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [
        ("America/Chicago", "Asia/Dubai", "12:30"),
        ("America/Chicago", "Pacific/Auckland", "06:00"),
        ("Europe/London", "Europe/London", "16:30"),
    ],
)
def test_a_last_day_is_the_same_day_for_both_wherever_they_are(one: str, other: str, at: str) -> None:
    both = met(mentee=ada(timezone=one), mentor=mei(timezone=other))
    on = date(2027, 3, 1)

    moment = closings.last_moment(both, on)

    assert f"{moment:%H:%M}" == at
    assert {person.hours.local(moment).date() for person in both.both} == {on}


def test_today_can_be_the_last_day_as_long_as_both_are_at_work() -> None:
    both, on = met(mentee=ada(timezone="America/Chicago"), mentor=mei(timezone="Asia/Dubai")), MONDAY.date()
    ends_at = closings.last_moment(both, on)

    closings.end_on(both, on, on, ends_at - DAY / 24)
    assert both.term_ends_at == ends_at

    with pytest.raises(TodayIsOver) as refused:
        closings.end_on(both, on, on, ends_at)
    assert "Today's working day is over for one of you two" in refused.value.sentence
    assert "`/mentor end` needs no reason" in refused.value.sentence
    with pytest.raises(TermIsOver):
        closings.end_on(both, on, on + DAY, ends_at)


def test_without_a_schedule_there_is_no_term() -> None:
    with pytest.raises(PairIsRedefined):
        closings.agree_on_end(now_and_then(), MONDAY + DAY, MONDAY)


def test_wrapping_up_leaves_time_for_a_last_session_and_is_done_once() -> None:
    both = winding()
    assert both.closes_at == MONDAY + 28 * DAY

    closings.wind_down(both, MONDAY + DAY)

    assert (both.lifecycle, both.wound_down_at) == (Lifecycle.WINDING_DOWN, MONDAY)


@pytest.mark.parametrize(("ends_in", "closes_in"), [(20, 20), (-3, 28)])
def test_with_a_term_one_is_asked_when_it_is_over(ends_in: int, closes_in: int) -> None:
    assert winding(term_ends_at=MONDAY + ends_in * DAY).closes_at == MONDAY + closes_in * DAY


def test_another_term_while_wrapping_up_changes_no_question() -> None:
    both = winding()

    closings.agree_on_end(both, MONDAY + 300 * DAY, MONDAY)

    assert both.closes_at == MONDAY + 28 * DAY


def test_two_who_wrap_up_have_until_the_new_end_where_the_end_they_planned_is_moved() -> None:
    both = met()
    closings.agree_on_end(both, MONDAY + 50 * DAY, MONDAY - DAY, MONDAY)
    closings.wind_down(both, MONDAY)

    closings.agree_on_end(both, MONDAY + 200 * DAY, MONDAY + 4 * DAY)

    assert (both.closes_at, both.term_ends_at) == (MONDAY + 200 * DAY, MONDAY + 200 * DAY)
    assert both.winds_down_as_planned


def test_an_end_of_their_own_that_is_moved_is_still_the_one_they_planned() -> None:
    both = met()
    closings.agree_on_end(both, MONDAY + 100 * DAY, MONDAY)
    closings.wind_down(both, MONDAY + 80 * DAY)

    closings.agree_on_end(both, MONDAY + 200 * DAY, MONDAY + 85 * DAY)

    assert both.closes_at == MONDAY + 200 * DAY
    assert both.winds_down_as_planned


def test_who_wrapped_up_by_choice_has_until_the_new_end_and_planned_none() -> None:
    both = winding(term_ends_at=MONDAY + 100 * DAY)

    closings.agree_on_end(both, MONDAY + 200 * DAY, MONDAY + DAY)

    assert both.closes_at == MONDAY + 200 * DAY
    assert not both.winds_down_as_planned


def test_another_term_takes_nothing_back_once_the_last_question_is_open() -> None:
    both = winding(term_ends_at=MONDAY + 20 * DAY)
    closings.ask_how_to_go_on(both, MONDAY + 20 * DAY)
    answer_by = both.closes_at

    closings.agree_on_end(both, MONDAY + 200 * DAY, MONDAY + 21 * DAY)

    assert both.closes_at == answer_by


def test_after_the_last_session_one_is_asked_at_once_unless_another_is_booked() -> None:
    both = winding()
    both.meet(MONDAY - DAY, MONDAY + DAY)
    assert both.closes_at == MONDAY + 28 * DAY

    both.meet(MONDAY + 2 * DAY, MONDAY + 3 * DAY)
    assert both.closes_at == MONDAY + 3 * DAY

    closings.wait_for_last_session(both, MONDAY + 9 * DAY, MONDAY + 3 * DAY)
    assert both.closes_at == MONDAY + 9 * DAY


def test_both_have_ten_working_days_to_say_how_to_go_on() -> None:
    both = winding()

    closings.ask_how_to_go_on(both, MONDAY)

    assert both.closing_since == MONDAY
    assert both.closes_at is not None
    assert both.closes_at - MONDAY == 14 * DAY


def test_both_may_extend_by_three_months() -> None:
    both = winding(term_ends_at=MONDAY + 10 * DAY)

    closings.extend(both, MONDAY)

    assert (both.lifecycle, both.wound_down_at) == (Lifecycle.ACTIVE, None)
    assert both.term_ends_at == MONDAY + 10 * DAY + THREE_MONTHS
    assert both.closes_at == both.term_ends_at - 30 * DAY


def test_going_on_as_peers_is_never_asked_about_and_keeps_no_place() -> None:
    both = winding()

    closings.redefine(both, GoesOnAs.PEERS, MONDAY)

    assert (both.lapses_at, both.takes_room, both.is_live) == (None, False, True)


def test_now_and_then_lasts_a_year_and_can_be_kept() -> None:
    both = now_and_then()
    assert both.lapses_at == MONDAY + 5 * THREE_MONTHS + 28 * DAY

    closings.keep_now_and_then(both, MONDAY + 400 * DAY)

    assert both.redefined_at == MONDAY + 400 * DAY


def test_a_redefined_pair_can_start_again() -> None:
    both = now_and_then()

    closings.reopen(both, MONDAY + DAY)

    assert (both.lifecycle, both.closes_at, both.goes_on_as) == (Lifecycle.ACTIVE, None, None)
    assert both.takes_room


def test_what_is_complete_is_looked_at_once_more() -> None:
    both = winding()

    closings.complete(both, MONDAY)

    assert (both.lifecycle, both.ended_at, both.look_at) == (Lifecycle.ENDED_COMPLETED, MONDAY, MONDAY)


@pytest.mark.parametrize(
    "act",
    [
        closings.ask_how_to_go_on,
        closings.extend,
        closings.keep_now_and_then,
        closings.reopen,
        closings.complete,
        holds.lift,
        holds.go_on_as_peers,
    ],
)
def test_a_pair_under_way_refuses_what_belongs_to_its_end(act: Callable[[Pair, datetime], None]) -> None:
    with pytest.raises(NotUnderWay):
        act(met(), MONDAY)


def test_a_hold_stops_the_clock_and_lifting_it_goes_on_from_there() -> None:
    both = met()

    holds.hold(both, MONDAY + 10 * DAY)
    holds.hold(both, MONDAY + 12 * DAY)
    assert (both.lifecycle, both.before_hold) == (Lifecycle.HOLD, Lifecycle.ACTIVE)

    holds.lift(both, MONDAY + 30 * DAY)
    assert (both.lifecycle, both.quiet_since, both.before_hold) == (Lifecycle.ACTIVE, MONDAY + 20 * DAY, None)


def test_days_of_a_pause_before_a_hold_count_as_no_silence_whoever_ended_and_began_it_within() -> None:
    two = met(idle_since=MONDAY - DAY, started_at=MONDAY - 30 * DAY)
    mentor = two.mentor.slack_id
    pauses.begin(two, MONDAY + 20 * DAY, MONDAY, mentor)
    holds.hold(two, MONDAY + 10 * DAY)
    assert not pauses.let_go(two, mentor, MONDAY + 11 * DAY)
    pauses.begin(two, MONDAY + 30 * DAY, MONDAY + 11 * DAY, mentor)
    assert not pauses.let_go(two, mentor, MONDAY + 11 * DAY)

    holds.lift(two, MONDAY + 12 * DAY)

    assert (two.lifecycle, two.quiet_since) == (Lifecycle.ACTIVE, MONDAY + 11 * DAY)


def test_a_hold_while_wrapping_up_postpones_the_last_question() -> None:
    both = winding()
    holds.hold(both, MONDAY + DAY)

    holds.lift(both, MONDAY + 8 * DAY)

    assert both.closes_at == MONDAY + 35 * DAY


def test_two_in_one_line_may_go_on_as_peers() -> None:
    both = met()
    holds.hold(both, MONDAY)

    holds.go_on_as_peers(both, MONDAY + DAY)

    assert (both.lifecycle, both.goes_on_as, both.before_hold) == (Lifecycle.REDEFINED, GoesOnAs.PEERS, None)
