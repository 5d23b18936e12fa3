"""Several moments are read as they are typed, and what could mean two things is left."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.typed import Moment
from bot.mentoring.typed_moments import read

TUESDAY = date(2026, 3, 3)
TENTH, ELEVENTH, FRIDAY = date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 6)
TEN, TWO, THREE = time(10), time(14), time(15)


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("10 March 14:00, 11 March 15:00", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("10 March 14:00; 11 March 3pm", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("10 March, 14:00; 11 March, 15:00", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("March 10, 2026 14:00 or 2026-03-11 15:00", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("on 10 March at 14:00 and on 11 March at 15:00", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("14:00 on 10 March, 15:00 on 11 March", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("10 March 14:00 11 March 15:00", [(TENTH, TWO), (ELEVENTH, THREE)]),
        ("Tue, 10 March 14:00", [(TENTH, TWO)]),
        ("10 March 14:00, 10 March 15:00", [(TENTH, TWO), (TENTH, THREE)]),
        ("fri 10am, 2pm or 15:00", [(FRIDAY, TEN), (FRIDAY, TWO), (FRIDAY, THREE)]),
        ("fri 10am 2pm", [(FRIDAY, TEN), (FRIDAY, TWO)]),
        ("10am or 2pm on friday", [(FRIDAY, TEN), (FRIDAY, TWO)]),
        ("friday and 10 March 14:00", [(FRIDAY, None), (TENTH, TWO)]),
        ("friday", [(FRIDAY, None)]),
        ("14:00, 15:00", [(None, TWO), (None, THREE)]),
        ("", []),
    ],
)
def test_moments_are_read_with_their_days(text: str, moments: list[tuple[date | None, time | None]]) -> None:
    assert read(text, TUESDAY) == (tuple(Moment(*each) for each in moments), "")


@pytest.mark.parametrize(
    ("text", "moments", "left"),
    [
        ("10 March 11 March 14:00", [], "10 March 11 March 14:00"),
        ("14:00 10 March 15:00 11 March", [], "14:00 10 March 15:00 11 March"),
        ("10 March 14:00, zebra, 11 March 15:00", [(TENTH, TWO), (ELEVENTH, THREE)], "zebra"),
        ("10 March 14:00 - 15:00", [(TENTH, TWO)], "- 15:00"),
        ("10 March 14:00, 10 March 11 March", [(TENTH, TWO)], "10 March 11 March"),
        ("@jonas and @priya", [], "@jonas @priya"),
    ],
)
def test_what_could_mean_two_things_is_left(
    text: str, moments: list[tuple[date | None, time | None]], left: str
) -> None:
    read_, rest = read(text, TUESDAY)

    assert (read_, " ".join(rest.split())) == (tuple(Moment(*each) for each in moments), left)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["10 March", "fri", "14:00", "3pm", ",", "or", "-", "zebra", "2026-03-11"]), max_size=9)
)
def test_whatever_is_typed_is_read_or_left(words: list[str]) -> None:
    moments, left = read(" ".join(words), TUESDAY)

    assert all(each.on or each.at for each in moments)
    assert ("zebra" in left) is ("zebra" in words)
