"""Questions that begin a first meeting, a purpose and a short chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.prompts import (
    AGENDA_HEADINGS,
    CHAT_AGENDA,
    CRAFT_QUESTIONS,
    IN_THREE_MONTHS,
    ONWARD_QUESTIONS,
    PATH_QUESTIONS,
    PROMPTS,
    PURPOSE_QUESTIONS,
    REALIGNING_QUESTIONS,
    Group,
    chat_questions,
    drawn,
    kickoff,
    purpose_questions,
)

EVERY_QUESTION = (
    *(prompt for prompts in PROMPTS.values() for prompt in prompts),
    *PURPOSE_QUESTIONS,
    *REALIGNING_QUESTIONS,
    *PATH_QUESTIONS,
    *CRAFT_QUESTIONS,
    *ONWARD_QUESTIONS,
)


def test_no_question_is_asked_in_two_places() -> None:
    assert len(set(EVERY_QUESTION)) == len(EVERY_QUESTION)


@pytest.mark.parametrize("asked", EVERY_QUESTION)
def test_every_question_is_one_short_question(asked: str) -> None:
    assert asked.endswith("?")
    assert len(asked.split()) <= 16


def test_every_group_has_prompts() -> None:
    assert set(PROMPTS) == set(Group)
    assert all(len(prompts) >= 2 for prompts in PROMPTS.values())


@given(st.text(), st.integers())
def test_a_first_meeting_gets_common_ground_a_story_and_a_hope(seed: str, swap: int) -> None:
    common_ground, story, hope = kickoff(seed, swap)

    assert common_ground in PROMPTS[Group.COMMON_GROUND]
    assert story in PROMPTS[Group.STORY]
    assert hope in PROMPTS[Group.HOPES]
    assert kickoff(seed, swap) == (common_ground, story, hope)


@given(st.text(), st.integers())
def test_swapping_changes_all_three_prompts(seed: str, swap: int) -> None:
    before, after = kickoff(seed, swap), kickoff(seed, swap + 1)

    assert all(was != is_now for was, is_now in zip(before, after, strict=True))


@given(st.text())
def test_swapping_often_enough_shows_every_prompt(seed: str) -> None:
    seen = {prompt for swap in range(5) for prompt in kickoff(seed, swap)}

    assert seen == {*PROMPTS[Group.COMMON_GROUND], *PROMPTS[Group.STORY], *PROMPTS[Group.HOPES]}


def test_different_pairs_begin_differently() -> None:
    assert len({kickoff(str(seed)) for seed in range(200)}) > 50


def test_a_purpose_is_asked_for_by_how_three_months_would_change_things() -> None:
    assert purpose_questions("search1")[0] == IN_THREE_MONTHS


@given(st.text())
def test_a_purpose_is_asked_for_with_three_questions_that_differ(seed: str) -> None:
    asked = purpose_questions(seed)

    assert asked[0] == IN_THREE_MONTHS
    assert len(set(asked)) == 3
    assert set(asked) <= set(PURPOSE_QUESTIONS)


@given(st.text())
def test_a_chat_gets_a_path_a_craft_and_an_onward_question(seed: str) -> None:
    path, craft, onward = chat_questions(seed)

    assert path in PATH_QUESTIONS
    assert craft in CRAFT_QUESTIONS
    assert onward in ONWARD_QUESTIONS


def test_every_chat_question_has_its_turn() -> None:
    seen = {asked for seed in range(100) for asked in chat_questions(str(seed))}

    assert seen == {*PATH_QUESTIONS, *CRAFT_QUESTIONS, *ONWARD_QUESTIONS}


def test_the_chat_agenda_fills_the_twenty_minutes_asked_for() -> None:
    assert sum(minutes for minutes, _ in CHAT_AGENDA) == 20


def test_an_agenda_has_three_headings() -> None:
    assert len(set(AGENDA_HEADINGS)) == 3


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert [drawn("abcdefgh", seed) for seed in ("pair 1", "pair 2", "")] == ["h", "f", "e"]


@given(st.text(st.characters(codec=None)), st.integers())
def test_any_seed_draws_one_of_the_options(seed: str, skip: int) -> None:
    assert drawn(("one", "two", "three"), seed, skip) in {"one", "two", "three"}


def test_a_seed_with_half_a_character_draws_too() -> None:
    assert drawn(("one", "two"), "\ud800") in {"one", "two"}
