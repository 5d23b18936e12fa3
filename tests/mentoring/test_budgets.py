"""How much people are told, and what they are promised."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.mentoring.manners import Budget, Choice, Wishes, choose, quiet_until
from bot.mentoring.occasions import Class
from tests.mentoring.candidates import (
    ADA,
    DAY,
    HOURS,
    MONDAY_OPENING,
    NOW,
    OTHERS,
    TICK,
    WEEK,
    nudge,
    nudged,
    said,
    service,
    spoken,
)


def test_the_more_urgent_nudge_goes_first_then_the_older_then_the_one_named_first() -> None:
    urgent = nudge("d", priority=1)
    older = nudge("c", at=NOW - TICK)
    by_name = [nudge("a"), nudge("b")]

    assert spoken(choose([*by_name, older, urgent], [], ADA, NOW)) == ["d"]
    assert spoken(choose([*by_name, older], [], ADA, NOW)) == ["c"]
    assert spoken(choose(reversed(by_name), [], ADA, NOW)) == ["a"]


def test_one_nudge_at_a_time_and_the_others_wait_a_week() -> None:
    choice = choose([nudge("a"), nudge("b", pair=2)], [], ADA, NOW)

    assert spoken(choice) == ["a"]
    assert choice.later == {"b": NOW + WEEK}


def test_one_nudge_at_a_time_even_where_the_program_allows_more_a_week() -> None:
    generous = Budget(n_per_7d=2, sn_per_7d=5)

    choice = choose([nudge("a"), nudge("b")], [], ADA, NOW, generous)

    assert spoken(choice) == ["a"]
    assert choice.later == {"b": NOW + DAY}


@pytest.mark.parametrize("reserved", [False, True])
def test_a_week_lies_between_two_nudges_about_whatever_pair(reserved: bool) -> None:
    second = nudge(pair=2, reserved=reserved)
    too_soon = choose([second], nudged(WEEK - TICK), ADA, NOW)
    in_time = choose([second], nudged(WEEK), ADA, NOW)

    assert too_soon == Choice((), {"nudge": NOW + TICK}, frozenset())
    assert spoken(in_time) == ["nudge"]


def test_whoever_has_to_wait_is_looked_at_when_their_day_opens() -> None:
    friday_night = [said(Class.NUDGE, NOW - 5 * DAY + timedelta(hours=12), acknowledged_at=NOW)]

    assert choose([nudge()], friday_night, ADA, NOW).later == {"nudge": MONDAY_OPENING}


def test_two_ordinary_nudges_in_four_weeks_are_enough() -> None:
    too_soon = choose([nudge()], nudged(8 * DAY, 4 * WEEK - TICK), ADA, NOW)
    in_time = choose([nudge()], nudged(8 * DAY, 4 * WEEK), ADA, NOW)

    assert too_soon == Choice((), {"nudge": NOW + TICK}, frozenset())
    assert spoken(in_time) == ["nudge"]


def test_the_third_place_in_four_weeks_is_kept_for_a_reserved_nudge() -> None:
    full = choose([nudge(reserved=True)], nudged(8 * DAY, 15 * DAY, 4 * WEEK - TICK), ADA, NOW)
    room = choose([nudge(reserved=True)], nudged(8 * DAY, 15 * DAY, 4 * WEEK), ADA, NOW)

    assert full == Choice((), {"nudge": NOW + TICK}, frozenset())
    assert spoken(room) == ["nudge"]


def test_a_less_urgent_reserved_nudge_goes_where_an_ordinary_one_finds_no_place() -> None:
    choice = choose([nudge("a", priority=1), nudge("b", reserved=True)], nudged(8 * DAY, 15 * DAY), ADA, NOW)

    assert spoken(choice) == ["b"]
    assert choice.later == {"a": NOW + 13 * DAY}


@pytest.mark.parametrize(("pairs", "before"), [(0, 2), (1, 2), (2, 3), (3, 3)])
def test_nudges_wait_when_booked_sessions_filled_the_week(pairs: int, before: int) -> None:
    wishes = Wishes(hours=HOURS, pairs=pairs)
    week = [said(Class.SERVICE, NOW - n * DAY) for n in range(1, before + 1)]

    assert choose([nudge()], week, wishes, NOW).later == {"nudge": HOURS.opening(week[-1].at + WEEK)}
    assert spoken(choose([nudge()], week[1:], wishes, NOW)) == ["nudge"]


def test_a_service_letter_leaves_the_count_after_seven_days() -> None:
    too_soon = [said(Class.SERVICE, NOW - DAY), said(Class.SERVICE, NOW - WEEK + TICK)]
    in_time = [said(Class.SERVICE, NOW - DAY), said(Class.SERVICE, NOW - WEEK)]

    assert choose([nudge()], too_soon, ADA, NOW).later == {"nudge": NOW + TICK}
    assert spoken(choose([nudge()], in_time, ADA, NOW)) == ["nudge"]


def test_the_service_letter_of_this_moment_counts_before_the_nudge() -> None:
    one_before = [said(Class.SERVICE, NOW - DAY)]

    choice = choose([nudge(), service()], one_before, ADA, NOW)

    assert spoken(choice) == ["service"]
    assert choice.later == {"nudge": NOW + 6 * DAY}


def test_service_letters_merged_into_one_count_once() -> None:
    merged = [said(Class.SERVICE, NOW - DAY, kind) for kind in ("agenda", "outcome", "primer")]

    assert spoken(choose([nudge()], merged, ADA, NOW)) == ["nudge"]


def test_a_nudge_counts_among_the_letters_of_the_week_too() -> None:
    generous = Budget(n_per_7d=2)
    week = [*nudged(DAY), said(Class.SERVICE, NOW - 2 * DAY)]

    assert choose([nudge()], week, ADA, NOW, generous).later == {"nudge": NOW + 5 * DAY}


def test_letters_others_waited_for_cost_no_nudge() -> None:
    week = [said(class_, NOW - DAY) for class_ in OTHERS for _ in range(5)]

    assert spoken(choose([nudge()], week, ADA, NOW)) == ["nudge"]


def test_busy_weeks_with_one_mentor_do_not_swallow_the_notice_that_another_pair_will_rest() -> None:
    week = [said(Class.SERVICE, NOW - n * DAY) for n in range(1, 6)]

    assert spoken(choose([nudge(reserved=True)], week, ADA, NOW)) == ["nudge"]


def test_the_numbers_are_the_practices() -> None:
    assert Budget() == Budget(
        n_per_7d=1,
        n_per_28d=3,
        n_kept_for_reserved=1,
        sn_per_7d=2,
        sn_per_7d_multi=3,
        unack_after_wd=5,
        unack_soft=1,
        unack_quiet=2,
        rider_wait=timedelta(days=10),
    )


def test_after_a_nudge_a_person_is_promised_a_week_of_quiet() -> None:
    assert quiet_until([said(Class.NUDGE, NOW)], ADA, NOW) == NOW + WEEK


def test_after_three_nudges_the_promise_reaches_to_the_end_of_four_weeks() -> None:
    three = [said(Class.NUDGE, NOW - age) for age in (timedelta(0), 10 * DAY, 20 * DAY)]

    assert quiet_until(three, ADA, NOW) == NOW + 8 * DAY
    assert quiet_until(three[:2], ADA, NOW) == NOW + WEEK


def test_a_program_with_other_numbers_promises_accordingly() -> None:
    three = [said(Class.NUDGE, NOW - age) for age in (timedelta(0), 10 * DAY, 20 * DAY)]

    assert quiet_until(three, ADA, NOW, Budget(n_per_28d=2)) == HOURS.opening(NOW + 18 * DAY)


@pytest.mark.parametrize(("pause", "promise"), [(2 * DAY, WEEK), (8 * DAY, 8 * DAY)])
def test_a_pause_makes_the_promise_longer_and_never_shorter(pause: timedelta, promise: timedelta) -> None:
    paused = Wishes(hours=HOURS, paused_until=NOW + pause)

    assert quiet_until([said(Class.NUDGE, NOW)], paused, NOW) == NOW + promise


def test_someone_nobody_nudged_could_be_nudged_when_their_day_opens() -> None:
    night = NOW.replace(hour=22)

    assert quiet_until([said(Class.SERVICE, NOW)], ADA, NOW) == NOW
    assert quiet_until([], ADA, night) == datetime.combine(NOW.date() + DAY, time(9, 30), UTC)
