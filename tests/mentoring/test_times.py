"""Times that one proposes are picked by the other, once."""

from datetime import time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.hours import Hours
from bot.mentoring.pairs import NotTheirPair
from bot.mentoring.times import OnlyTheOtherPicks, TimeIsOver, Times, TimesAreSettled, suggested
from tests.examples import MONDAY, TEAM, ada, jonas, pair

HOUR = timedelta(hours=1)


def proposed() -> Times:
    """Let Ada propose two times: one in an hour, one tomorrow."""
    two = pair()
    moments = (MONDAY + HOUR, MONDAY + 24 * HOUR)
    return Times(workspace=TEAM, pair=two, by=two.mentee, moments=moments, proposed_at=MONDAY)


def test_the_other_one_picks_and_then_it_is_settled() -> None:
    times = proposed()

    assert times.reader.slack_id == "UMEI"
    assert times.pick(1, "UMEI", MONDAY) == MONDAY + 24 * HOUR
    assert times.closed_at == MONDAY
    with pytest.raises(TimesAreSettled):
        times.pick(0, "UMEI", MONDAY)


def test_nobody_picks_their_own_times_or_somebody_else_s() -> None:
    with pytest.raises(OnlyTheOtherPicks):
        proposed().pick(0, "UADA", MONDAY)
    with pytest.raises(NotTheirPair):
        proposed().pick(0, "UNOOR", MONDAY)


@pytest.mark.parametrize("number", [-1, 2])
def test_a_time_that_was_never_proposed_is_none(number: int) -> None:
    with pytest.raises(TimesAreSettled):
        proposed().pick(number, "UMEI", MONDAY)


def test_a_time_that_has_come_is_over() -> None:
    with pytest.raises(TimeIsOver):
        proposed().pick(0, "UMEI", MONDAY + HOUR)

    assert proposed().pick(0, "UMEI", MONDAY + HOUR - timedelta(seconds=1)) == MONDAY + HOUR


def test_three_moments_within_the_hours_of_both_are_suggested_the_usual_time_first() -> None:
    london, berlin = ada().hours, jonas().hours

    found = suggested(london, berlin, MONDAY)

    assert found == (MONDAY + 48 * HOUR, MONDAY + 72 * HOUR, MONDAY + 96 * HOUR)
    assert all(london.allow(at) and berlin.allow(at) for at in found)


def test_where_the_days_of_two_only_touch_it_is_the_half_hour_they_share() -> None:
    here, there = Hours(), Hours(opens=time(16), closes=time(20), slot=time(18))

    assert [f"{at:%H:%M}" for at in suggested(here, there, MONDAY)] == ["16:00"] * 3
    assert suggested(here, Hours(opens=time(16, 15), closes=time(20), slot=time(18)), MONDAY) == ()
    assert suggested(Hours(days=frozenset({5})), Hours(), MONDAY) == ()


@settings(max_examples=50)
@given(st.sampled_from(sorted(available_timezones())), st.sampled_from(sorted(available_timezones())))
def test_anywhere_on_earth_what_is_suggested_suits_the_hours_of_both(one: str, other: str) -> None:
    two = Hours(one), Hours(other)

    found = suggested(*two, MONDAY)

    assert len({two[0].local(at).date() for at in found}) == len(found) <= 3
    assert all(each.allow(at) and each.allow(at + timedelta(minutes=29)) for at in found for each in two)
