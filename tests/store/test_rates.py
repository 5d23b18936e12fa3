"""Paces are rows: every server keeps to the same one."""

from datetime import timedelta

import pytest
from sqlalchemy import orm

from bot.mentoring.rates import BURST, PER_MINUTE
from bot.store import letters, outbox, rates
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, letter

A_SECOND = timedelta(seconds=1)


def write(db: orm.Session, number: int, workspace: str) -> None:
    for each in range(number):
        letters.write(db, letter(workspace=workspace, key=f"{each}", due_at=MONDAY - A_SECOND))


def test_a_workspace_that_spent_its_burst_is_passed_over_by_every_server(database: Database) -> None:
    with database.everywhere() as db:
        write(db, 3, TEAM)
        write(db, 1, "T2")
        for _ in range(BURST):
            rates.spend(db, {TEAM}, MONDAY)

    with database.everywhere() as db:
        assert [each.workspace for each in outbox.claim(db, MONDAY)] == ["T2"]
        assert len(outbox.claim(db, MONDAY + A_SECOND)) == 1


def test_whose_turn_was_longest_ago_comes_first(database: Database) -> None:
    with database.everywhere() as db:
        for name in ("T1", "T2", "T3"):
            write(db, 9, name)
        served = []
        for number in range(9):
            now = MONDAY + number * A_SECOND / 10
            (claimed,) = outbox.claim(db, now, 1)
            rates.spend(db, {claimed.workspace}, now)
            served.append(claimed.workspace)

    assert sorted(served) == ["T1"] * 3 + ["T2"] * 3 + ["T3"] * 3
    assert {*served[:3]} == {*served[3:6]} == {"T1", "T2", "T3"}


@pytest.mark.parametrize("times", [1, 2])
def test_slowing_down_is_kept(database: Database, times: int) -> None:
    with database.begin(TEAM) as db:
        for _ in range(times):
            rates.slow_down(db, TEAM, MONDAY)

    with database.begin(TEAM) as db:
        assert rates.of(db, [TEAM])[TEAM].per_minute == PER_MINUTE // 2**times


def test_nothing_to_spend_is_no_trouble(database: Database) -> None:
    with database.everywhere() as db:
        rates.spend(db, set(), MONDAY)
        assert rates.of(db, []) == {}
