"""Who takes part as what, whom they wish for, what is missing, and the rules a program may set."""

from dataclasses import replace

import pytest

from bot.mentoring.enrolments import Enrolment, Numbers, Part
from bot.mentoring.program_rules import NotARule, Rules
from tests.examples import MONDAY, TEAM, ada


def test_a_part_says_who_learns_and_who_teaches() -> None:
    assert [(part.learns, part.teaches) for part in Part] == [(True, False), (False, True), (True, True)]


def test_wishes_are_kept_in_order_each_once_and_nobody_for_themselves() -> None:
    mine = Enrolment(workspace=TEAM, program_id=1, person_id=1, part=Part.MENTEE, enrolled_at=MONDAY)
    mine.person = ada()

    mine.rank(["U1", "UADA", "U2", "U1", "U3", "U4", "U5", "U6"], Rules())
    assert list(mine.ranks) == ["U1", "U2", "U3", "U4", "U5"]

    mine.rank(["U1", "U2"], Rules(ranked=1))
    assert list(mine.ranks) == ["U1"]


def test_whom_somebody_chose_comes_first_and_whom_they_left_out_falls_out() -> None:
    mine = Enrolment(workspace=TEAM, program_id=1, person_id=1, part=Part.MENTEE, enrolled_at=MONDAY)
    mine.ranks = ("U1", "U2", "U3")

    mine.choose(["U5", "U2", "U5", "U9"], among=["U2", "U3", "U5"])
    assert list(mine.ranks) == ["U5", "U2", "U1"]

    mine.choose([], among=["U2", "U3", "U5"])
    assert list(mine.ranks) == ["U1"]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (Numbers(), ["Matching needs at least one mentee and one mentor."]),
        (Numbers(mentees=1), ["Matching needs at least one mentee and one mentor."]),
        (Numbers(mentees=12, mentors=5, places=7), ["12 mentees, 7 places: 5 more places would do."]),
        (Numbers(mentees=12, mentors=5, places=12), []),
    ],
)
def test_what_is_missing_is_said_in_numbers(numbers: Numbers, told: list[str]) -> None:
    assert numbers.missing(Rules()) == told


def test_with_two_mentors_each_twice_the_places_are_wanted() -> None:
    found = Numbers(mentees=2, mentors=3, places=3)

    assert found.missing(Rules(mentors_each=2)) == ["2 mentees, 3 places: 1 more place would do."]
    assert replace(found, approved=2, launched=3, failed=1).to_launch == 6


def test_rules_survive_being_kept_and_a_newer_version_s_words() -> None:
    rules = Rules(same_team=True, levels_ahead=None, rhythms=("monthly",), rhythm="monthly")

    assert Rules.of(rules.plain() | {"of_tomorrow": 1}) == rules
    assert Rules.of({}) == Rules()
    assert rules.policy.same_team
    assert rules.policy.levels_ahead is None
    assert rules.switches.same_team


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythms": ()},
        {"rhythm": "daily"},
        {"mentors_each": 0},
        {"mentees_each": 9},
        {"ranked": 6},
        {"levels_ahead": 9},
        {"hours": 24},
    ],
)
def test_what_can_t_be_chosen_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NotARule):
        Rules.of(wrong).check()

    assert Rules(levels_ahead=None).check() == Rules(levels_ahead=None)
