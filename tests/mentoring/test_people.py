"""Somebody decides alone whether they take part, what they offer, and how much they hear."""

from datetime import timedelta

import pytest

from bot.mentoring.people import CAPACITY_MAX, FOREVER, CannotTakePart, Standing
from tests.examples import MONDAY, ada, amara, mei, theo

DAY = timedelta(days=1)


def test_joining_twice_is_joining_once() -> None:
    person = amara()

    person.join(MONDAY)
    person.join(MONDAY + DAY)

    assert (person.joined_at, person.has_joined) == (MONDAY, True)


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.MEMBER])
def test_only_members_join(standing: Standing) -> None:
    with pytest.raises(CannotTakePart):
        amara(standing=standing).join(MONDAY)
    with pytest.raises(CannotTakePart):
        amara(standing=standing).wait(MONDAY)
    assert not ada(standing=standing).has_joined


def test_a_guest_cannot_offer() -> None:
    with pytest.raises(CannotTakePart):
        theo().offer(("sql",), 1, MONDAY)


@pytest.mark.parametrize(("wished", "kept"), [(-1, 1), (0, 1), (2, 2), (3, 3), (99, CAPACITY_MAX)])
def test_a_mentor_has_room_for_one_to_three(wished: int, kept: int) -> None:
    person = amara(offering_paused_until=MONDAY + DAY)

    person.offer(("sql",), wished, MONDAY)

    assert (person.capacity, person.topics, person.has_joined) == (kept, ("sql",), True)
    assert person.offers_at(MONDAY)


def test_an_offer_rests_until_its_date_and_ends_when_it_is_stopped() -> None:
    mentor = mei(offering_paused_until=MONDAY)
    assert mentor.offers_at(MONDAY)
    assert not mentor.offers_at(MONDAY - DAY)

    mentor.stop_offering()

    assert not mentor.is_mentor
    assert not mentor.offers_at(MONDAY)


def test_leaving_ends_offers_waiting_and_nudges() -> None:
    person = mei(waits_since=MONDAY, look_at=MONDAY)

    person.leave()

    assert (person.has_joined, person.is_mentor, person.waits_since, person.look_at) == (False, False, None, None)


def test_waiting_counts_from_the_first_time() -> None:
    person = amara()

    person.wait(MONDAY)
    person.wait(MONDAY + DAY)

    assert (person.waits_since, person.has_joined) == (MONDAY, True)


def test_a_pause_lasts_until_its_date_or_until_further_notice() -> None:
    person = ada()
    assert not person.is_paused(MONDAY)

    person.pause(MONDAY + DAY, MONDAY)
    assert person.is_paused(MONDAY)
    assert not person.is_paused(MONDAY + DAY)

    person.pause(None, MONDAY)
    assert person.paused_until == MONDAY + FOREVER

    person.resume()
    assert not person.is_paused(MONDAY)


def test_a_kind_of_nudge_is_stopped_or_slowed_once() -> None:
    person = ada()

    for kind in ("goal_check", "agenda", "goal_check"):
        person.stop(kind)
        person.slow_down(kind)

    assert person.stopped == person.fewer == ("agenda", "goal_check")


def test_somebody_s_hours_are_their_own() -> None:
    hours = ada(timezone="Asia/Tokyo", days=(1, 3)).hours

    assert (hours.timezone, hours.days) == ("Asia/Tokyo", frozenset({1, 3}))


def test_another_title_or_manager_is_a_new_role_and_a_first_one_is_not() -> None:
    one = ada(title="", manager=None)

    one.has_title("Engineer", MONDAY)
    one.has_manager("UJONAS", MONDAY)
    assert (one.title, one.manager, one.new_role_at) == ("Engineer", "UJONAS", None)
    one.has_title("Engineer", MONDAY)
    one.has_title("", MONDAY)
    one.has_manager(None, MONDAY)
    assert (one.title, one.manager, one.new_role_at) == ("", None, None)

    two = ada(title="Engineer")
    two.has_title("Lead", MONDAY)
    assert two.new_role_at == MONDAY
    three = ada(manager="UJONAS")
    three.has_manager("UMEI", MONDAY)
    assert three.new_role_at == MONDAY


def test_whoever_takes_a_break_or_asked_for_silence_takes_nobody_new_until_it_is_over() -> None:
    breaks, silent = mei(offering_paused_until=MONDAY + DAY), mei(paused_until=MONDAY + DAY)

    assert [each.rests_at(MONDAY) for each in (mei(), breaks, silent)] == [False, True, True]
    assert not any(each.rests_at(MONDAY + DAY) for each in (breaks, silent))


def test_a_mentor_is_hidden_until_they_come_back_and_a_break_of_their_own_has_an_end() -> None:
    person = mei()
    person.hide(MONDAY)
    assert (person.offers_at(MONDAY), person.is_hidden(MONDAY)) == (False, True)

    person.come_back()
    assert (person.offers_at(MONDAY), person.is_hidden(MONDAY)) == (True, False)

    person.pause_offer(MONDAY + DAY)
    assert (person.offers_at(MONDAY), person.is_hidden(MONDAY)) == (False, False)
