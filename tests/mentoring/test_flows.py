"""Which flows may come up where a pair stands, and how a lead who looks after two people keeps the bot quiet."""

from datetime import datetime, timedelta

import pytest

from bot.mentoring import flows
from bot.mentoring.agreements import Agreement
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle, Stage
from bot.mentoring.occasions import Class, Due
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)
SILENT = [each for each in Lifecycle if flows.is_silent(each)]


def at(lifecycle: Lifecycle, held: int = 5, **otherwise: object) -> PairFacts:
    return PairFacts(pair=pair(lifecycle=lifecycle, held=held, **otherwise))


def due(when: datetime = MONDAY) -> Due:
    return Due(to="UADA", at=when, until=when + 5 * DAY, occasion="x")


@pytest.mark.parametrize("lifecycle", SILENT)
@pytest.mark.parametrize("flow", ["", *sorted(frozenset.union(*flows.BY_STAGE.values()))])
def test_where_a_pair_is_silent_only_what_others_wait_for_is_said(lifecycle: Lifecycle, flow: str) -> None:
    facts = at(lifecycle, before_hold=Lifecycle.ACTIVE)

    assert flows.is_silent(lifecycle)
    assert not any(flows.may_fire(flow, class_, facts) for class_ in (Class.NUDGE, Class.SERVICE))
    assert flows.may_fire(flow, Class.TRANSACTIONAL, facts)


@pytest.mark.parametrize(
    ("lifecycle", "held", "may", "may_not"),
    [
        (Lifecycle.INITIATING, 0, ["B3", "B4", "C8", "D6", ""], ["C9", "C19", "E1", "E5"]),
        (Lifecycle.ACTIVE, 1, ["C1", "C2", "C4", "D1"], ["C15", "E2"]),
        (Lifecycle.ACTIVE, 3, ["C1", "C14", "C19", "D3", ""], ["B3", "E1", "E5"]),
        (Lifecycle.WINDING_DOWN, 3, ["C2", "C4", "E1", "E2"], ["C1", "C9", "D1", "D6", "E5", ""]),
        (Lifecycle.REDEFINED, 3, ["E5", "C15"], ["C1", "C2", "D1", "E1", ""]),
    ],
)
def test_each_stage_has_its_own_flows(lifecycle: Lifecycle, held: int, may: list[str], may_not: list[str]) -> None:
    facts = at(lifecycle, held)

    assert all(flows.may_fire(flow, Class.NUDGE, facts) for flow in may)
    assert not any(flows.may_fire(flow, Class.NUDGE, facts) for flow in may_not)


def test_with_an_agreement_two_sessions_are_enough_for_what_belongs_to_cultivation() -> None:
    two = pair(lifecycle=Lifecycle.ACTIVE, held=2)
    said = {"mentee_at": MONDAY, "mentor_at": MONDAY}
    agreement = Agreement(workspace=two.workspace, pair=two, version=1, terms={}, proposed_at=MONDAY, **said)

    assert not flows.may_fire("C19", Class.NUDGE, PairFacts(pair=two))
    assert flows.may_fire("C19", Class.NUDGE, PairFacts(pair=two, agreements=[agreement]))


def test_while_a_lead_looks_after_a_pair_its_silence_is_spoken_of_later() -> None:
    facts = at(Lifecycle.ACTIVE, checked_in_until=MONDAY + 14 * DAY)

    (later,) = flows.allowed("D6", Class.NUDGE, facts, [due()])
    (other,) = flows.allowed("C1", Class.NUDGE, facts, [due()])
    (after,) = flows.allowed("D1", Class.NUDGE, facts, [due(MONDAY + 20 * DAY)])

    assert (later.at, later.until) == (MONDAY + 14 * DAY, MONDAY + 19 * DAY)
    assert (other, after) == (due(), due(MONDAY + 20 * DAY))


def test_nothing_passes_that_may_not_come_up() -> None:
    assert list(flows.allowed("C9", Class.NUDGE, at(Lifecycle.PAUSED), [due()])) == []


def test_every_stage_is_thought_of() -> None:
    assert set(flows.BY_STAGE) == set(Stage)
