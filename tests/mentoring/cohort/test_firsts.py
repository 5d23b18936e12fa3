"""Several mentors each, of whom one is to be above the floor: the other places are given away as well as can be."""

import random

import numpy as np
import pytest

from bot.mentoring.cohort import firsts
from bot.mentoring.cohort.firsts import other_firsts
from bot.mentoring.cohort.fit import Fit
from bot.mentoring.cohort.network import Pool
from bot.mentoring.cohort.outcome import Outcome
from bot.mentoring.cohort.participants import Cohort, Participant, Policy
from bot.mentoring.cohort.proof import part, value_of
from bot.mentoring.cohort.rows import Rows
from bot.mentoring.cohort.solving import holds, network_of, solve
from tests.mentoring.cohort.cohorts import best_of_all

TOPICS = ("SQL", "Python", "Public speaking", "Negotiation", "Hiring", "Leadership")
TABLES = range(25)


def crowd(size: int, seed: int) -> Cohort:
    """Make up people who are mentees, mentors or both, of whom many want several mentors and few fit well."""
    dice = random.Random(seed)  # noqa: S311 - the same people every time
    return Cohort(
        participants=tuple(
            Participant(
                id=f"p{at}",
                wants=tuple(dice.sample(TOPICS, dice.randint(0, 3))),
                goal=dice.choice(("", "learn to give talks in public")),
                mentors=dice.choice((0, 1, 2, 2, 3)),
                topics=tuple(dice.sample(TOPICS, dice.randint(0, 3))),
                capacity=dice.choice((0, 1, 1, 2)),
                department=dice.choice(("", "A", "B", "C")),
                level=dice.choice((None, 1, 2, 3, 4, 5)),
            )
            for at in range(size)
        )
    )


def test_a_free_place_goes_to_whoever_could_have_a_second_mentor_below_the_floor() -> None:
    """Held to the floor with every mentor, Ada would have one and the other's place would stay free."""
    ada = Participant(id="ada", wants=("SQL",), mentors=2, level=1, department="A")
    mei = Participant(id="mei", topics=("SQL",), capacity=1, level=2, department="B")
    jonas = Participant(id="jonas", topics=("Hiring",), capacity=1, level=2, department="C")

    found = solve(Cohort(participants=(ada, mei, jonas)), Policy())

    assert [(pair.mentor, pair.nth) for pair in found.pairs] == [("mei", 1), ("jonas", 2)]
    assert found.certificate.proven


@pytest.mark.parametrize("each", [2, 3])
def test_small_cohorts_are_matched_as_well_as_by_trying_everything(each: int) -> None:
    for seed in TABLES:
        cohort, policy = crowd(5, seed), Policy(mentors_each=each)
        found = solve(cohort, policy)
        best, told = best_of_all(Fit(cohort, policy)), found.certificate

        assert holds(cohort, policy, found)
        assert (told.matched, told.floor, told.total) == (best.matched, best.floor, best.total)


@pytest.mark.parametrize(("size", "seed"), [(8, 222), (10, 33)])
def test_another_first_mentor_makes_a_better_whole_than_the_best_around_the_ones_that_came_first(
    size: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort, policy = crowd(size, seed), Policy(mentors_each=2)
    found = solve(cohort, policy)
    assert holds(cohort, policy, found)

    monkeypatch.setattr(firsts, "_settled", lambda _rows, _network, _best, came_first, _floors, _floor: came_first)

    assert solve(cohort, policy).certificate.total < found.certificate.total


def pool_of(rows: Rows, pairs: list[tuple[int, int]]) -> Pool:
    return Pool.of(*(part(one, rows.row(one), np.array([other])) for one, other in pairs))


def made(fit: Fit, found: Outcome) -> list[tuple[int, int]]:
    return [(fit.mentee_at[pair.mentee], fit.mentor_at[pair.mentor]) for pair in found.pairs]


@pytest.mark.parametrize(("size", "seed"), [(24, 0), (24, 10), (30, 2), (30, 5)])
def test_no_pair_more_and_no_other_mentor_for_anybody_would_help(size: int, seed: int) -> None:
    cohort, policy = crowd(size, seed), Policy()
    found = solve(cohort, policy)
    fit = Fit(cohort, policy)
    rows, network, pairs, floor = Rows(fit), network_of(fit), made(fit, found), found.certificate.floor
    reached = value_of(network, pool_of(rows, pairs))

    for at in range(len(fit.mentees)):
        for other in np.flatnonzero(rows.row(at).allowed).tolist():
            for without in (None, *(pair for pair in pairs if pair[0] == at or pair[1] == other)):
                trial = {*pairs, (at, other)} - {without}
                changed = pool_of(rows, sorted(trial))
                given, theirs = np.bincount(changed.mentor, minlength=rows.size), [k for m, k in trial if m == at]
                known = [fit.mentors[each].department for each in theirs if fit.mentors[each].department]
                is_possible = (given <= network.rooms).all() and len(theirs) <= fit.places[at]
                first = np.full(len(fit.mentees), 1000)
                first[changed.mentee] = -1
                np.maximum.at(first, changed.mentee, changed.points)
                if is_possible and len(set(known)) == len(known) and (first >= floor).all():
                    assert value_of(network, changed) <= reached


def test_two_who_hold_what_the_other_would_rather_have_are_tried_in_each_others_place() -> None:
    mentees = [Participant(id=name, wants=("SQL",), mentors=2, level=1) for name in ("ada", "ben")]
    mentors = [Participant(id=name, topics=("SQL",), capacity=1, level=2, department="A") for name in ("mei", "jonas")]
    fit = Fit(Cohort(participants=(*mentees, *mentors)), Policy())
    prices = np.array([0, 100], np.int64)

    others = list(other_firsts(Rows(fit), network_of(fit), prices, {0: 1, 1: 0}, 1))

    assert others == [{0: 0, 1: 1}]
