"""Who does not answer hears less, who wants fewer gets fewer, and what is reserved gets through all the same."""

import pytest

from bot.mentoring.manners import Budget, Candidate, Choice, Wishes, choose
from bot.mentoring.occasions import Class
from tests.mentoring.candidates import (
    A_MONDAY_LATER,
    ADA,
    DAY,
    HOURS,
    MONDAY_OPENING,
    NOW,
    OTHERS,
    TICK,
    WEEK,
    candidate,
    ignored,
    nudge,
    riders,
    said,
    service,
    spoken,
)

SILENT_SINCE = NOW - WEEK
"""Five working days ago to the minute, so that the silence is complete now."""


def test_after_one_nudge_without_a_tap_optional_ones_wait_for_another_letter() -> None:
    one = [said(Class.NUDGE, SILENT_SINCE)]

    choice = choose([nudge("a", optional=True, priority=1), nudge("b")], one, ADA, NOW)

    assert spoken(choice) == ["b"]
    assert choice.later == {"a": NOW + DAY}


def test_a_nudge_may_go_unanswered_for_five_working_days() -> None:
    patient = Budget(n_per_7d=2, sn_per_7d=9)
    one = [said(Class.NUDGE, SILENT_SINCE)]

    assert spoken(choose([nudge(optional=True, at=NOW - DAY)], one, ADA, NOW - TICK, patient)) == ["nudge"]
    assert spoken(choose([nudge(optional=True, at=NOW - DAY)], one, ADA, NOW, patient)) == []


def test_an_optional_nudge_may_still_ride_after_one_without_a_tap() -> None:
    due = [service(carries=True), nudge(optional=True, rides=True)]

    assert riders(choose(due, ignored(8 * DAY), ADA, NOW)) == {"service": "nudge"}


def test_after_two_nudges_without_a_tap_only_reserved_ones_come() -> None:
    long = nudge("b", rides=True, until=NOW + 30 * DAY)
    due = [nudge("a", priority=1), long, nudge("c", reserved=True), service(carries=True)]

    choice = choose(due, ignored(8 * DAY, 30 * DAY), ADA, NOW)

    assert spoken(choice) == ["service", "c"]
    assert riders(choice) == {}
    assert choice.later == {"a": NOW + DAY, "b": A_MONDAY_LATER}


def test_a_reserved_nudge_may_ride_through_the_quiet() -> None:
    due = [nudge(reserved=True, rides=True, optional=True), service(carries=True)]

    assert riders(choose(due, ignored(8 * DAY, 30 * DAY), ADA, NOW)) == {"service": "nudge"}


@pytest.mark.parametrize("class_", list(Class))
def test_a_tap_on_any_letter_ends_the_silence_before_it(class_: Class) -> None:
    silence = ignored(9 * DAY, 30 * DAY)
    tapped = said(class_, NOW - 40 * DAY, acknowledged_at=NOW - 9 * DAY)
    tapped_before = said(class_, NOW - 40 * DAY, acknowledged_at=NOW - 9 * DAY - TICK)
    tapped_in_between = said(class_, NOW - 40 * DAY, acknowledged_at=NOW - 30 * DAY - TICK)

    assert spoken(choose([nudge(optional=True)], [*silence, tapped], ADA, NOW)) == ["nudge"]
    assert spoken(choose([nudge(optional=True)], [*silence, tapped_before], ADA, NOW)) == []
    assert spoken(choose([nudge()], [*silence, tapped_before], ADA, NOW)) == ["nudge"]
    assert spoken(choose([nudge()], [*silence, tapped_in_between], ADA, NOW)) == []


def test_whoever_does_anything_with_the_bot_is_not_silent_though_they_tap_nothing() -> None:
    silence = ignored(9 * DAY, 30 * DAY)
    since, before = (Wishes(hours=HOURS, acted_at=NOW - 9 * DAY - early) for early in (0 * TICK, TICK))

    assert spoken(choose([nudge(optional=True)], silence, since, NOW)) == ["nudge"]
    assert spoken(choose([nudge(optional=True)], silence, before, NOW)) == []
    assert spoken(choose([nudge()], silence, before, NOW)) == ["nudge"], "the earlier of the two was answered"


def test_silence_after_service_letters_quiets_nothing() -> None:
    unanswered = [said(class_, NOW - n * 30 * DAY) for n in (1, 2, 3) for class_ in (*OTHERS, Class.SERVICE)]

    assert spoken(choose([nudge(optional=True)], unanswered, ADA, NOW)) == ["nudge"]


def test_someone_who_wants_fewer_hears_a_kind_once_in_four_weeks() -> None:
    fewer = Wishes(hours=HOURS, fewer=frozenset({"tip"}))
    too_soon = [said(Class.SERVICE, NOW - 4 * 7 * DAY + TICK, "tip")]
    in_time = [said(Class.SERVICE, NOW - 4 * 7 * DAY, "tip")]

    assert choose([nudge(kind="tip")], too_soon, fewer, NOW) == Choice((), {"nudge": NOW + TICK}, frozenset())
    assert spoken(choose([nudge(kind="tip")], in_time, fewer, NOW)) == ["nudge"]
    assert spoken(choose([nudge(kind="tip")], too_soon, ADA, NOW)) == ["nudge"]
    assert spoken(choose([nudge(kind="other")], too_soon, fewer, NOW)) == ["nudge"]


def test_someone_who_wants_fewer_hears_fewer_riders_and_reserved_ones_too() -> None:
    fewer = Wishes(hours=HOURS, fewer=frozenset({"tip"}))
    lately = [said(Class.SERVICE, NOW - 27 * DAY, "tip")]
    due = [service(carries=True), nudge("a", kind="tip", rides=True), nudge("b", kind="tip", reserved=True)]

    choice = choose(due, lately, fewer, NOW)

    assert spoken(choice) == ["service"]
    assert riders(choice) == {}


def test_someone_who_wants_fewer_does_not_get_a_kind_twice_at_once() -> None:
    fewer = Wishes(hours=HOURS, fewer=frozenset({"tip"}))
    due = [
        candidate("t", Class.TRANSACTIONAL, carries=True),
        service("s", carries=True),
        nudge("a", kind="tip", rides=True),
        nudge("b", kind="tip", rides=True),
    ]

    choice = choose(due, [], fewer, NOW)

    assert riders(choice) == {"t": "a"}
    assert choice.later == {"b": NOW + 28 * DAY}


def test_an_urgent_nudge_steps_back_for_a_reserved_one_that_could_not_wait_a_week() -> None:
    urgent = nudge("a", priority=1)
    last_chance = nudge("b", reserved=True, until=NOW + WEEK)
    patient = nudge("b", reserved=True, until=NOW + WEEK + TICK)

    assert spoken(choose([urgent, last_chance], [], ADA, NOW)) == ["b"]
    assert spoken(choose([urgent, patient], [], ADA, NOW)) == ["a"]


def test_a_nudge_steps_back_for_a_reserved_one_that_is_a_few_days_off() -> None:
    notice = nudge("b", reserved=True, at=NOW + 2 * DAY, until=NOW + WEEK)

    choice = choose([nudge("a"), notice], [], ADA, NOW)

    assert spoken(choice) == []
    assert choice.later == {"a": NOW + WEEK, "b": NOW + 2 * DAY}


@pytest.mark.parametrize(
    "notice",
    [
        nudge("b", reserved=True, at=NOW + WEEK, until=NOW + 12 * DAY),  # its turn is after the week
        nudge("b", reserved=True, at=NOW + 3 * DAY, until=MONDAY_OPENING),  # its turn is on a weekend
        nudge("b", reserved=True, snoozed_until=NOW + DAY, until=NOW + DAY),  # snoozed away
        nudge("b", reserved=False, at=NOW + DAY, until=NOW + 2 * DAY),  # not reserved
        service("b", reserved=True, at=NOW + DAY, until=NOW + 2 * DAY),  # needs no room
    ],
)
def test_a_nudge_does_not_step_back_in_vain(notice: Candidate) -> None:
    assert spoken(choose([nudge("a"), notice], [], ADA, NOW)) == ["a"]


def test_a_reserved_nudge_does_not_step_back_for_another() -> None:
    first, second = nudge("a", reserved=True, priority=1), nudge("b", reserved=True, until=NOW + DAY)

    assert spoken(choose([first, second], [], ADA, NOW)) == ["a"]


def test_a_program_may_switch_ordinary_nudges_off_and_keep_the_reserved() -> None:
    strict = Budget(n_per_28d=1)

    choice = choose([nudge("a", priority=1), nudge("b", reserved=True)], [], ADA, NOW, strict)

    assert spoken(choice) == ["b"]
    assert choice.later == {"a": NOW + 28 * DAY}
