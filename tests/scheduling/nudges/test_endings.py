"""What is said of itself when a pair pauses, winds down, goes on otherwise or is over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.mentoring import holds
from bot.mentoring.facts import PairFacts, Told
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import EXTENDED_MAX, GoesOnAs
from scheduling.nudges import closing_primer, closing_reflection, now_and_then, pause_end, pay_forward, wind_down
from tests.examples import MONDAY, mei
from tests.scheduling.nudges import endings
from tests.scheduling.nudges.endings import THEN
from tests.scheduling.nudges.stories import DAY, a_pair, dues, said


def test_whoever_paused_is_asked_three_working_days_before_the_end() -> None:
    (due,) = dues(pause_end.NUDGE, endings.pausing())

    assert (due.to, due.until) == ("UADA", THEN + 28 * DAY)
    assert timedelta(days=3) <= due.until - due.at <= timedelta(days=6)
    assert "ends on Wed 29 April" in said(pause_end.NUDGE, endings.pausing())


def test_what_comes_without_an_answer_is_what_does_come() -> None:
    facts = endings.pausing()
    assert "for four weeks, and ask again." in said(pause_end.NUDGE, facts)

    facts.pair.pause_extended = EXTENDED_MAX
    assert "Without an answer your pause ends then" in said(pause_end.NUDGE, facts)
    assert "ask again" not in said(pause_end.NUDGE, facts)


@pytest.mark.parametrize(
    ("facts", "then"),
    [
        (endings.pausing, "on which day the pair will rest"),
        (endings.wrapping_up, "you two go on wrapping up"),
        (endings.now_and_then, "you two meet without a schedule again"),
    ],
)
def test_only_a_pair_under_way_hears_of_a_rest_after_its_pause(facts: Callable[[], PairFacts], then: str) -> None:
    paused = facts()
    paused.pair.pause(THEN + 28 * DAY, THEN, "UADA")
    paused.pair.pause_extended = EXTENDED_MAX

    assert then in said(pause_end.NUDGE, paused)
    assert ("rest" in said(pause_end.NUDGE, paused)) is (facts is endings.pausing)


def test_a_pause_that_both_wanted_is_asked_of_both_and_a_short_one_of_nobody() -> None:
    assert {due.to for due in dues(pause_end.NUDGE, endings.pausing(by=None))} == {"UADA", "UMEI"}
    assert dues(pause_end.NUDGE, endings.pausing(until=THEN + 2 * DAY)) == []
    assert dues(pause_end.NUDGE, a_pair()) == []


def test_whoever_paused_a_pair_on_hold_is_asked_alike_unless_they_know_of_it() -> None:
    facts = endings.pausing(by=None)
    holds.hold(facts.pair, THEN + DAY)
    facts.pair.pause_extended = EXTENDED_MAX

    knowing = replace(facts, knowing={"UADA"})

    assert {due.to for due in dues(pause_end.NUDGE, knowing)} == {"UMEI"}
    assert "for four weeks, and ask again." in said(pause_end.NUDGE, knowing)


def test_near_the_planned_end_each_is_asked_twice_unless_they_tapped() -> None:
    asked = endings.planned()
    (first, _) = dues(wind_down.NUDGE, asked, "UADA")
    tapped = Told(kind="wind_down", to="UADA", occasion=first.occasion, at=first.at, acknowledged_at=first.at + DAY)
    before = replace(tapped, occasion="2025-12-01-1")

    assert len(dues(wind_down.NUDGE, asked)) == 4
    assert len(dues(wind_down.NUDGE, endings.planned(told=[tapped]), "UADA")) == 1
    assert len(dues(wind_down.NUDGE, endings.planned(told=[before]), "UADA")) == 2
    assert "I won't ask again." in said(wind_down.NUDGE, endings.planned(), 1)
    assert "is planned until Wed 10 June" in said(wind_down.NUDGE, endings.planned())


def test_a_planned_day_that_went_by_during_a_pause_is_not_called_near() -> None:
    facts = endings.planned()
    facts.pair.term_ends_at = MONDAY

    assert "was planned until Mon 2 March" in said(wind_down.NUDGE, facts)


def test_whoever_wraps_up_by_choice_or_not_at_all_is_not_asked_whether() -> None:
    assert dues(wind_down.NUDGE, endings.wrapping_up()) == []
    assert dues(wind_down.NUDGE, a_pair()) == []


def test_both_get_questions_for_the_last_session_three_working_days_before() -> None:
    facts = endings.wrapping_up()

    assert {due.to for due in dues(closing_primer.NUDGE, facts)} == {"UADA", "UMEI"}
    assert all(due.until - due.at >= timedelta(days=3) for due in dues(closing_primer.NUDGE, facts))
    assert "What did each of us learn?" in said(closing_primer.NUDGE, facts)
    assert dues(closing_primer.NUDGE, endings.planned()) == []


def test_whoever_tapped_nothing_under_the_farewell_is_asked_once_more_to_look_back() -> None:
    facts = endings.complete(endings.farewell(), endings.farewell("UMEI", tapped=THEN))

    (due,) = dues(closing_reflection.NUDGE, facts)
    assert due.to == "UADA"
    assert timedelta(days=7) <= due.at - THEN <= timedelta(days=8)
    assert dues(closing_reflection.NUDGE, endings.complete()) == []


def test_now_and_then_is_mentioned_four_times_and_then_asked_about() -> None:
    facts = endings.now_and_then()

    moments = dues(now_and_then.NUDGE, facts)
    assert [due.to for due in moments] == ["UADA"] * 5
    assert "keep that" in said(now_and_then.NUDGE, facts, 4)
    assert "meant to meet" in said(now_and_then.NUDGE, facts)


def test_a_pause_moves_the_year_of_now_and_then_and_repeats_no_reminder() -> None:
    facts = endings.now_and_then()
    before = dues(now_and_then.NUDGE, facts)

    facts.pair.pause(THEN + 120 * DAY, THEN + 100 * DAY, "UADA")
    facts.pair.resume(THEN + 120 * DAY)

    moved = dues(now_and_then.NUDGE, facts)
    assert [due.occasion for due in moved[:4]] == [due.occasion for due in before[:4]]
    later = [after.at - due.at for due, after in zip(before, moved, strict=True)]
    assert all(timedelta(days=17) <= each <= timedelta(days=23) for each in later)
    assert facts.pair.closes_at == THEN + (5 * 91 + 28 + 20) * DAY
    assert "I close it kindly on Tue 17 August." in said(now_and_then.NUDGE, facts, 4)


def test_whoever_pauses_over_the_question_whether_to_keep_it_is_asked_anew_with_as_long_to_answer() -> None:
    facts = endings.now_and_then()
    asked = dues(now_and_then.NUDGE, facts)[-1]

    facts.pair.pause(asked.at + 30 * DAY, asked.at + 20 * DAY, "UADA")
    facts.pair.resume(asked.at + 30 * DAY)

    again = dues(now_and_then.NUDGE, facts)[-1]
    assert again.occasion != asked.occasion
    assert asked.at + 30 * DAY <= again.at <= asked.at + 34 * DAY
    assert facts.pair.closes_at == asked.at + 58 * DAY


def test_whoever_met_lately_is_not_reminded_and_peers_never_are() -> None:
    met = endings.now_and_then(held=(THEN + 80 * DAY,))

    assert len(dues(now_and_then.NUDGE, met)) == 4
    assert dues(now_and_then.NUDGE, endings.now_and_then(GoesOnAs.PEERS)) == []
    on_hold = endings.now_and_then()
    on_hold.pair.lifecycle, on_hold.pair.before_hold = Lifecycle.HOLD, Lifecycle.REDEFINED
    assert dues(now_and_then.NUDGE, on_hold) == []


@pytest.mark.parametrize(("value", "times"), [("5", 1), ("4", 1), ("3", 0)])
def test_whoever_found_it_worth_their_time_is_asked_once_to_offer_the_same(value: str, times: int) -> None:
    found = dues(pay_forward.NUDGE, endings.looked_back(value))

    assert len(found) == times
    assert all(timedelta(days=30) <= due.at - THEN <= timedelta(days=34) for due in found)
    assert dues(pay_forward.NUDGE, endings.looked_back(value, mei())) == []
