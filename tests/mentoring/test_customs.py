"""Customs: every number has its bounds and its words, what comes first stays first, and nudges go by them."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.mentoring import health
from bot.mentoring.budgets import DEFAULT_BUDGET, Budget
from bot.mentoring.customs import AS_SHIPPED, IN_ORDER, SETTINGS, Customs, NotACustom
from bot.mentoring.facts import PairFacts
from bot.mentoring.goals import Goal
from bot.mentoring.program_rules import NotARule, Rules
from scheduling.nudges import (
    audit,
    first_meeting,
    first_meeting_choice,
    pulse,
    slip_mentee,
    slip_mentor,
    stalled,
)
from tests.examples import MONDAY, pair
from tests.mentoring.pairs_seen import unmet

DAY = timedelta(days=1)
CALM = Customs(
    first_reminder=5,
    second_reminder=9,
    choice_after=28,
    lead_hears_after=35,
    slips_at=200,
    mentor_slips_at=250,
    stalls_at=300,
    rests_at=400,
    rests_least=60,
    pulse_first=60,
    audit_first=84,
    nudges_in_four_weeks=2,
    messages_a_week=1,
    rider_wait=14,
)


def test_every_number_has_bounds_around_its_default_and_words() -> None:
    assert {each.name for each in fields(Customs)} == {"rhythms", *SETTINGS}
    for name, setting in SETTINGS.items():
        assert setting.least <= getattr(AS_SHIPPED, name) <= setting.most, name
        assert setting.label
        assert setting.unit
    assert AS_SHIPPED.trouble() == {}
    assert AS_SHIPPED.plain() == {}


def test_what_differs_is_kept_and_read_again() -> None:
    mine = replace(CALM, rhythms=("weekly", "monthly"))

    assert Customs.of(mine.plain()) == mine
    assert Customs.of({"slips_at": 150, "unheard_of": 1}) == Customs(slips_at=150)
    assert mine.plain()["rhythms"] == ["weekly", "monthly"]
    assert Rules.of(Rules(numbers=mine, term_weeks=26).plain()) == Rules(numbers=mine, term_weeks=26)


@pytest.mark.parametrize("name", list(SETTINGS))
def test_out_of_bounds_is_said_at_the_number(name: str) -> None:
    setting = SETTINGS[name]

    for value in (setting.least - 1, setting.most + 1):
        assert name in Customs.of({name: value}).trouble()


@pytest.mark.parametrize(("sooner", "later"), IN_ORDER)
def test_what_comes_first_stays_first(sooner: str, later: str) -> None:
    both = {sooner: SETTINGS[later].least, later: SETTINGS[later].least}

    assert later in Customs.of(both).trouble()


def test_a_rest_has_a_least_and_a_most() -> None:
    assert "rests_most" in Customs(rests_least=80, rests_most=60).trouble()


def test_what_cannot_be_chosen_is_refused() -> None:
    for wrong in (Customs(slips_at=10), Customs(rhythms=()), Customs(rhythms=("hourly",))):
        with pytest.raises(NotACustom):
            wrong.check()
    for rules in (Rules(term_weeks=2), Rules(term_weeks=500)):
        with pytest.raises(NotARule):
            rules.check()
    assert Rules(term_weeks=12, numbers=CALM).check().customs.choice_after == 28


def test_a_pair_goes_by_the_numbers_of_its_program() -> None:
    usual, calm = pair(held=1, idle_since=MONDAY), pair(held=1, idle_since=MONDAY, customs=CALM)

    assert [(each.slips_at - MONDAY).days for each in (usual, calm)] == [19, 28]
    assert [(each.slips_for_mentor_at - MONDAY).days for each in (usual, calm)] == [22, 35]
    assert [(each.stalls_at - MONDAY).days for each in (usual, calm)] == [25, 42]
    assert [each.rests_after.days for each in (usual, calm)] == [45, 60]
    assert [pair(customs=each).rests_after.days for each in (AS_SHIPPED, Customs(never_met_rests_after=60))] == [45, 60]


def test_nudges_come_later_where_the_numbers_say_so() -> None:
    for nudge in (first_meeting, first_meeting_choice):
        sooner, later = (PairFacts(pair=pair(customs=each)) for each in (AS_SHIPPED, CALM))
        assert next(iter(nudge.due(sooner))).at < next(iter(nudge.due(later))).at
    asked = {}
    for customs in (AS_SHIPPED, CALM):
        known = pair(held=1, idle_since=MONDAY, customs=customs)
        facts = PairFacts(pair=known, sessions=[])
        asked[customs.slips_at] = [known.slips_at, known.stalls_at]
        assert not list(slip_mentee.due(facts))
        assert not list(slip_mentor.due(facts))
        assert not list(stalled.due(facts))
        assert not list(pulse.due(facts))
        assert not list(audit.due(facts))
    assert asked[125] < asked[200]


def test_a_lead_hears_of_a_pair_that_never_met_when_the_program_says_so() -> None:
    usual, calm = unmet(30), unmet(30, customs=CALM)

    assert usual.reasons(MONDAY) == [health.NEVER_MET_YET]
    assert calm.reasons(MONDAY) == []


def test_whoever_is_in_several_programs_is_told_as_little_as_the_quietest_says() -> None:
    assert Budget.of([AS_SHIPPED, AS_SHIPPED]) is DEFAULT_BUDGET
    both = Budget.of([AS_SHIPPED, CALM])

    assert (both.n_per_28d, both.sn_per_7d, both.sn_per_7d_multi) == (2, 1, 2)
    assert both.rider_wait == 14 * DAY
    assert both.n_per_7d == DEFAULT_BUDGET.n_per_7d


def test_a_goal_goes_by_the_numbers_of_its_pair() -> None:
    quick = pair(customs=Customs(goal_check=14, goal_stale=21))
    goal = Goal(workspace="T1", owner=quick.mentee, text="SQL", created_at=MONDAY, updated_at=MONDAY, pair=quick)

    assert goal.asked_after == 14 * DAY
    assert goal.stale_at == MONDAY + 21 * DAY
    assert goal.parks_at == MONDAY + 63 * DAY
