"""What somebody types after a command that opens a window is read where it can be, and left where it can't."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.names import begins_a_name
from bot.mentoring.typed import Typed, meant, read, without_mentions

TUESDAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "ahead", "day"),
    [
        ("2026-03-10", True, date(2026, 3, 10)),
        ("until 2026-03-10", True, date(2026, 3, 10)),
        ("10 March", True, date(2026, 3, 10)),
        ("March 2nd", True, date(2027, 3, 2)),
        ("March 2nd", False, date(2026, 3, 2)),
        ("on the 10th of march 2027", True, date(2027, 3, 10)),
        ("4 Mar", False, date(2025, 3, 4)),
        ("29 February", True, None),
        ("tomorrow", True, date(2026, 3, 4)),
        ("yesterday", False, date(2026, 3, 2)),
        ("today", False, TUESDAY),
        ("friday", True, date(2026, 3, 6)),
        ("friday", False, date(2026, 2, 27)),
        ("tuesday", True, date(2026, 3, 10)),
        ("last monday", True, date(2026, 3, 2)),
        ("next friday", True, date(2026, 3, 13)),
        ("fri", True, date(2026, 3, 6)),
        ("last Mon.", False, date(2026, 3, 2)),
        ("next thurs", True, date(2026, 3, 12)),
        ("tues", True, date(2026, 3, 10)),
        ("3 mon", True, None),
        ("for 4 weeks", True, date(2026, 3, 31)),
        ("two weeks ago", False, date(2026, 2, 17)),
        ("3d", True, date(2026, 3, 6)),
        ("a month", True, date(2026, 4, 3)),
        ("13 months", False, date(2025, 2, 3)),
        ("999 months", False, date(1942, 12, 3)),
        ("9999-01-01", True, date(9999, 1, 1)),
        ("2026-13-45", True, None),
        ("never", True, None),
        ("2026-03-10 or 2026-03-11", True, None),
    ],
)
def test_a_day_is_read_ahead_or_back(text: str, ahead: bool, day: date | None) -> None:
    said = read(text, TUESDAY, day=True, ahead=ahead)

    assert said.on == day
    assert bool(said.left) is (day is None)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("weekly", "weekly"),
        ("every week", "weekly"),
        ("bi-weekly", "biweekly"),
        ("every other week", "biweekly"),
        ("fortnightly", "biweekly"),
        ("every 3 weeks", "three-weekly"),
        ("once a month", "monthly"),
        ("every four weeks", "monthly"),
        ("once a quarter", "quarterly"),
        ("hourly", ""),
    ],
)
def test_a_rhythm_is_read(text: str, rhythm: str) -> None:
    assert read(text, TUESDAY, rhythm=True) == Typed(rhythm=rhythm, left="" if rhythm else text)


@pytest.mark.parametrize(
    ("text", "clocks", "left"),
    [
        ("9:00 to 17:30", (time(9), time(17, 30)), ""),
        ("9am - 12 pm", (time(9), time(12)), "-"),
        ("12 am", (time(0),), ""),
        ("8:00 9:00 10:00", (time(8), time(9)), "10:00"),
        ("29:00, 13 pm, 9", (), "29:00, 13 pm, 9"),
    ],
)
def test_times_of_day_are_read_as_many_as_there_are_fields(text: str, clocks: tuple[time, ...], left: str) -> None:
    assert read(text, TUESDAY, clocks=2) == Typed(clocks=clocks, left=left)


@pytest.mark.parametrize("text", ["tomorrow", "next friday", "999 weeks", "3 months", "saturday"])
def test_no_day_is_read_where_the_calendar_ends(text: str) -> None:
    assert read(text, date.max, day=True) == Typed(left=text)


def test_what_is_not_asked_for_is_left_and_small_words_around_it_are_not() -> None:
    assert read("until 2026-03-10, please", TUESDAY).left == "2026-03-10,"
    assert read("every week until tomorrow", TUESDAY, day=True).left == "every week"
    assert meant("with , the") == ""
    assert without_mentions("<@UMEI|mei> tomorrow").strip() == "tomorrow"
    assert without_mentions("<@UMEI|mei><@UADA|ada>", {"UMEI"}) == " <@UADA|ada>"


def test_a_day_cut_short_stands_beside_a_time() -> None:
    assert read("fri 10am", TUESDAY, day=True, clocks=3) == Typed(on=date(2026, 3, 6), clocks=(time(10),))


def test_a_word_means_somebody_when_it_is_in_their_name_or_begins_it() -> None:
    assert begins_a_name("@Jonas", "jonas", "Jonas Weber")
    assert begins_a_name("web", "jonas", "Jonas Weber")
    assert begins_a_name("jo", "jo")
    assert not begins_a_name("jo", "jonas", "Jonas Weber")
    assert not begins_a_name("@", "jonas", "")


@settings(max_examples=100)
@given(st.text(max_size=40), st.dates(), st.booleans())
def test_whatever_is_typed_is_read_or_left(text: str, today: date, ahead: bool) -> None:
    said = read(text, today, day=True, ahead=ahead, rhythm=True, clocks=1)

    assert said.on or said.rhythm or said.clocks or said.left == meant(text)
