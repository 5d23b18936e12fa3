"""The story's clock, as a thing of its own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.clock import Clock, next_morning
from bot.playground.wire import Impossible

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ZONES = ["Pacific/Auckland", "Asia/Kolkata", "Europe/London", "America/Los_Angeles"]


def test_it_runs_on_with_the_base_clock_from_where_it_was_put() -> None:
    base = [NOW]
    clock = Clock(lambda: base[0])

    clock.advance(timedelta(days=1))
    base[0] += timedelta(hours=1)

    assert clock.now() == NOW + timedelta(days=1, hours=1)


def test_it_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(Impossible, match="time zone"):
        Clock(lambda: NOW).put(datetime(2026, 11, 25, 9))  # noqa: DTZ001 - what is refused


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), max_size=20))
def test_stamps_always_grow(steps: list[timedelta]) -> None:
    clock = Clock(lambda: NOW)

    stamps = []
    for step in steps:
        clock.advance(step)
        stamps += [clock.stamp(), clock.stamp()]

    assert stamps == sorted(set(stamps))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))  # noqa: DTZ001 - hypothesis adds the zone
def test_the_next_morning_is_later_on_a_working_day_at_ten(now: datetime, zone: str) -> None:
    morning = next_morning(now, ZoneInfo(zone))

    assert morning > now
    assert (morning.hour, morning.minute) == (10, 0)
    assert morning.weekday() < 5
