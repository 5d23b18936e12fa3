"""What time it is: the same for all servers of one database, whatever their own clocks say."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.__main__ import clock, stopwatch
from bot.store.clocks import ASKED_EVERY, NobodyTells, SharedClock, shared
from tests.examples import MONDAY
from tests.fakes import Clock

AHEAD = timedelta(hours=1)


class Told:
    """A clock elsewhere that counts how often it is asked, and can be out of reach."""

    def __init__(self) -> None:
        self.passed, self.asked, self.is_there = 0.0, 0, True

    def __call__(self) -> datetime:
        self.asked += 1
        if not self.is_there:
            raise NobodyTells
        return MONDAY + timedelta(seconds=self.passed)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def mine(told: Told) -> SharedClock:
    return SharedClock(told, Clock(MONDAY + AHEAD), lambda: told.passed)


def test_a_clock_that_is_wrong_is_not_believed(told: Told, mine: SharedClock) -> None:
    assert mine() == MONDAY

    told.passed = 5.0
    assert (mine(), told.asked) == (MONDAY + timedelta(seconds=5), 1)


def test_it_asks_again_now_and_then(told: Told, mine: SharedClock) -> None:
    mine()
    told.passed = ASKED_EVERY

    mine()

    assert told.asked == 2


def test_while_nobody_tells_it_counts_on(told: Told, mine: SharedClock) -> None:
    mine()
    told.is_there, told.passed = False, 60.0

    assert mine() == MONDAY + timedelta(seconds=60)


def test_before_anybody_told_its_own_clock_is_all_there_is(told: Told, mine: SharedClock) -> None:
    told.is_there = False

    assert mine() == MONDAY + AHEAD


def test_postgresql_tells_the_time_and_a_file_does_not(database_url: str, database_kind: str) -> None:
    wrong = Clock(datetime(2020, 1, 1, tzinfo=UTC))
    now = shared(database_url, wrong, stopwatch)

    if database_kind == "sqlite":
        assert now is wrong
    else:
        assert abs(now() - clock()) < timedelta(minutes=1)
        assert now().tzinfo is UTC


def test_a_server_that_cannot_be_reached_leaves_ones_own_clock() -> None:
    nobody = shared("postgresql://nobody@127.0.0.1:1/nothing", Clock(MONDAY), stopwatch)

    assert nobody() == MONDAY


def test_the_stopwatch_goes_on() -> None:
    before = stopwatch()

    assert stopwatch() >= before
