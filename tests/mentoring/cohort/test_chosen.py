"""What people chose themselves outranks the floor: a wish of both, and whom a mentee ranked among proposals."""

import random
from dataclasses import replace

import pytest

from bot.mentoring.cohort.fit import Fit
from bot.mentoring.cohort.locks import sound
from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way
from bot.mentoring.cohort.solving import holds, solve
from bot.mentoring.cohort.stages import choosing
from bot.mentoring.cohort.telling import proof
from tests.mentoring.cohort.cohorts import best_of_all
from tests.mentoring.cohort.test_firsts import crowd
from tests.mentoring.cohort.test_matching_a_cohort import made, mentee, mentor

TABLES = 100
OF_TWO = (Policy(), Policy(mentors_each=2))


def wishing(size: int, seed: int) -> Cohort:
    """Make up people of whom many named each other, some ranked whom they were proposed, and a few are locked."""
    dice = random.Random(seed)  # noqa: S311 - the same people every time
    cohort = crowd(size, seed)
    ids = [each.id for each in cohort.participants]
    couples = [tuple(dice.sample(ids, 2)) for _ in range(dice.randint(0, 4))]
    people = tuple(
        replace(each, wishes=tuple(dict.fromkeys(other for pair in couples if each.id in pair for other in pair)))
        for each in cohort.participants
    )
    ranks = {one: dice.sample([each for each in ids if each != one], dice.randint(1, 3)) for one in dice.sample(ids, 2)}
    proposals = {(one, other) for one, others in ranks.items() for other in others}
    cohort = replace(cohort, participants=people)
    cohort = choosing(cohort, proposals, ranks) if dice.random() < 0.5 else cohort
    one, other = dice.sample(ids, 2)
    return replace(cohort, locks=frozenset({(one, other)} if dice.random() < 0.3 else ()))


@pytest.mark.parametrize("firsts", [{"a": "y", "b": "x"}, {"a": "x", "b": "y"}])
def test_in_a_stable_match_everybody_proposes_to_whom_they_chose_first(firsts: dict[str, str]) -> None:
    people = (
        Participant(id="a", wants=("sql", "excel"), mentors=1),
        Participant(id="b", wants=("sql", "excel"), mentors=1),
        Participant(id="x", topics=("sql", "excel"), capacity=1),
        Participant(id="y", topics=("excel",), capacity=1),
    )
    ranks = {one: [first, *({"x", "y"} - {first})] for one, first in firsts.items()}
    cohort = choosing(Cohort(participants=people), [(one, other) for one in "ab" for other in "xy"], ranks)

    found = solve(cohort, Policy(way=Way.STABLE))

    assert {pair.mentee: pair.mentor for pair in found.pairs} == firsts
    assert found.certificate.blocking == 0


def test_a_wish_of_both_is_kept_though_the_worst_off_would_fare_better_without() -> None:
    ana = mentee("ana", "SQL", wishes=("max",), department="X")
    ben = mentee("ben", "SQL", "Python", department="X")
    max_ = mentor("max", "SQL", "Python", wishes=("ana",), department="A")
    found = solve(Cohort(participants=(ana, ben, max_, mentor("mo", "SQL", department="B"))), Policy())

    assert made(found) == {("ana", "max"), ("ben", "mo")}
    assert found.certificate.proven


def test_nobody_is_left_alone_for_a_wish_of_both() -> None:
    ana, ben = mentee("ana", "SQL", wishes=("max",)), mentee("ben", "SQL", level=5)
    max_, mo = mentor("max", "SQL", wishes=("ana",), level=6), mentor("mo", "SQL", level=5)

    found = solve(Cohort(participants=(ana, ben, max_, mo)), Policy())

    assert made(found) == {("ana", "mo"), ("ben", "max")}


def test_what_mentees_ranked_decides_over_the_floor() -> None:
    people = (
        *(mentee("b", "SQL", "Python"), mentee("c", "Python")),
        *(mentor("m2", "SQL", "Python"), mentor("m3", "Python"), mentor("m4", "Baking")),
    )
    ranked = choosing(Cohort(participants=people), [("c", "m2"), ("c", "m3")], {"c": ["m2", "m3"]})

    assert ("c", "m2") in made(solve(ranked, Policy()))


@pytest.mark.parametrize("policy", OF_TWO)
def test_as_much_is_kept_of_what_people_chose_as_by_trying_everything(policy: Policy) -> None:
    kept = 0
    for seed in range(TABLES):
        cohort = wishing(5, seed)
        found = solve(cohort, policy)
        best, told = best_of_all(Fit(sound(cohort, policy)[0], policy)), found.certificate
        locked = len({pair.mentee for pair in found.pairs if pair.locked})

        assert holds(cohort, policy, found)
        assert not told.proven or told.total == best.total
        assert (told.matched - locked, told.chosen) == (best.matched, best.chosen)
        assert told.floor == best.floor
        assert told.total <= best.total <= told.bound
        kept += bool(told.chosen)
    assert kept > TABLES // 4


@pytest.mark.parametrize("size", [40, 60])
def test_the_certificate_of_many_who_wish_and_want_several_can_be_checked_again(size: int) -> None:
    cohort = wishing(size, size)
    found = solve(cohort, Policy())

    assert holds(cohort, Policy(), found)
    told = found.certificate
    for forged in (replace(told, chosen=told.chosen + 1000), replace(told, floor_prices={}, floor=told.floor - 1)):
        assert not holds(cohort, Policy(), replace(found, certificate=forged))


def test_nobody_is_said_to_have_points_whom_people_chose_in_spite_of_them() -> None:
    ana, max_ = mentee("ana", "SQL", wishes=("max",)), mentor("max", "Baking", wishes=("ana",))

    told = proof(solve(Cohort(participants=(ana, max_)), Policy()).certificate)
    assert "nobody can match more people, no match of as many keeps more of what people chose" in told[1]
    assert told[2].startswith(
        "Everybody newly matched gets one they chose themselves by a wish of both or in their ranks"
    )
