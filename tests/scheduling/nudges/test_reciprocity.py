"""Something to give back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks import said as read_aloud
from bot.mentoring.facts import PairFacts, Told
from bot.mentoring.goals import Give, GiveState
from bot.mentoring.pairs import WEEK, Lifecycle
from bot.mentoring.reciprocity import IDEAS, sentence
from scheduling.nudges.reciprocity import NUDGE, number_of, rider
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, TICK, a_give, a_pair, dues, heard, said

MET = [MONDAY + DAY, MONDAY + 15 * DAY]
SECOND = MET[-1]


def give(facts: PairFacts, state: GiveState, at: datetime, idea: int = 1) -> PairFacts:
    """Add an idea that was given, and what became of it."""
    return replace(facts, gives=[*facts.gives, a_give(facts, idea, state, at)])


def first_number(facts: PairFacts) -> int:
    """Tell which idea comes first."""
    return number_of(dues(NUDGE, facts)[0].occasion)


def test_the_mentee_is_offered_an_idea_after_the_second_session_for_two_weeks() -> None:
    facts = a_pair(held=MET)

    assert heard(NUDGE, facts, SECOND - TICK) == set()
    assert heard(NUDGE, facts, SECOND) == {"UADA"}
    assert heard(NUDGE, facts, SECOND + 14 * DAY - TICK) == {"UADA"}
    assert heard(NUDGE, facts, SECOND + 14 * DAY) == set()


def test_after_one_session_it_is_too_early() -> None:
    assert dues(NUDGE, a_pair(held=MET[:1])) == []


def test_a_pair_that_is_late_is_not_offered_any() -> None:
    weekly = a_pair(held=MET, rhythm=WEEK)

    assert dues(NUDGE, weekly)[0].until == weekly.pair.slips_at == SECOND + 12 * DAY
    late = give(weekly, GiveState.DONE, SECOND - 30 * DAY)
    assert dues(NUDGE, late) == []


@pytest.mark.parametrize("state", [GiveState.OFFERED, GiveState.PLANNED, GiveState.DONE])
def test_the_next_idea_is_another_one_six_weeks_on(state: GiveState) -> None:
    facts = a_pair(held=MET)
    used = first_number(facts)
    given_at = SECOND - 30 * DAY

    [due] = dues(NUDGE, give(facts, state, given_at, used))

    assert due.at == datetime(2026, 3, 30, 9, tzinfo=UTC) > given_at + 42 * DAY
    assert number_of(due.occasion) != used


def test_an_idea_that_was_told_counts_as_offered() -> None:
    facts = a_pair(held=MET)
    used = first_number(facts)
    told = [
        Told(kind="reciprocity", to="UADA", occasion=f"idea{used}", at=SECOND - 30 * DAY),
        Told(kind="agenda", to="UADA", occasion="session2", at=SECOND),
    ]

    [due] = dues(NUDGE, replace(facts, told=told))

    assert due.at == datetime(2026, 3, 30, 9, tzinfo=UTC)
    assert number_of(due.occasion) != used


def test_an_idea_that_found_no_room_is_offered_after_the_next_session() -> None:
    later = a_pair(held=[*MET, SECOND + 28 * DAY])

    assert [due.occasion for due in dues(NUDGE, later)] == [due.occasion for due in dues(NUDGE, a_pair(held=MET))]
    assert dues(NUDGE, later)[0].at > SECOND + 28 * DAY


def test_not_for_me_is_the_end_of_it() -> None:
    facts = a_pair(held=MET)

    assert dues(NUDGE, give(facts, GiveState.REFUSED, MONDAY - 100 * DAY)) == []


def test_when_all_ideas_were_offered_there_are_no_more() -> None:
    facts = a_pair(held=MET)
    all_of_them: Sequence[Give] = [a_give(facts, idea.number, GiveState.DONE, MONDAY - 100 * DAY) for idea in IDEAS]

    assert dues(NUDGE, replace(facts, gives=all_of_them)) == []
    assert len(dues(NUDGE, replace(facts, gives=all_of_them[1:]))) == 1


def test_a_pair_that_pauses_is_left_alone() -> None:
    facts = a_pair(held=MET)
    facts.pair.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, facts) == []


def test_it_offers_the_idea_in_one_line() -> None:
    facts = a_pair(held=MET)

    idea = IDEAS[first_number(facts) - 1]

    assert said(NUDGE, facts) == (
        f"If you'd like to give something back to <@UMEI>, here is one idea:\n>{sentence(idea)}"
    )


def test_its_buttons_name_the_pair_and_the_idea() -> None:
    facts = a_pair(held=MET)
    about = f"7:{first_number(facts)}"

    *_, buttons = NUDGE.words(facts, dues(NUDGE, facts)[0]).blocks

    assert [(each["action_id"], each["value"]) for each in buttons["elements"]] == [
        ("give_this", about),
        ("another_idea", about),
        ("already_give", about),
        ("no_gives", about),
    ]


def test_it_can_ride_on_another_letter() -> None:
    facts = a_pair(held=MET)

    line, buttons = rider(facts, dues(NUDGE, facts)[0])

    assert sentence(IDEAS[first_number(facts) - 1]) in read_aloud(line)
    assert [each["action_id"] for each in buttons["elements"]] == ["give_this", "another_idea", "no_gives"]
