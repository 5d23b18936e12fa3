"""How well two people fit, in parts that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.pairscore import (
    WEIGHTS,
    Between,
    Weights,
    holds,
    in_common,
    joint,
    levels_ahead,
    needs_met,
    of_a_wish,
    parts,
    rarity,
    rarity_of,
    shown,
    time_shared,
)

shares = st.none() | st.integers(0, 1000)
PARTS = ("needs", "goals", "time", "level", "wish", "department", "interests", "language")


def all_of(share: int | None) -> Between:
    return Between(**dict.fromkeys(PARTS, share))


def test_a_perfect_fit_has_a_thousand_points_and_none_at_all_has_none() -> None:
    assert parts(all_of(1000)).total == 1000
    assert parts(all_of(0)).total == 0
    assert parts(Between()).total == 500


@given(st.fixed_dictionaries(dict.fromkeys(PARTS, shares)), st.sampled_from(PARTS))
def test_the_parts_add_up_and_more_of_any_of_them_is_never_worse(held: dict[str, int | None], better: str) -> None:
    found = parts(Between(**held))

    assert found.total == sum(found)
    assert 0 <= found.total <= 1000
    assert parts(Between(**held | {better: 1000})).total >= found.total


def test_a_program_may_weigh_otherwise_but_the_whole_stays_the_whole() -> None:
    other = Weights(needs=600, goals=0)

    assert parts(Between(needs=1000, goals=1000), other).needs == 600
    with pytest.raises(ValueError, match="add up"):
        Weights(needs=401)
    with pytest.raises(ValueError, match="add up"):
        Weights(needs=500, goals=300, wish=-130)


def test_what_the_mentee_gets_counts_four_times_what_the_mentor_gets() -> None:
    assert joint(1000, 0) == 800
    assert joint(0, 1000) == 200
    assert joint(1000, 1000) == 1000


def test_the_first_wish_and_the_rare_skill_weigh_more() -> None:
    rare = rarity([{"sql"}, {"sql"}, {"sql"}, {"kubernetes"}])

    assert rare["kubernetes"] > rare["sql"] == rarity_of(3, 4)
    assert rarity_of(4, 4) == 100
    assert needs_met({"sql": 1, "kubernetes": 1}, {"kubernetes"}, rare) > 500  # type: ignore[operator]  # both wanted
    assert needs_met({"a": 1, "b": 2, "c": 9}, {"a"}, dict.fromkeys("abc", 100)) == 500
    assert needs_met({"a": 1, "nobody's": 1}, {"a"}, {"a": 100}) == 500


def test_who_wants_nothing_in_particular_is_met_by_nobody_better_than_by_others() -> None:
    assert needs_met({}, {"sql"}, {}) is None
    assert needs_met({"sql": 1}, {"sql"}, {}) == 1000


def test_four_hours_are_enough_and_two_levels_ahead_are_best() -> None:
    assert [time_shared(hours) for hours in (None, 0, 2, 4, 8)] == [None, 0, 500, 1000, 1000]
    assert [levels_ahead(ahead) for ahead in (None, -1, 0, 1, 2, 3, 7)] == [None, 160, 400, 750, 1000, 830, 660]


def test_what_two_share_is_seen_from_the_shorter_list() -> None:
    assert in_common(["Chess", "Running"], ["running", "Jazz", "Go"]) == 500
    assert in_common([], ["Jazz"]) is None
    assert [holds(fact) for fact in (None, False, True)] == [None, 0, 1000]


def test_the_weights_are_those_of_the_design() -> None:
    assert (
        Weights(needs=400, goals=200, time=100, level=100, wish=70, department=50, interests=50, language=30) == WEIGHTS
    )


@given(st.lists(st.integers(0, 100), min_size=8, max_size=8), st.integers(0, 70))
def test_whom_somebody_wished_for_is_in_no_points_a_lead_sees(several: list[int], wish: int) -> None:
    points = dict(zip(PARTS, several, strict=True))

    assert shown(points) == shown(points | {"wish": wish})
    assert shown({"needs": 305, "time": 10, "wish": 70}) == 31


def test_a_wish_alone_is_worth_what_its_two_parts_are() -> None:
    assert of_a_wish(1000, 500) == parts(Between(needs=1000, goals=500)).total


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_bare_wish_is_scored_as_a_pair_of_which_nothing_else_is_known(needs: int, goals: int) -> None:
    assert of_a_wish(needs, goals) == parts(Between(needs=needs, goals=goals)).total
