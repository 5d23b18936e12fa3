"""Averages of few people are hidden, and so is what would give them away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.floors import FLOOR, has_enough, may_be_shown


def test_groups_of_five_are_shown_and_smaller_ones_are_not() -> None:
    assert may_be_shown({"mentors": 5, "mentees": 6}) == {"mentors", "mentees"}
    assert may_be_shown({"mentors": 4}) == frozenset()
    assert (has_enough(4), has_enough(5)) == (False, True)


def test_beside_one_small_group_the_next_smallest_is_hidden_too() -> None:
    assert may_be_shown({"mentors": 4, "mentees": 9}) == frozenset()
    assert may_be_shown({"a": 4, "b": 9, "c": 7}) == {"b"}
    assert may_be_shown({"a": 2, "b": 2, "c": 7, "d": 9}) == {"d"}
    assert may_be_shown({"a": 3, "b": 2, "c": 7}) == {"c"}


def test_a_group_in_which_nobody_answered_hides_nothing() -> None:
    assert may_be_shown({"mentors": 0, "mentees": 9}) == {"mentees"}
    assert may_be_shown({}) == frozenset()


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20)))
def test_what_is_left_when_the_shown_ones_are_subtracted_is_nothing_or_at_least_five_of_two_groups(
    answers: dict[str, int],
) -> None:
    shown = may_be_shown(answers)

    hidden = {name: number for name, number in answers.items() if number and name not in shown}
    assert all(answers[name] >= FLOOR for name in shown)
    assert not hidden or not shown or (len(hidden) > 1 and sum(hidden.values()) >= FLOOR)
