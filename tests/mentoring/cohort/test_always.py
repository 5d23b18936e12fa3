"""What holds for every match, whoever takes part."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.cohort.fit import Barrier, Fit
from bot.mentoring.cohort.locks import sound
from bot.mentoring.cohort.outcome import Outcome
from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way, fingerprint
from bot.mentoring.cohort.rows import Rows
from bot.mentoring.cohort.solving import holds, solve
from tests.mentoring.cohort.cohorts import IDS, best_of_all, cohorts, policies
from tests.organisations import organisation


def solved(cohort: Cohort, policy: Policy) -> Outcome:
    """Solve, and check the certificate of this run again from the people, the pairs and the prices alone."""
    found = solve(cohort, policy)
    assert holds(cohort, policy, found)
    return found


@settings(max_examples=25)
@given(cohorts, policies)
def test_a_row_says_of_every_mentor_what_the_rules_say_of_the_pair(cohort: Cohort, policy: Policy) -> None:
    fit = Fit(sound(cohort, policy)[0], policy)
    rows = Rows(fit)
    for at, mentee in enumerate(fit.mentees):
        row, counted = rows.row(at), Counter[Barrier]()
        for place, mentor in enumerate(fit.mentors):
            points, barrier = fit.points(mentee, mentor), fit.barrier(mentee, mentor)
            fixed = (mentee.id, mentor.id) in fit.cohort.fixed
            counted.update([barrier] if barrier and not fixed else [])
            assert (row.worth[place] >= 0) == (barrier is None and not fixed)
            if row.worth[place] >= 0:
                assert row.mentee[place] == points.mentee.total
                assert row.mentor[place] == points.mentor.total
        kept_apart = Counter(rows.barriers(at).first)
        assert (kept_apart - counted).total() <= len(fit.cohort.locks)
        assert not counted - kept_apart


@settings(max_examples=25)
@given(cohorts, policies)
def test_a_match_is_as_good_as_the_best_of_all_there_are(cohort: Cohort, policy: Policy) -> None:
    found = solved(cohort, policy)

    best = best_of_all(Fit(sound(cohort, policy)[0], policy))
    told = found.certificate
    fixed = len({pair.mentee for pair in found.pairs if pair.locked})
    assert told.matched - fixed == best.matched
    assert told.total <= best.total <= told.bound
    assert told.proven == (told.total == told.bound)
    assert told.proven or max(Fit(cohort, policy).places) > 1
    assert not told.floor or told.floor == best.floor


@settings(max_examples=25)
@given(cohorts, policies, st.permutations(IDS))
def test_permuting_people_changes_nothing(cohort: Cohort, policy: Policy, order: list[str]) -> None:
    people = {each.id: each for each in cohort.participants}
    shuffled = replace(cohort, participants=tuple(people[each] for each in order))

    assert solved(shuffled, policy) == solved(cohort, policy)
    assert fingerprint(shuffled, policy) == fingerprint(cohort, policy)


def test_permuting_people_who_are_all_alike_changes_nothing() -> None:
    mentees = [Participant(id=f"A{at}", wants=("SQL",), mentors=1) for at in range(6)]
    mentors = [Participant(id=f"B{at}", topics=("SQL",), capacity=1) for at in range(4)]

    one, other = (
        solved(Cohort(participants=tuple(each)), Policy())
        for each in (mentees + mentors, mentors[::-1] + mentees[::-1])
    )
    assert one == other


@settings(max_examples=20)
@given(cohorts, policies, st.integers(0, len(IDS) - 1))
def test_adding_capacity_never_makes_the_objective_worse(cohort: Cohort, policy: Policy, lucky: int) -> None:
    cohort = replace(cohort, locks=frozenset())
    people = list(cohort.participants)
    people[lucky] = replace(people[lucky], capacity=people[lucky].capacity + 1)

    before, after = (solved(each, policy) for each in (cohort, replace(cohort, participants=tuple(people))))
    one, other = before.certificate, after.certificate
    floor = policy.floor
    least = (one.matched, one.chosen, one.floor * floor, one.total)
    assert least <= (other.matched, other.chosen, other.floor * floor, other.bound)


@settings(max_examples=20)
@given(cohorts, policies, st.sampled_from(Way))
def test_no_hard_rule_is_ever_broken_and_no_place_given_twice(cohort: Cohort, policy: Policy, way: Way) -> None:
    policy = replace(policy, way=way)
    found = solved(cohort, policy) if way is Way.BEST else solve(cohort, policy)

    people = {each.id: each for each in cohort.participants}
    fit = Fit(sound(cohort, policy)[0], policy)
    for pair in found.pairs:
        mentee, mentor = people[pair.mentee], people[pair.mentor]
        assert not fit.forbidden(mentee, mentor)
        assert pair.locked or not fit.barrier(mentee, mentor)
    for teaching, count in Counter(pair.mentor for pair in found.pairs).items():
        assert count <= people[teaching].room
    assert len({(pair.mentee, pair.mentor) for pair in found.pairs}) == len(found.pairs)
    told = {each.mentee for each in found.pairs} | {each.id for each in found.unmatched}
    assert told == {each.id for each in cohort.participants if each.mentors}
    if way is Way.STABLE:
        assert not found.certificate.blocking


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_people_are_matched_provably_best_and_it_can_be_checked_again(seed: int) -> None:
    cohort = organisation(100, 50, 100, seed, each=(1, 1, 2, 3))
    found = solved(cohort, Policy())

    assert found.certificate.proven
    told = found.certificate
    for forged in (
        replace(told, total=told.total + 1),
        replace(told, floor=told.floor - 1),
        replace(told, prices=dict.fromkeys(told.prices, 0)),
        replace(told, matched=told.matched + 1),
        replace(told, bound=told.bound - 1, proven=False),
    ):
        assert not holds(cohort, Policy(), replace(found, certificate=forged))
    assert not holds(cohort, Policy(), replace(found, pairs=found.pairs[1:]))
