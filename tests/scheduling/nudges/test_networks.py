"""A gap in somebody's network is asked about rarely, and whom they met while it is fresh."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.mentoring.answers import WORTH, Answer, Topic
from bot.mentoring.facts import PairFacts
from bot.mentoring.pairs import Lifecycle
from scheduling.nudges import event_followup, network_gap
from tests.examples import MONDAY, TEAM
from tests.scheduling.nudges.stories import DAY, TICK, a_networker, a_pair, dues, heard, said


def knows(day: int) -> PairFacts:
    """Let a pair that is past its first steps have met last on this day."""
    return a_pair(held=[MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + day * DAY])


def test_before_the_fourth_month_is_over_nobody_is_asked_about_gaps() -> None:
    young = knows(10)
    assert all(due.at >= MONDAY + 112 * DAY for due in dues(network_gap.NUDGE, young))

    old = knows(112)
    assert heard(network_gap.NUDGE, old, MONDAY + 112 * DAY - TICK) == set()
    assert heard(network_gap.NUDGE, old, MONDAY + 113 * DAY) == {"UADA"}
    assert "<@UMEI>" in said(network_gap.NUDGE, old)


def test_only_a_pair_that_met_and_is_not_behind_is_asked() -> None:
    behind = knows(80)
    assert dues(network_gap.NUDGE, behind) == []
    assert dues(network_gap.NUDGE, a_pair()) == list(network_gap.due(a_pair())) == []
    fell_through = knows(112)
    fell_through.pair.missed_in_a_row = 2
    assert dues(network_gap.NUDGE, fell_through) == []
    score: dict[str, Any] = {
        "topic": Topic.PULSE,
        "occasion": "pulse2",
        "item": WORTH,
        "value": "2",
        "at": MONDAY + 100 * DAY,
    }
    low = knows(112)
    low = replace(low, answers=[Answer(workspace=TEAM, pair=low.pair, author=low.pair.mentee, **score)])
    assert dues(network_gap.NUDGE, low) != dues(network_gap.NUDGE, knows(112))
    paused = knows(112)
    paused.pair.lifecycle = Lifecycle.PAUSED
    assert dues(network_gap.NUDGE, paused) == []


def test_two_questions_about_gaps_are_at_least_120_days_apart() -> None:
    asked = {due.occasion: due for day in range(28, 700, 14) for due in dues(network_gap.NUDGE, knows(day))}
    moments = sorted(asked.values(), key=lambda due: due.at)

    assert len(moments) >= 4
    for first, second in pairwise(moments):
        assert second.at - first.until >= timedelta(days=119)


def test_whom_somebody_met_is_remembered_on_the_next_working_day_for_two_days() -> None:
    facts = a_networker()

    assert heard(event_followup.NUDGE, facts, MONDAY + DAY - TICK) == set()
    assert heard(event_followup.NUDGE, facts, MONDAY + DAY) == {"UADA"}
    assert heard(event_followup.NUDGE, facts, MONDAY + 3 * DAY) == set()
    assert said(event_followup.NUDGE, facts).startswith("You met Grace &lt;!here&gt; Hopper of the … (the meetup).")
    assert said(event_followup.NUDGE, a_networker(where="")).startswith("You met Grace &lt;!here&gt; Hopper of the …. ")
