"""Whom many want costs more, so that those with a good second choice take it and nobody goes without."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.scarcity import prices

MENTEES, MENTORS, SUBJECTS = 1000, 560, 40


def test_nobody_costs_anything_while_there_is_room() -> None:
    assert prices([{1: 900}, {1: 800}], {1: 2, 2: 1}) == {}
    assert prices([], {1: 1}) == {}
    assert prices([{}, {3: 10}], {1: 1, 3: 0}) == {}


def test_who_has_a_good_second_choice_leaves_the_first_to_others() -> None:
    found = prices([{1: 900, 2: 880}, {1: 700}], {1: 1, 2: 1})

    assert found == {1: 20}


def test_places_that_are_too_few_become_dear_and_no_dearer_than_they_are_worth() -> None:
    found = prices([{1: 500}] * 4, {1: 1})

    assert found == {1: 500}


@settings(max_examples=40)
@given(
    st.lists(st.dictionaries(st.integers(0, 5), st.integers(0, 1000)), max_size=12),
    st.dictionaries(st.integers(0, 5), st.integers(0, 3)),
)
def test_prices_are_points_of_mentors_with_places(wishes: list[dict[int, int]], places: dict[int, int]) -> None:
    found = prices(wishes, places)

    assert all(places[mentor] > 0 and 0 < price <= 500 for mentor, price in found.items())


def crowd(dice: random.Random, teaches: list[set[int]], taste: dict[int, int]) -> list[dict[int, int]]:
    """Let a thousand people want two subjects each; famous mentors look a little better to everybody."""
    wishes = []
    for _ in range(MENTEES):
        wanted = [min(int(dice.expovariate(0.12)), SUBJECTS - 1) for _ in range(2)]
        fits = {
            mentor: 300 * len(known & set(wanted)) + taste[mentor] + dice.randrange(60)
            for mentor, known in enumerate(teaches)
            if known & set(wanted)
        }
        best = sorted(fits, key=lambda mentor: -fits[mentor])[:40]
        wishes.append({mentor: fits[mentor] for mentor in best})
    return wishes


def left_over(wishes: list[dict[int, int]], places: dict[int, int], price: dict[int, int]) -> int:
    """Let people choose one after the other; each takes the first with room on their list."""
    room = dict(places)
    without = 0
    for wish in wishes:
        free = [mentor for mentor in wish if room[mentor]]
        if free:
            room[max(free, key=lambda mentor: (wish[mentor] - price.get(mentor, 0), mentor))] -= 1
        else:
            without += 1
    return without


def test_finding_one_by_one_leaves_almost_nobody_without() -> None:
    dice = random.Random(8)  # noqa: S311 - the same people every time
    teaches = [{min(int(dice.expovariate(0.12)), SUBJECTS - 1) for _ in range(3)} for _ in range(MENTORS)]
    taste = {mentor: dice.randrange(120) for mentor in range(MENTORS)}
    places = {mentor: dice.choice((1, 2, 3)) for mentor in range(MENTORS)}
    yesterday, today = crowd(dice, teaches, taste), crowd(dice, teaches, taste)

    priced = left_over(today, places, prices(yesterday, places))

    assert priced <= MENTEES // 100
    assert priced <= left_over(today, places, {})
