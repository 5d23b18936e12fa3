"""When the demo begins: at whatever hour somebody starts it, in a moment when most of its company works."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.__main__ import next_morning, opened_playground


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-03T10:00", "2026-03-03T10:00"),
        ("2026-03-03T13:59", "2026-03-03T13:59"),
        ("2026-03-03T04:30", "2026-03-03T10:00"),
        ("2026-03-03T14:00", "2026-03-04T10:00"),
        ("2026-03-03T23:30", "2026-03-04T10:00"),
        ("2026-03-06T18:00", "2026-03-09T10:00"),
        ("2026-03-07T11:00", "2026-03-09T10:00"),
        ("2026-03-08T03:00", "2026-03-09T10:00"),
        ("2026-03-27T15:00", "2026-03-30T09:00"),
        ("2026-07-01T09:30", "2026-07-01T09:30"),
    ],
)
def test_the_demo_begins_on_a_working_morning_in_london(now: str, morning: str) -> None:
    found = next_morning(datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert found == datetime.fromisoformat(morning).replace(tzinfo=UTC)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_demo_can_be_opened_at_any_hour(hour: int) -> None:
    ticks = (datetime(2026, 7, 1, hour, tzinfo=UTC) + number * timedelta(microseconds=1) for number in count())

    playground = opened_playground(0, lambda: next(ticks), lambda: None)

    playground.stop()
