"""The search answers judged goals far better than full text search does, in every way they are put."""

import pytest

from tests.benchmarks.relevance import full_text, ours
from tests.relevance.judged import GOALS, MENTORS, MORE_GOALS, WAYS, judged, mentors, ndcg, subjects

TIMES_BETTER = 1.4


@pytest.mark.parametrize(("file", "seed"), [(GOALS, 11), (MORE_GOALS, 12)])
def test_goals_are_answered_better_than_by_full_text_search(file: str, seed: int) -> None:
    everything = subjects(file)
    people = mentors(seed, everything)

    mine, theirs = (list(judged(made(people), people, everything)) for made in (ours, full_text))

    assert len(people) == MENTORS >= 200
    assert len(mine) == len(everything) * len(WAYS) >= 60
    assert sum(value for _, value in mine) >= TIMES_BETTER * sum(value for _, value in theirs)
    for way in WAYS:
        assert sum(value for which, value in mine if which == way) > sum(v for which, v in theirs if which == way)


def test_the_best_order_is_worth_one_and_what_nobody_is_good_for_nothing() -> None:
    assert ndcg([2, 1, 0], [0, 1, 2, 0]) == 1
    assert ndcg([0, 2], [2, 0]) == pytest.approx(0.63, abs=0.01)
    assert ndcg([], [2]) == ndcg([0], [0]) == 0
