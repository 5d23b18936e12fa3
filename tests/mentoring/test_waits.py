"""Within how long half get there, while some still wait."""

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.waits import middle

DAYS = st.lists(st.integers(0, 40).map(float), min_size=1, max_size=30)


def test_who_still_waits_is_neither_left_out_nor_taken_for_slow() -> None:
    assert middle([], []) is None
    assert middle([2.0, 4.0], []) == 3.0
    assert middle([2.0], []) == 2.0
    assert middle([1.0, 2.0, 3.0], [10.0, 10.0]) == 3.0
    assert middle([1.0, 2.0], [0.5, 0.5]) == 1.5
    assert middle([1.0, 9.0], [5.0]) == 9.0


def test_as_long_as_fewer_than_half_have_got_there_nobody_knows() -> None:
    assert middle([1.0], [2.0, 2.0]) is None
    assert middle([], [30.0]) is None
    assert middle([3.0], [30.0]) == 3.0


@given(DAYS)
def test_with_nobody_waiting_it_is_the_median(took: list[float]) -> None:
    assert middle(took, []) == median(took)


@given(DAYS, DAYS)
def test_whoever_waits_never_makes_it_look_quicker_than_those_who_waited_no_time(
    took: list[float], waiting: list[float]
) -> None:
    found, without = middle(took, waiting), median(took)

    assert found is None or found >= without
    assert middle(took, [0.0] * len(waiting)) in {without, *took}
