"""Two answers to one question: nobody is held to more than they want."""

from itertools import product

import pytest

from bot.mentoring.pairs import FORTNIGHT, RHYTHMS
from bot.mentoring.picks import LIGHTEST_FIRST, Pick, agreed, lighter, slower_than
from tests.examples import A_MONTH_AGO, pair


@pytest.mark.parametrize(("mine", "yours"), list(product(Pick, Pick)))
def test_the_lighter_of_two_answers_is_proposed_whoever_gave_it(mine: Pick, yours: Pick) -> None:
    proposed = lighter([mine, yours])

    assert proposed is lighter([yours, mine])
    assert proposed in {mine, yours}
    assert LIGHTEST_FIRST.index(proposed) == min(LIGHTEST_FIRST.index(mine), LIGHTEST_FIRST.index(yours))


def test_wrapping_up_is_lighter_than_a_pause_and_a_pause_than_a_slower_rhythm() -> None:
    assert LIGHTEST_FIRST == (Pick.END, Pick.PAUSE, Pick.SLOWER, Pick.RESTART)


def test_one_answer_alone_is_its_own_lightest() -> None:
    assert lighter(["slower"]) is Pick.SLOWER


def test_both_have_to_say_the_same() -> None:
    two = pair()

    assert agreed({"UADA": "pause", "UMEI": "pause"}, two) is Pick.PAUSE
    assert agreed({"UADA": "pause", "UMEI": "end"}, two) is None
    assert agreed({"UADA": "pause"}, two) is None
    assert agreed({"UMEI": "pause"}, two) is None
    assert agreed({}, two) is None


def test_the_answers_are_about_one_silence() -> None:
    assert pair().silence == f"since-{A_MONTH_AGO.date().isoformat()}"


def test_a_slower_rhythm_is_the_next_one_and_the_slowest_stays() -> None:
    rhythms = list(RHYTHMS.values())

    assert slower_than(FORTNIGHT) == RHYTHMS["three-weekly"]
    assert [slower_than(each) for each in rhythms] == [*rhythms[1:], rhythms[-1]]
