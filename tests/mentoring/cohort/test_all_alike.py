"""However many people are alike, they are matched in a few rounds: they do not all ask for the same few mentors."""

import pytest

from bot.mentoring.cohort import stable
from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way
from bot.mentoring.cohort.solving import solve

MENTEES = 300
A_FEW = 3
"""How often all pairs are looked at, whatever the number of people."""


def alike(mentors: int, *, places: int = 1, each: int = 1) -> Cohort:
    """Make up mentees who want the same, and mentors who offer it."""
    people = [Participant(id=f"U{at}", wants=("SQL",), mentors=each) for at in range(MENTEES)]
    people += [
        Participant(id=f"M{at}", topics=("SQL",), capacity=places, department=f"d{at % 4}") for at in range(mentors)
    ]
    return Cohort(participants=tuple(people))


@pytest.mark.parametrize(
    ("cohort", "matched"),
    [
        (alike(MENTEES), MENTEES),
        (alike(MENTEES // 3), MENTEES // 3),
        (alike(MENTEES // 10, places=10), MENTEES),
        (alike(MENTEES, places=2, each=2), MENTEES),
    ],
)
def test_people_who_are_all_alike_are_matched_in_a_few_rounds(cohort: Cohort, matched: int) -> None:
    certificate = solve(cohort, Policy()).certificate

    assert (certificate.matched, certificate.proven) == (matched, True)
    assert certificate.rounds <= A_FEW


def test_a_circle_of_everybody_is_told_in_a_few_rounds_that_nobody_can_be_matched() -> None:
    circle = [
        Participant(id=f"U{at}", wants=("SQL",), topics=("SQL",), mentors=1, capacity=1, manager=f"U{(at + 1) % 300}")
        for at in range(MENTEES)
    ]

    outcome = solve(Cohort(participants=tuple(circle)), Policy())

    assert (outcome.certificate.matched, outcome.certificate.proven, len(outcome.unmatched)) == (0, True, MENTEES)
    assert outcome.certificate.rounds <= A_FEW


@pytest.mark.parametrize("mentors", [MENTEES, MENTEES // 2])
def test_a_stable_match_of_people_who_are_all_alike_asks_few_mentors(
    mentors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    keep = stable.Keeping.keep

    def counted(keeping: stable.Keeping, mentor: int, mentee: int, liking: int) -> int | None:
        asked.append(mentor)
        return keep(keeping, mentor, mentee, liking)

    monkeypatch.setattr(stable.Keeping, "keep", counted)
    outcome = solve(alike(mentors), Policy(way=Way.STABLE))

    assert (outcome.certificate.matched, outcome.certificate.blocking) == (mentors, 0)
    assert len(asked) <= A_FEW * MENTEES
