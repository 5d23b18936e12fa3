"""What people are told now, what waits, and what they never hear."""

from datetime import datetime, timedelta

import pytest

from bot.mentoring.manners import Budget, Candidate, Choice, Said, Speak, Wishes, choose
from bot.mentoring.occasions import Class
from tests.mentoring.candidates import (
    A_MONDAY_LATER,
    ADA,
    DAY,
    HOURS,
    NOW,
    OTHERS,
    TICK,
    candidate,
    nudge,
    nudged,
    riders,
    said,
    service,
    spoken,
)


def test_a_person_nobody_spoke_to_is_told_what_is_due() -> None:
    assert choose([nudge()], [], ADA, NOW) == Choice((Speak(nudge()),), {}, frozenset())


def test_nothing_to_say_is_nothing_said() -> None:
    assert choose([], [], ADA, NOW) == Choice((), {}, frozenset())


@pytest.mark.parametrize("class_", list(Class))
def test_what_is_not_due_yet_waits_until_it_is(class_: Class) -> None:
    early = choose([candidate("a", class_, at=NOW + TICK)], [], ADA, NOW)
    in_time = choose([candidate("a", class_, at=NOW)], [], ADA, NOW)

    assert early == Choice((), {"a": NOW + TICK}, frozenset())
    assert spoken(in_time) == ["a"]


@pytest.mark.parametrize("class_", list(Class))
def test_what_is_no_longer_true_is_never_said(class_: Class) -> None:
    last_moment = choose([candidate("a", class_, at=NOW - DAY, until=NOW + TICK)], [], ADA, NOW)
    too_late = choose([candidate("a", class_, at=NOW - DAY, until=NOW)], [], ADA, NOW)

    assert spoken(last_moment) == ["a"]
    assert too_late == Choice((), {}, frozenset({"a"}))


def test_a_kind_of_nudge_somebody_stopped_is_never_said_even_if_reserved() -> None:
    stopped = Wishes(hours=HOURS, stopped=frozenset({"tip"}))

    choice = choose([nudge("a", kind="tip"), nudge("b", kind="tip", reserved=True), nudge("c")], [], stopped, NOW)

    assert spoken(choice) == ["c"]
    assert choice.never == {"a", "b"}


@pytest.mark.parametrize("class_", [Class.SERVICE, *OTHERS])
def test_only_nudges_can_be_stopped(class_: Class) -> None:
    stopped = Wishes(hours=HOURS, stopped=frozenset({"a"}))

    assert spoken(choose([candidate("a", class_)], [], stopped, NOW)) == ["a"]


def test_a_kind_nobody_wants_is_dropped_even_while_it_would_have_to_wait() -> None:
    away = Wishes(hours=HOURS, stopped=frozenset({"a"}), paused_until=NOW + DAY)

    assert choose([nudge("a", at=NOW + DAY)], [], away, NOW).never == {"a"}


@pytest.mark.parametrize("class_", [Class.NUDGE, Class.SERVICE])
def test_someone_who_paused_everything_hears_it_when_they_are_back(class_: Class) -> None:
    paused = Wishes(hours=HOURS, paused_until=NOW + TICK)
    back = Wishes(hours=HOURS, paused_until=NOW)

    assert choose([candidate("a", class_)], [], paused, NOW) == Choice((), {"a": NOW + TICK}, frozenset())
    assert spoken(choose([candidate("a", class_)], [], back, NOW)) == ["a"]


@pytest.mark.parametrize("class_", OTHERS)
def test_a_pause_does_not_hold_what_another_person_waits_for(class_: Class) -> None:
    paused = Wishes(hours=HOURS, paused_until=NOW + DAY)

    assert spoken(choose([candidate("a", class_)], [], paused, NOW)) == ["a"]


@pytest.mark.parametrize("class_", list(Class))
@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (NOW.replace(hour=9, minute=30) - TICK, NOW.replace(hour=9, minute=30)),
        (NOW.replace(hour=16, minute=30), NOW.replace(hour=9, minute=30) + DAY),
        (NOW + 3 * DAY, NOW.replace(hour=9, minute=30) + 5 * DAY),
    ],
)
def test_outside_their_hours_nobody_is_told_anything(class_: Class, now: datetime, opening: datetime) -> None:
    choice = choose([candidate("a", class_, at=NOW - DAY)], [], ADA, now)

    assert choice == Choice((), {"a": opening}, frozenset())


def test_a_snoozed_nudge_comes_back_when_the_snooze_is_over() -> None:
    asleep = choose([nudge(snoozed_until=NOW + TICK)], [], ADA, NOW)
    awake = choose([nudge(snoozed_until=NOW)], [], ADA, NOW)

    assert asleep == Choice((), {"nudge": NOW + TICK}, frozenset())
    assert spoken(awake) == ["nudge"]


def test_of_several_obstacles_the_last_one_counts() -> None:
    night = NOW.replace(hour=20)
    paused = Wishes(hours=HOURS, paused_until=night + 2 * DAY)

    choice = choose([nudge("a", snoozed_until=night + 3 * DAY), nudge("b")], [], paused, night)

    assert choice.later == {"a": night + 3 * DAY, "b": night + 2 * DAY}


def test_service_letters_of_a_day_become_one() -> None:
    first, second, third = service("a", priority=2), service("b", at=NOW - DAY), service("c")

    choice = choose([third, second, first], [], ADA, NOW)

    assert choice == Choice((Speak(first, also=(second, third)),), {}, frozenset())


def test_service_letters_go_out_however_many_there_were() -> None:
    many = [said(Class.SERVICE, NOW - n * timedelta(hours=2)) for n in range(1, 9)] + nudged(DAY, 2 * DAY, 3 * DAY)

    assert spoken(choose([service()], many, ADA, NOW)) == ["service"]


def test_what_others_wait_for_goes_out_in_letters_of_its_own_whatever_the_budget() -> None:
    due = [candidate(class_.value, class_) for class_ in OTHERS]

    assert spoken(choose(due, nudged(DAY, 2 * DAY, 3 * DAY), ADA, NOW)) == ["B", "L", "T"]


def test_letters_others_wait_for_come_first_then_service_then_a_nudge() -> None:
    due = [nudge("n", priority=1), service("s", priority=2), candidate("t", Class.TRANSACTIONAL, priority=3)]

    assert spoken(choose(due, [], ADA, NOW)) == ["t", "s", "n"]


@pytest.mark.parametrize("class_", [Class.SERVICE, Class.TRANSACTIONAL])
def test_a_rider_takes_a_letter_that_goes_out_anyway(class_: Class) -> None:
    rider = nudge(rides=True)
    letter = candidate("letter", class_, carries=True)

    choice = choose([rider, letter], nudged(DAY, 8 * DAY, 15 * DAY), ADA, NOW)

    assert choice == Choice((Speak(letter, rider=rider),), {}, frozenset())


@pytest.mark.parametrize(
    "letter",
    [
        service(carries=False),
        service(carries=True, pair=2),
        service(carries=True, pair=None),
        candidate("lead", Class.LEAD, carries=True),
        candidate("broadcast", Class.BROADCAST, carries=True),
        nudge("another", carries=True, priority=1),
    ],
)
def test_a_rider_does_not_take_a_letter_that_is_about_something_else(letter: Candidate) -> None:
    choice = choose([letter, nudge(rides=True)], [], ADA, NOW)

    assert spoken(choice) == [letter.key]
    assert riders(choice) == {}


def test_a_rider_about_no_pair_takes_any() -> None:
    due = [service(carries=True, pair=2), nudge(rides=True, pair=None)]

    assert riders(choose(due, [], ADA, NOW)) == {"service": "nudge"}


def test_a_nudge_that_does_not_ride_goes_alone_beside_the_letter() -> None:
    choice = choose([service(carries=True), nudge()], [], ADA, NOW)

    assert spoken(choice) == ["service", "nudge"]
    assert riders(choice) == {}


def test_a_merged_letter_takes_a_rider_about_any_of_its_sessions() -> None:
    first, second = service("a", carries=True), service("b", carries=True, pair=2)

    choice = choose([first, second, nudge(rides=True, pair=2)], [], ADA, NOW)

    assert riders(choice) == {"a": "nudge"}


def test_a_part_that_carries_nothing_lends_its_pair_to_nobody() -> None:
    first, second = service("a", carries=True), service("b", carries=False, pair=2)

    assert riders(choose([first, second, nudge(rides=True, pair=2)], [], ADA, NOW)) == {}


def test_a_letter_takes_one_rider_and_the_more_urgent_one() -> None:
    long = nudge("a", rides=True, until=NOW + 30 * DAY)
    due = [service(carries=True), long, nudge("b", rides=True, priority=1)]

    choice = choose(due, [], ADA, NOW)

    assert riders(choice) == {"service": "b"}
    assert choice.later == {"a": A_MONDAY_LATER}


def test_two_letters_take_two_riders() -> None:
    letters = [candidate("t", Class.TRANSACTIONAL, carries=True), service("s", carries=True)]

    choice = choose([*letters, nudge("a", rides=True), nudge("b", rides=True)], [], ADA, NOW)

    assert riders(choice) == {"t": "a", "s": "b"}


def test_a_rider_costs_the_other_nudges_nothing() -> None:
    choice = choose([service(carries=True), nudge("a", rides=True), nudge("b")], [], ADA, NOW)

    assert spoken(choice) == ["service", "b"]
    assert riders(choice) == {"service": "a"}


def test_a_rider_waits_ten_days_for_a_letter_and_then_goes_alone() -> None:
    patient = nudge(rides=True, at=NOW - 12 * DAY + TICK)
    tired = nudge(rides=True, at=NOW - 12 * DAY)
    by_default = nudge(rides=True, at=NOW - 12 * DAY)
    twelve = Budget(rider_wait=12 * DAY)

    assert choose([patient], [], ADA, NOW, twelve) == Choice((), {"nudge": NOW + TICK}, frozenset())
    assert spoken(choose([tired], [], ADA, NOW, twelve)) == ["nudge"]
    assert spoken(choose([by_default], [], ADA, NOW)) == ["nudge"]


def test_a_rider_with_little_time_waits_half_of_it_so_that_it_can_still_go_alone() -> None:
    short = nudge(rides=True, at=NOW - 3 * DAY, until=NOW + 3 * DAY)

    assert choose([short], [], ADA, NOW - TICK).later == {"nudge": NOW}
    assert spoken(choose([short], [], ADA, NOW)) == ["nudge"]


def test_a_reserved_nudge_waits_for_no_letter() -> None:
    assert spoken(choose([nudge(rides=True, reserved=True)], [], ADA, NOW)) == ["nudge"]


def test_the_letter_remembers_all_it_said_as_one_letter() -> None:
    letter = Speak(service("a"), rider=nudge("r", pair=3), also=(service("b", pair=2),))

    assert letter.once_said(NOW) == (
        Said(kind="a", class_=Class.SERVICE, at=NOW, pair=1),
        Said(kind="b", class_=Class.SERVICE, at=NOW, pair=2),
        Said(kind="r", class_=Class.SERVICE, at=NOW, pair=3),
    )


def test_what_was_asked_for_at_this_moment_comes_whatever_the_hour_and_a_pause_still_holds_it() -> None:
    night = NOW.replace(hour=3)
    reminder = service("a", at=night, until=NOW, at_any_hour=True)

    assert spoken(choose([reminder, service("b", at=night)], [], ADA, night)) == ["a"]
    paused = Wishes(hours=HOURS, paused_until=NOW)
    assert spoken(choose([reminder], [], paused, night)) == []
