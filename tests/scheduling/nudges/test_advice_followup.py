"""What was taken on after a session: asked about some days later, and reminded of when it has its day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.blocks import said as read_aloud
from bot.mentoring.facts import PairFacts
from bot.mentoring.sessions import Action
from scheduling.nudges import action_due, advice_followup
from scheduling.nudges.advice_followup import NUDGE, rider
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, HOUR, TICK, a_pair, an_action, dues, heard, said

FIVE_DAYS_ON = datetime(2026, 3, 9, 10, tzinfo=UTC)
TEN_DAYS_ON = datetime(2026, 3, 16, 10, tzinfo=UTC)
SOON = datetime(2026, 3, 12, tzinfo=UTC).date()


def met(*actions: Action) -> PairFacts:
    return replace(a_pair(held=[MONDAY - DAY, MONDAY]), actions=actions)


def on_list(number: int = 1, **otherwise: Any) -> Action:  # noqa: ANN401 - any field
    facts = a_pair()
    return an_action(facts, facts.pair.mentee, "Try the planner", number=number, **{"session_id": 2} | otherwise)


def for_mentor(**otherwise: Any) -> Action:  # noqa: ANN401 - any field
    facts = a_pair()
    return an_action(facts, facts.pair.mentor, "Send the slides", **{"by": "UADA"} | otherwise)


def occasions(found: Sequence[object]) -> list[str]:
    return [str(getattr(due, "occasion", "")) for due in found]


def test_five_to_ten_working_days_after_a_session_the_mentee_is_asked() -> None:
    facts = met(on_list())

    assert heard(NUDGE, facts, FIVE_DAYS_ON - TICK) == set()
    assert heard(NUDGE, facts, FIVE_DAYS_ON) == {"UADA"}
    assert heard(NUDGE, facts, TEN_DAYS_ON - TICK) == {"UADA"}
    assert heard(NUDGE, facts, TEN_DAYS_ON) == set()
    assert "On Mon 2 March you wrote:\n>Try the planner\nWant to tell <@UMEI> how it went?" in said(NUDGE, facts)
    assert "On Mon 2 March <@UMEI> noted for you:" in said(NUDGE, met(on_list(by="UMEI")))
    assert "How did it go?" in read_aloud(rider(facts, dues(NUDGE, facts)[0])[0])


def test_nobody_is_asked_about_what_is_done_or_somebody_elses_or_due_later_or_of_another_session() -> None:
    for action in (on_list(done_at=MONDAY), for_mentor(session_id=2), on_list(due_on=SOON), on_list(session_id=1)):
        assert dues(NUDGE, met(action)) == []
    assert dues(NUDGE, replace(a_pair(), actions=[on_list()])) == []
    late = met(on_list(due_on=SOON), on_list(2, due_on=FIVE_DAYS_ON.date()))
    assert advice_followup.asked_about(late, dues(NUDGE, late)[0]).id == 2


def test_what_has_a_day_is_reminded_of_a_working_day_before() -> None:
    facts = met(on_list(due_on=datetime(2026, 3, 16, tzinfo=UTC).date()))

    [due] = dues(action_due.NUDGE, facts)

    assert (due.to, due.at, due.until - due.at) == ("UADA", datetime(2026, 3, 13, 10, tzinfo=UTC), 7 * DAY)
    assert due.occasion == "action1-2026-03-16"
    assert "On your list from your session with <@UMEI>, by Mon 16 March:" in said(action_due.NUDGE, facts)
    assert "Try the planner" in read_aloud(action_due.rider(facts, due)[0])


def test_what_was_noted_shortly_before_its_day_is_reminded_of_on_the_day() -> None:
    tomorrow = (MONDAY + DAY).date()
    facts = met(on_list(written_at=MONDAY + HOUR, due_on=tomorrow))

    assert [due.at for due in dues(action_due.NUDGE, facts)] == [MONDAY + DAY]


def test_the_mentor_is_reminded_of_what_the_mentee_noted_for_them_even_without_a_day() -> None:
    facts = met(for_mentor(), on_list(2), for_mentor(by="UMEI"), for_mentor(done_at=MONDAY))

    [due] = dues(action_due.NUDGE, facts)

    assert (due.to, due.at, due.occasion) == ("UMEI", FIVE_DAYS_ON, "action1-given")
    assert "<@UADA> noted this for you:" in said(action_due.NUDGE, facts)


def test_a_pair_that_rests_is_reminded_of_nothing() -> None:
    facts = met(on_list(due_on=SOON), for_mentor())
    facts.pair.rest(MONDAY + timedelta(days=1))

    assert occasions([*dues(action_due.NUDGE, facts), *dues(NUDGE, facts)]) == []
