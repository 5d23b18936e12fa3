"""What is said of a match as a whole: what is proven, and what is only known."""

from dataclasses import replace

from bot.mentoring.cohort import telling
from bot.mentoring.cohort.participants import Cohort, Policy, Way
from bot.mentoring.cohort.solving import solve
from tests.mentoring.cohort.test_matching_a_cohort import FOUR


def test_a_quiet_match_is_told_in_few_words() -> None:
    told = telling.proof(solve(FOUR, Policy(floor=False)).certificate)

    assert "or do better by the worst-off" in telling.proof(solve(FOUR, Policy()).certificate)[1]
    best = "Provably the best: nobody can match more people, and no such match has a sum of more than 1000."
    assert told == [
        "2 of 2 mentees have a mentor.",
        f"{best} {telling.THE_SUM}",
        "No two people would both rather have each other.",
    ]
    blocked = replace(solve(FOUR, Policy(way=Way.STABLE)).certificate, blocking=1)
    assert telling.proof(blocked)[1].startswith("By their points")
    nobody = telling.proof(solve(Cohort(participants=()), Policy()).certificate)
    assert nobody == ["Nobody here wants a mentor, so there is nobody to match."]
    assert solve(FOUR, Policy()).plain()["certificate"]["proven"] is True
    least = telling.proof(replace(solve(FOUR, Policy()).certificate, floor=750, worst=750))[2]
    assert least.startswith("Everybody matched gets a mentor worth at least 750 to them, adding up the parts")


def test_who_reports_to_one_manager_is_of_one_team_whatever_the_teams_are_called() -> None:
    ada, _, mei, _ = FOUR.participants
    reports = (replace(ada, manager="zoe", team="red"), replace(mei, manager="zoe", team="blue"))
    cohort = Cohort(participants=reports)

    assert [one.step for one in solve(cohort, Policy()).unmatched] == [
        "To open one mentor: allow mentors from the same team."
    ]
    assert solve(cohort, Policy(same_team=True)).certificate.matched == 1
