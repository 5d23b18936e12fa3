"""A goal's own words may name its date; what would be a guess is asked instead."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.coaching import found_date

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by 2027-03-31", date(2027, 3, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("by March 31", date(2027, 3, 31)),
        ("BY MARCH 31ST", date(2027, 3, 31)),
        ("by Mar. 31, 2028.", date(2028, 3, 31)),
        ("on 31 March", date(2027, 3, 31)),
        ("until the 31st of March, 2028", date(2028, 3, 31)),
        ("by November 23", date(2026, 11, 23)),
        ("by November 22", date(2027, 11, 22)),
        ("by November 22, 2026", date(2026, 11, 22)),
        ("by end of March", date(2027, 3, 31)),
        ("by the end of February 2028", date(2028, 2, 29)),
        ("in 3 months", date(2027, 2, 23)),
        ("within three months", date(2027, 2, 23)),
        ("in the next 10 days", date(2026, 12, 3)),
        ("in one week", date(2026, 11, 30)),
        ("in two years", date(2028, 11, 23)),
        ("by Q1", date(2027, 3, 31)),
        ("by q4", date(2026, 12, 31)),
        ("by the end of Q2 2028", date(2028, 6, 30)),
        ("next Friday", date(2026, 12, 4)),
        ("next monday", date(2026, 11, 30)),
        ("by March 31 (2027-03-31)", date(2027, 3, 31)),
    ],
)
def test_a_date_that_people_write_is_read(text: str, day: date) -> None:
    assert found_date(f"Give a talk {text}", MONDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "by March",
        "by the end of the year",
        "before March 31",
        "March 31",
        "by 03/04/2027",
        "by March 31/2027",
        "by February 30",
        "by February 29",
        "by 2027-13-01",
        "by 0000-01-01",
        "12027-03-31",
        "by Q5",
        "3 times in a week",
        "on Friday",
        "next Friyay",
        "by March 31 or in 3 months",
        "in 999 decades",
    ],
)
def test_a_date_that_would_be_a_guess_is_not_read(text: str) -> None:
    assert found_date(f"Give a talk {text}", MONDAY) is None


def test_the_end_of_a_month_stays_in_the_month() -> None:
    assert found_date("in 1 month", date(2027, 1, 31)) == date(2027, 2, 28)


def test_a_date_beyond_the_calendar_is_not_read() -> None:
    for text in ("in 3 days", "next Friday", "in 2 months", "by March 31", "by end of March"):
        assert found_date(text, date.max) is None


def test_the_last_day_of_the_calendar_is_still_read() -> None:
    assert found_date("in one day", date.max - timedelta(days=1)) == date.max


@given(st.text(), st.dates())
def test_looking_for_a_date_takes_whatever_people_type(text: str, today: date) -> None:
    assert found_date(text, today) in {None, found_date(text, today)}


@given(st.dates(), st.dates())
def test_a_date_written_out_is_the_date_read(day: date, today: date) -> None:
    assert found_date(f"done by {day.isoformat()}, I hope", today) == day


@given(st.integers(1, 999), st.sampled_from(["day", "week", "month", "year"]), st.dates(max_value=date(9000, 1, 1)))
def test_some_time_from_now_lies_ahead(many: int, unit: str, today: date) -> None:
    found = found_date(f"in {many} {unit}s", today)

    assert found is None or found > today
