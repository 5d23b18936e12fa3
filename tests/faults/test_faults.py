"""A small part of the acceptance matrix, with the designs that must fail in it (`make faults` is the whole)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.faults.clocks import FastClock
from tests.faults.crashes import PLACES
from tests.faults.failing_slack import FailingSlack, Odds
from tests.faults.matrix import ALL, FAULTS, on
from tests.faults.processes import Zygote, zygote
from tests.faults.runs import Scenario, by, carry_out

pytestmark = pytest.mark.long_story

HARD = replace(ALL, stored_then_hangs=0.1, reset_before=0.05)
SMALL = Scenario(name="F4", letters=150, workspaces=15, workers=3, kills=3, odds=HARD, between=0.3, seed=20260303)


@pytest.fixture(scope="module")
def made() -> Iterator[Zygote]:
    with zygote() as made:
        yield made


def test_faults_and_kills_neither_lose_nor_double(made: Zygote, database_url: str, database_kind: str) -> None:
    scenario = on(database_kind, SMALL)
    assert scenario

    result = carry_out(scenario, made, database_url)

    assert (result.lost, result.twice, result.waiting) == (0, 0, 0), result


@pytest.mark.parametrize("design", ["at-least-once", "at-most-once"])
def test_a_naive_design_is_caught_by_the_same_faults(
    made: Zygote, database_url: str, database_kind: str, design: str
) -> None:
    if database_kind == "postgresql":
        pytest.skip("one database is enough to see that the faults are noticed")

    result = carry_out(by(design, replace(SMALL, workers=1, kills=1)), made, database_url)

    assert result.twice if design == "at-least-once" else result.lost


def test_every_place_to_crash_has_its_scenario() -> None:
    assert {f"F7-{place}" for place in PLACES} <= set(FAULTS)


def test_fates_depend_on_the_seed_alone() -> None:
    slacks = [FailingSlack(FastClock(0, 0), HARD, seed) for seed in (1, 1, 2)]
    fates = [[slack.fate(letter, 1) for letter in range(200)] for slack in slacks]

    assert fates[0] == fates[1] != fates[2]
    assert {fate for fate, _ in fates[0]} >= {"ok", "busy", "stored_then_hangs"}
    assert FailingSlack(FastClock(0, 0), Odds(), 1).fate(1, 1)[0] == "ok"
