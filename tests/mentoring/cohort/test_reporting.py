"""Reporting lines of everybody at once: who is above whom, however deep the line and however round."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.mentoring.cohort.fit import Barrier, Fit
from bot.mentoring.cohort.participants import Cohort, Participant, Policy
from bot.mentoring.cohort.reporting import Lines
from bot.mentoring.cohort.rows import FEW, Rows

MANY = 8
MANAGERS = st.lists(st.none() | st.integers(0, MANY + 1), min_size=MANY, max_size=MANY)
"""Managers of a few people; the last two are in no list themselves."""
DEEP = 20_000


def line_of(whose: Sequence[int | None]) -> dict[str, str]:
    """Name everybody's manager."""
    return {f"U{one}": f"U{manager}" for one, manager in enumerate(whose) if manager is not None}


def is_above(manager_of: dict[str, str], one: str, other: str) -> bool:
    """Walk up from one person, as far as there can be anybody new, and see whether the other comes."""
    at = one
    for _ in range(MANY + 1):
        at = manager_of.get(at, "")
        if at == other:
            return True
    return False


@given(MANAGERS)
@example([1, 2, 0, 0, 3, 4, 9, 7])
def test_whoever_is_above_or_below_somebody_is_in_their_line_and_nobody_else(whose: list[int | None]) -> None:
    manager_of = line_of(whose)
    lines = Lines(manager_of)
    everybody = [f"U{each}" for each in range(MANY + 2)]

    for one in everybody:
        for other in everybody:
            either = is_above(manager_of, one, other) or is_above(manager_of, other, one)
            assert lines.holds(one, other) == (one != other and either)
    assert not lines.holds("U0", "a stranger")
    assert not lines.holds("a stranger", "U0")


@given(MANAGERS)
@example([1, 2, 0, 0, 3, 4, 9, 7])
def test_no_mentor_above_and_none_below_is_open_to_a_mentee(whose: list[int | None]) -> None:
    manager_of = line_of(whose)
    people = tuple(Participant(id=f"U{each}", mentors=1, capacity=1) for each in range(MANY))
    fit = Fit(Cohort(participants=people, manager_of=manager_of), Policy(least=0))
    rows = Rows(fit)

    for at, mentee in enumerate(fit.mentees):
        below = [is_above(manager_of, mentor.id, mentee.id) for mentor in fit.mentors]
        above = [is_above(manager_of, mentee.id, mentor.id) for mentor in fit.mentors]
        for place, mentor in enumerate(fit.mentors):
            apart = mentor.id == mentee.id or above[place] or below[place]
            assert bool(fit.forbidden(mentee, mentor)) == apart
            assert (rows.row(at).worth[place] < 0) == apart
        in_line = sum(one or other for one, other in zip(above, below, strict=True))
        of_themselves = any(above[place] for place, mentor in enumerate(fit.mentors) if mentor is mentee)
        assert rows.barriers(at).first.get(Barrier.LINE, 0) == in_line - of_themselves
        assert rows.barriers(at).first[Barrier.SELF] == 1


@pytest.mark.parametrize("top", [0, DEEP - 1, None])
def test_a_line_of_twenty_thousand_takes_no_longer_than_as_many_teams(top: int | None) -> None:
    """A chain, a chain whose top reports to themselves, and a circle of everybody."""
    manager_of = {f"U{one}": f"U{one - 1}" for one in range(1, DEEP)}
    if top is not None:
        manager_of["U0"] = f"U{top}"

    lines = Lines(manager_of)

    assert all(lines.holds("U7", f"U{one}") for one in range(DEEP) if one != 7)
    assert not lines.holds("U7", "U7")


def test_the_boss_of_more_mentors_than_are_kept_in_mind_gets_none_of_them_however_often_rows_are_asked_for() -> None:
    boss = Participant(id="boss", wants=("sql",), mentors=1)
    reports = [Participant(id=f"U{at}", topics=("sql",), capacity=1, manager="boss") for at in range(FEW + 1)]
    cohort = Cohort(participants=(boss, *reports, Participant(id="far", topics=("sql",), capacity=1)))
    rows = Rows(Fit(cohort, Policy()))

    for _ in range(2):
        told = rows.barriers(0)
        assert told.first == {Barrier.LINE: FEW + 1}
