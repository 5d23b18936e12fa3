"""Which pairs never hear of a kind of nudge, what came of it for the others, and when it isn't worth sending."""

import pytest

from bot.mentoring.effects import Effect
from bot.mentoring.holdout import NOBODY, Holdout

SUBJECTS = [f"pair{number}" for number in range(5000)]


def test_a_tenth_of_all_pairs_is_held_out_and_always_the_same() -> None:
    held = [Holdout().holds("slip_mentee", "T1", subject) for subject in SUBJECTS]

    assert 0.085 < sum(held) / len(SUBJECTS) < 0.115
    assert held == [Holdout().holds("slip_mentee", "T1", subject) for subject in SUBJECTS]


@pytest.mark.parametrize(("kind", "workspace"), [("goal_check", "T1"), ("slip_mentee", "T2")])
def test_of_another_kind_and_elsewhere_others_are_held_out(kind: str, workspace: str) -> None:
    both = sum(
        Holdout().holds("slip_mentee", "T1", subject) and Holdout().holds(kind, workspace, subject)
        for subject in SUBJECTS
    )

    assert both < 0.02 * len(SUBJECTS)


def test_nobody_and_everybody_can_be_held_out() -> None:
    assert not any(NOBODY.holds("slip_mentee", "T1", subject) for subject in SUBJECTS)
    assert all(Holdout(1).holds("slip_mentee", "T1", subject) for subject in SUBJECTS)


@pytest.mark.parametrize(
    ("effect", "why"),
    [
        (Effect(kind="a", sent=49), None),
        (Effect(kind="a", sent=50), "0 of 50 readers acted on it"),
        (Effect(kind="a", sent=50, answered=4), "4 of 50 readers acted on it"),
        (Effect(kind="a", sent=50, answered=5), None),
        (Effect(kind="a", sent=50, answered=5, stopped=1), None),
        (Effect(kind="a", sent=50, answered=40, stopped=2), "2 of 50 readers stopped it"),
        (Effect(kind="a", sent=49, stopped=49), None),
    ],
)
def test_a_kind_that_hardly_anybody_acts_on_or_that_people_stop_is_not_sent_any_more(
    effect: Effect, why: str | None
) -> None:
    assert effect.why_not == why


def test_a_lift_is_the_difference_that_telling_makes_and_says_how_sure_it_is() -> None:
    lift = Effect(kind="a", sent=900, acted=450, held_out=100, acted_unasked=30).lift

    assert lift is not None
    assert lift.by == pytest.approx(0.2)
    assert 0.09 < lift.least < 0.12
    assert 0.27 < lift.most < 0.31
    assert str(lift).startswith("+20% (+1")
    assert str(lift).endswith("n=1000)")


@pytest.mark.parametrize("counts", [{"sent": 0, "held_out": 9}, {"sent": 9, "held_out": 0}])
def test_without_anybody_to_compare_with_there_is_no_lift(counts: dict[str, int]) -> None:
    assert Effect(kind="a", **counts).lift is None
