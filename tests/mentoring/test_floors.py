"""Averages of few people are hidden, and so is what would give them away."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.floors import FLOOR, counted_from, has_enough, may_be_shown, told_until
from tests.examples import MONDAY

WEEK, LONG = timedelta(weeks=1), timedelta(weeks=26)
A_MONDAY = MONDAY.replace(hour=0, minute=0)


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


def test_things_are_told_of_up_to_the_monday_by_which_five_more_had_spoken() -> None:
    said = [(A_MONDAY - timedelta(days=1 + 7 * weeks), who) for weeks, who in ((2, "a"), (2, "b"), (1, "c"), (1, "d"))]

    assert told_until(said, A_MONDAY, LONG) is None
    assert told_until([*said, (A_MONDAY - WEEK, "d")], A_MONDAY, LONG) is None
    assert told_until([*said, (A_MONDAY - 2 * WEEK, "e")], A_MONDAY, LONG) == A_MONDAY - WEEK
    assert told_until([*said, (A_MONDAY - WEEK, "e")], A_MONDAY, LONG) == A_MONDAY
    assert told_until([*said, (A_MONDAY - 2 * WEEK, "e")], A_MONDAY, timedelta(days=6)) is None


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 40 * 7 - 1), st.integers(0, 9)), max_size=60),
    st.sampled_from([timedelta(weeks=11), timedelta(weeks=52)]),
)
def test_between_two_states_that_are_told_five_or_more_have_spoken(
    spoken: list[tuple[int, int]], within: timedelta
) -> None:
    said = [(A_MONDAY + timedelta(days=day, hours=3), who) for day, who in spoken]
    before = None
    for week in range(41):
        began = A_MONDAY + week * WEEK
        until = told_until([each for each in said if counted_from(began, within) <= each[0] < began], began, within)
        if until and before and until != before:
            assert until > before
            assert len({who for at, who in said if before <= at < until}) >= FLOOR
        before = until or before
