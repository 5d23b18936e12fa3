"""Matching a cohort, told as stories: locks, wishes, several mentors, two stages, late joiners, and what is said."""

from dataclasses import replace

import numpy as np
import pytest

from bot.mentoring.cohort import network, proof, rows, solving, telling
from bot.mentoring.cohort.fit import Barrier
from bot.mentoring.cohort.outcome import Outcome
from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way
from bot.mentoring.cohort.solving import MatchBreaksARule, scarcity, solve
from bot.mentoring.cohort.stages import choosing, going_on, proposing
from tests.organisations import organisation


def mentee(name: str, *wants: str, **more: object) -> Participant:
    return replace(Participant(id=name, name=name, wants=wants, mentors=1), **more)  # type: ignore[arg-type]  # any field


def mentor(name: str, *topics: str, capacity: int = 1, **more: object) -> Participant:
    return replace(Participant(id=name, name=name, topics=topics, capacity=capacity), **more)  # type: ignore[arg-type]  # any field


def made(outcome: Outcome) -> set[tuple[str, str]]:
    return {(pair.mentee, pair.mentor) for pair in outcome.pairs}


ADA, BEN = mentee("ada", "SQL"), mentee("ben", "SQL")
MEI, BO = mentor("mei", "SQL"), mentor("bo", "Python")
FOUR = Cohort(participants=(ADA, BEN, MEI, BO))


def test_a_lock_is_kept_and_the_others_are_matched_around_it() -> None:
    found = solve(replace(FOUR, locks=frozenset({("ada", "bo")})), Policy())

    assert made(found) == {("ada", "bo"), ("ben", "mei")}
    assert [pair.locked for pair in found.pairs] == [True, False]
    assert found.certificate.matched == 2


@pytest.mark.parametrize(
    ("lock", "why"),
    [
        (("ada", "ada"), "ada is not a mentor here"),
        (("mei", "bo"), "mei is not a mentee here"),
        (("both", "both"), "nobody mentors themselves"),
        (("ada", "both"), "the two are kept apart"),
        (("ben", "both"), "one reports to the other"),
        (("ada", "full"), "full has no place left"),
        (("ada", "rests"), "rests takes nobody new now"),
    ],
)
def test_a_lock_that_cannot_be_is_refused_with_its_reason(lock: tuple[str, str], why: str) -> None:
    both = Participant(id="both", wants=("SQL",), mentors=1, capacity=1, manager="ben")
    full = mentor("full", capacity=2, mentees=2)
    rests = mentor("rests", capacity=2, paused=True)
    cohort = Cohort(
        participants=(ADA, BEN, MEI, BO, both, full, rests), locks=frozenset({lock}), apart=frozenset({("both", "ada")})
    )
    found = solve(cohort, Policy())

    assert [each.why for each in found.refused] == [why]
    assert not any(pair.locked for pair in found.pairs)


def test_a_second_lock_for_one_mentor_each_is_refused() -> None:
    found = solve(replace(FOUR, locks=frozenset({("ada", "bo"), ("ada", "mei")})), Policy())

    assert [each.why for each in found.refused] == ["ada wants no more mentors"]


def test_a_wish_of_both_is_nearly_a_lock_and_outweighs_any_floor() -> None:
    wishing = replace(FOUR, participants=(ADA, replace(BEN, wishes=("bo",)), MEI, replace(BO, wishes=("ben", "ada"))))
    poor = replace(BO, wishes=("ben",), topics=())

    assert made(solve(wishing, Policy())) == {("ada", "mei"), ("ben", "bo")}
    alone = Cohort(participants=(replace(BEN, wishes=("bo",)), poor))
    found = solve(alone, Policy(least=999))
    assert found.pairs[0].reasons[0] == "Each named the other"
    assert found.certificate.proven
    with_one_side = solve(Cohort(participants=(replace(BEN, wishes=("bo",)), BO)), Policy())
    assert with_one_side.pairs[0].reasons[0] == "Named by the mentee"


def test_everybody_gets_a_first_mentor_before_anybody_a_second() -> None:
    greedy = replace(ADA, mentors=3, department="Legal")
    cohort = Cohort(
        participants=(greedy, mentee("ben", "baking"), replace(MEI, department="Sales"), replace(BO, department="Tech"))
    )

    assert {one for one, _ in made(solve(cohort, Policy()))} == {"ada", "ben"}


def test_several_mentors_come_from_different_departments() -> None:
    three = [mentor(f"m{at}", "SQL", department=each) for at, each in enumerate(("Sales", "sales", "Legal", ""))]
    found = solve(Cohort(participants=(ADA, *three)), Policy(mentors_each=3))

    departments = [name for _, name in made(found)]
    assert len(departments) == 3
    assert not {"m0", "m1"} <= set(departments)
    assert sorted(pair.nth for pair in found.pairs) == [1, 2, 3]


def test_a_mentee_somebody_has_already_counts_alike_wherever_it_is_told() -> None:
    ada, better = replace(ADA, level=1), mentor("better", *ADA.wants, capacity=3, level=3)
    idle, policy = replace(better, id="idle", level=None), Policy(crowding=300, floor=False)
    others = (replace(ada, id="x"), replace(ada, id="y"))
    beside = Cohort(participants=(ada, better, idle, *others), live=frozenset({("x", "better"), ("y", "better")}))

    assert made(solve(beside, policy)) == {("ada", "idle")}
    assert made(solve(Cohort(participants=(ada, replace(better, mentees=2), idle)), policy)) == {("ada", "idle")}
    assert made(solve(Cohort(participants=(ada, better, idle)), policy)) == {("ada", "better")}


def test_places_are_spread_when_crowding_costs() -> None:
    one, other = mentor("one", "SQL", capacity=2), mentor("other", capacity=1)
    cohort = Cohort(participants=(ADA, BEN, one, other))

    assert made(solve(cohort, Policy(crowding=0))) == {("ada", "one"), ("ben", "one")}
    assert {name for _, name in made(solve(cohort, Policy(crowding=900, floor=False)))} == {"one", "other"}


def test_proposals_are_ranked_and_the_ranks_decide() -> None:
    people = (
        ADA,
        BEN,
        replace(MEI, department="Sales"),
        replace(BO, department="Tech"),
        mentor("cy", department="Art"),
    )
    proposed = solve(*proposing(Cohort(participants=people), Policy()))
    proposals = made(proposed)
    assert len(proposals) == 6

    again = choosing(Cohort(participants=people), proposals, {"ada": ["cy", "bo"]}, declined=[("ben", "mei")])
    found = made(solve(again, Policy()))
    assert ("ada", "cy") in found
    assert ("ben", "mei") not in found
    assert ("ada", "mei") in again.forbidden


def test_nobody_who_is_settled_is_proposed_anybody_and_no_full_mentor_is() -> None:
    late = mentee("cy", "SQL")
    people = (ADA, BEN, late, MEI, BO)
    cohort = Cohort(participants=people, live=frozenset({("ada", "mei")}), locks=frozenset({("ben", "bo")}))

    assert made(solve(*proposing(cohort, Policy()))) == set()
    roomy = replace(cohort, participants=(ADA, BEN, late, replace(MEI, capacity=2), BO))
    assert made(solve(*proposing(roomy, Policy(way=Way.STABLE)))) == {("cy", "mei")}
    assert made(solve(*proposing(roomy, Policy(), but=["cy"]))) == set()


def test_where_there_are_few_departments_proposals_come_from_one() -> None:
    three = [mentor(f"m{at}", "SQL", department="Sales") for at in range(3)]
    found = solve(*proposing(Cohort(participants=(ADA, *three)), Policy()))

    assert len(found.pairs) == 3


def test_whoever_comes_late_gets_a_free_place_and_no_live_pair_moves() -> None:
    late = mentee("cy", "SQL")
    cohort = Cohort(participants=(ADA, BEN, late, replace(MEI, capacity=2, department="Sales"), BO))

    found = solve(going_on(cohort, [("ada", "bo"), ("ben", "mei")]), Policy())
    assert made(found) == {("cy", "mei")}
    assert found.certificate.matched == 3
    once_ben_left = solve(going_on(cohort, [("ada", "bo"), ("ben", "bo")], gone=["ben", "bo"]), Policy())
    assert made(once_ben_left) == {("ada", "mei"), ("cy", "mei")}
    second = solve(going_on(cohort.without(["ben", "cy"]), [("ada", "mei")]), Policy(mentors_each=2))
    assert [(pair.mentor, pair.nth) for pair in second.pairs] == [("bo", 2)]


def test_a_stable_match_is_reported_stable_and_the_best_one_tells_who_would_swap() -> None:
    cohort = organisation(40, 20, 40, seed=3)
    best, stable = solve(cohort, Policy(crowding=0)), solve(cohort, Policy(crowding=0, way=Way.STABLE))

    assert stable.certificate.blocking == 0 < best.certificate.blocking
    assert stable.certificate.total <= stable.certificate.bound == best.certificate.plain_total
    assert telling.proof(stable.certificate)[1].startswith("Stable")
    several = f"there are {best.certificate.blocking} pairs of people who would both rather have each other."
    assert telling.proof(best.certificate)[-1].endswith(several)
    one = replace(best.certificate, blocking=1)
    assert telling.proof(one)[-1].endswith("there is one pair of people who would both rather have each other.")


def test_what_is_not_proven_is_not_called_proven() -> None:
    found = solve(organisation(60, 40, 60, seed=5), Policy(), rounds=1).certificate
    honest = replace(found, proven=False, bound=found.total + 7)

    assert "Not proven" in telling.proof(honest)[1]
    assert found.bound >= found.total


def test_whoever_is_left_over_is_told_why_and_what_would_help() -> None:
    def left(mentee_: Participant, *mentors: Participant, policy: Policy | None = None) -> str:
        found = solve(Cohort(participants=(mentee_, *mentors)), policy or Policy())
        return found.unmatched[0].step

    assert left(replace(ADA, team="red"), replace(MEI, team="red")).startswith(
        "To open one mentor: allow mentors from the"
    )
    assert left(replace(ADA, level=3), replace(MEI, level=3)).startswith(
        "To open one mentor: allow mentors of the same"
    )
    senior, junior = replace(ADA, level=5), replace(MEI, level=3)
    anybody = "To open one mentor: allow mentors of any level."
    assert left(senior, junior) == anybody
    assert left(senior, junior, policy=Policy(levels_ahead=0)) == anybody
    assert solve(Cohort(participants=(senior, junior)), Policy(levels_ahead=None)).unmatched == ()
    assert left(senior, replace(MEI, level=5), replace(BO, level=3)).startswith("To open one mentor: allow mentors of")
    assert left(ADA, replace(MEI, paused=True)) == "Ask whether one mentor without room could take one more."
    assert left(replace(ADA, languages=frozenset({"x"})), replace(MEI, languages=frozenset({"y"}))).startswith(
        "Invite a mentor"
    )
    assert left(replace(ADA, manager="mei"), MEI).startswith("Invite more mentors")
    assert left(ADA).startswith("Invite more mentors")
    crowded = solve(Cohort(participants=(ADA, BEN, MEI)), Policy()).unmatched[0]
    assert crowded.step.startswith("Ask for one more place: one mentor would fit")
    assert (
        telling.why_not(crowded.barriers, crowded.possible) == "Of the mentors: 1 who would fit, without a place left."
    )
    assert telling.why_not({}, 0) == "There is no mentor."
    assert set(telling.WHY) == set(Barrier)


def test_nobody_at_all_is_no_error() -> None:
    for people in ((), (ADA,), (MEI,)):
        found = solve(Cohort(participants=people), Policy())
        assert (found.pairs, found.certificate.proven) == ((), True)


def test_a_topic_that_no_list_names_is_found_by_its_telling_words() -> None:
    keeper, tamer = mentor("keeper", "Zoo keeping"), mentor("tamer", "Zebra taming at work")
    found = solve(Cohort(participants=(mentee("ada", "zebra taming", "..."), keeper, tamer)), Policy())

    assert made(found) == {("ada", "tamer")}
    assert found.pairs[0].missing == ("...",)


def test_a_place_is_priced_by_who_else_wishes_for_it() -> None:
    prices = scarcity(FOUR, Policy(crowding=0))

    assert prices["mei"] > prices["bo"] == 0
    assert scarcity(Cohort(participants=(ADA, MEI, mentor("ed", "SQL"))), Policy()) == {"mei": 0, "ed": 0}
    assert scarcity(FOUR, Policy(crowding=0), expected=5) == prices
    assert scarcity(FOUR, Policy(crowding=0), expected=1) == {"mei": 0, "bo": 0}


def test_the_weights_the_seed_and_the_people_make_the_fingerprint() -> None:
    told = {
        solve(FOUR, Policy()).fingerprint,
        solve(FOUR, Policy(seed=1)).fingerprint,
        solve(FOUR, Policy(least=1)).fingerprint,
        solve(FOUR.without(["ben"]), Policy()).fingerprint,
    }

    assert len(told) == 4


def test_a_match_that_breaks_a_rule_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    nought = np.zeros(1, np.int64)
    pair = network.Pool.of((0, nought, nought, nought))
    monkeypatch.setattr(solving, "_made", lambda *_: solving.Made(pair, None, None))  # type: ignore[arg-type]  # never read
    forbidden = frozenset((one, other) for one in ("ada", "ben") for other in ("mei", "bo"))

    with pytest.raises(MatchBreaksARule):
        solve(replace(FOUR, forbidden=forbidden), Policy())


def test_a_first_look_at_few_mentors_comes_to_the_same_and_so_does_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cohort, policy = organisation(60, 30, 60, seed=4), Policy(crowding=0)
    usual = solve(cohort, policy).certificate
    monkeypatch.setattr(proof, "FIRST_LOOK", 1)
    monkeypatch.setattr(proof, "AT_ONCE", 1)
    monkeypatch.setattr(rows, "KEPT", 0)

    sparse = solve(cohort, policy).certificate
    assert sparse.rounds > usual.rounds
    assert (sparse.matched, sparse.floor, sparse.total) == (usual.matched, usual.floor, usual.total)
    assert sparse.proven


def test_a_question_without_an_answer_is_a_fault_and_no_match() -> None:
    nought, one = np.zeros(1, np.int64), np.ones(1, np.int64)
    dear = network.Network(one, one > 0, one, nought, nought, 0, first_gain=2**62)
    with pytest.raises(network.SolverFailed):
        dear.best(network.Pool.of((0, nought, one, one)))

    circle = network.Arcs(
        np.array([0, 1, 0]), np.array([1, 0, 1]), np.ones(3, np.int64), np.array([-1, -1, -1]), slice(0), 2
    )
    with pytest.raises(network.SolverFailed):
        network.distances(circle, np.zeros(3, np.int64))
