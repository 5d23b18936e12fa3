"""Times that one proposes are picked by the other, once."""

from datetime import timedelta

import pytest

from bot.mentoring.pairs import NotTheirPair
from bot.mentoring.times import OnlyTheOtherPicks, TimeIsOver, Times, TimesAreSettled
from tests.examples import MONDAY, TEAM, pair

HOUR = timedelta(hours=1)


def proposed() -> Times:
    """Let Ada propose two times: one in an hour, one tomorrow."""
    two = pair()
    moments = (MONDAY + HOUR, MONDAY + 24 * HOUR)
    return Times(workspace=TEAM, pair=two, by=two.mentee, moments=moments, proposed_at=MONDAY)


def test_the_other_one_picks_and_then_it_is_settled() -> None:
    times = proposed()

    assert times.reader.slack_id == "UMEI"
    assert times.pick(1, "UMEI", MONDAY) == MONDAY + 24 * HOUR
    assert times.closed_at == MONDAY
    with pytest.raises(TimesAreSettled):
        times.pick(0, "UMEI", MONDAY)


def test_nobody_picks_their_own_times_or_somebody_else_s() -> None:
    with pytest.raises(OnlyTheOtherPicks):
        proposed().pick(0, "UADA", MONDAY)
    with pytest.raises(NotTheirPair):
        proposed().pick(0, "UNOOR", MONDAY)


@pytest.mark.parametrize("number", [-1, 2])
def test_a_time_that_was_never_proposed_is_none(number: int) -> None:
    with pytest.raises(TimesAreSettled):
        proposed().pick(number, "UMEI", MONDAY)


def test_a_time_that_has_come_is_over() -> None:
    with pytest.raises(TimeIsOver):
        proposed().pick(0, "UMEI", MONDAY + HOUR)

    assert proposed().pick(0, "UMEI", MONDAY + HOUR - timedelta(seconds=1)) == MONDAY + HOUR
