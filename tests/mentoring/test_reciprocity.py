"""What a mentee may give back: small, optional, never twice, and never the mentor's to ask."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.reciprocity import (
    FINE_TO_SKIP,
    IDEAS,
    LONG_MINUTES,
    MOST_MINUTES,
    Family,
    Idea,
    next_idea,
    sentence,
    untimely,
)


def in_turn(topics: Collection[str] = (), seed: str = "", used: Collection[int] = ()) -> Iterator[Idea]:
    given_back = set(used)
    while idea := next_idea(given_back, topics, seed):
        yield idea
        given_back.add(idea.number)


def test_there_are_thirty_six_ideas_six_of_each_family() -> None:
    assert [idea.number for idea in IDEAS] == list(range(1, 37))
    assert Counter(idea.family for idea in IDEAS) == dict.fromkeys(Family, 6)
    assert len({idea.text for idea in IDEAS}) == 36


@pytest.mark.parametrize("idea", IDEAS, ids=str)
def test_no_idea_asks_for_more_than_an_hour_money_gifts_or_steady_work(idea: Idea) -> None:
    assert 0 < idea.minutes <= MOST_MINUTES
    assert not re.search(r"(?i)\b(?:gift|money|pay|buy|lunch|errand|weekly|every week|always|should|must)\b", idea.text)


@pytest.mark.parametrize("idea", IDEAS, ids=str)
def test_an_idea_is_one_plain_sentence(idea: Idea) -> None:
    assert re.fullmatch(r"[A-Z][^.!?]+\.", idea.text)
    assert len(idea.text.split()) <= 18


@pytest.mark.parametrize("idea", IDEAS, ids=str)
def test_an_idea_says_how_long_it_takes_and_a_long_one_that_nobody_expects_it(idea: Idea) -> None:
    said = sentence(idea)

    assert said.startswith(f"{idea.text} About {idea.minutes} minutes.")
    assert said.endswith(FINE_TO_SKIP) is (idea.minutes >= LONG_MINUTES)


def test_half_an_hour_is_already_long() -> None:
    said = {idea.minutes: sentence(idea) for idea in IDEAS}

    assert FINE_TO_SKIP not in said[20]
    assert FINE_TO_SKIP in said[30]


@given(st.lists(st.text()), st.text(), st.sets(st.integers(0, 40)))
def test_no_idea_ever_comes_twice_and_all_come_in_the_end(topics: list[str], seed: str, used: set[int]) -> None:
    numbers = [idea.number for idea in in_turn(topics, seed, used)]

    assert len(numbers) == len(set(numbers))
    assert set(numbers) == {idea.number for idea in IDEAS} - used


def test_when_all_ideas_were_used_there_is_none() -> None:
    assert next_idea(range(1, 37)) is None


@given(st.text())
def test_light_ideas_come_first(seed: str) -> None:
    minutes = [idea.minutes for idea in in_turn(seed=seed)]

    assert minutes == sorted(minutes)


def test_an_idea_that_fits_the_topic_comes_before_lighter_ones() -> None:
    first = next_idea(set(), ["Spreadsheets & reporting"])

    assert first
    assert first.number == 32


def test_among_fitting_ideas_the_lighter_comes_first() -> None:
    fitting = list(in_turn(["public talks"]))[:3]

    assert [idea.number for idea in fitting if "talk" in idea.text] == [idea.number for idea in fitting]
    assert [idea.minutes for idea in fitting] == [15, 30, 30]


def test_an_idea_that_fits_two_topics_comes_before_one_that_fits_one() -> None:
    first = next_idea(set(), ["slides", "design", "conference"])

    assert first
    assert first.number == 35


def test_a_topic_of_small_words_fits_nothing_in_particular() -> None:
    assert next_idea(set(), ["what they would help with", "UX", ""]) == next_idea(set())


def test_a_person_sees_the_same_order_every_time_and_two_people_rarely_do() -> None:
    orders = {tuple(idea.number for idea in in_turn(seed=str(seed))) for seed in range(20)}

    assert len(orders) == 20
    assert list(in_turn(seed="7")) == list(in_turn(seed="7"))


def test_the_order_is_the_same_on_every_machine() -> None:
    assert [idea.number for idea in in_turn(seed="pair 1")][:4] == [29, 15, 27, 21]


def test_ideas_that_look_back_wait_for_three_months_and_for_a_goal_that_is_done() -> None:
    three_months = timedelta(days=91)

    assert untimely(three_months, reached_a_goal=True) == frozenset()
    assert untimely(three_months - timedelta(days=1), reached_a_goal=True) == {24}
    assert untimely(three_months, reached_a_goal=False) == {29}
