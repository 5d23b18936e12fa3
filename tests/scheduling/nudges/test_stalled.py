"""A pair that stalls."""

from datetime import UTC, datetime

from bot.mentoring.pairs import Lifecycle
from scheduling.nudges.stalled import NUDGE
from tests.examples import MONDAY, mei
from tests.scheduling.nudges.stories import DAY, TICK, a_pair, dues, heard, said

MET = MONDAY - 3 * DAY
"""A Friday; after 25 days it is Tuesday again."""
STALLS = datetime(2026, 3, 24, 10, tzinfo=UTC)


def test_both_are_asked_for_ten_days() -> None:
    facts = a_pair(held=[MET])

    assert facts.pair.stalls_at == STALLS
    assert heard(NUDGE, facts, STALLS - TICK) == set()
    assert heard(NUDGE, facts, STALLS) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, STALLS + 10 * DAY - TICK) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, STALLS + 10 * DAY) == set()


def test_each_is_asked_in_their_own_morning() -> None:
    ada, far_away = dues(NUDGE, a_pair(held=[MET], mentor=mei(timezone="America/Los_Angeles")))

    assert ada.at == STALLS
    assert far_away.at == datetime(2026, 3, 24, 17, tzinfo=UTC)
    assert ada.occasion == far_away.occasion == "since-2026-02-27"


def test_while_a_session_is_ahead_and_five_working_days_after_it_nobody_is_asked() -> None:
    facts = a_pair(held=[MET], booked=[STALLS + DAY])

    assert {due.at for due in dues(NUDGE, facts)} == {datetime(2026, 4, 1, 9, tzinfo=UTC)}


def test_a_pair_that_never_met_or_is_paused_is_not_asked() -> None:
    paused = a_pair(held=[MET])
    paused.pair.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, a_pair()) == []
    assert dues(NUDGE, paused) == []


def test_each_is_asked_about_the_other_and_told_exactly_what_becomes_of_their_pick() -> None:
    facts = a_pair(held=[MET])

    assert said(NUDGE, facts) == (
        "The last session I know of with <@UMEI> was on Fri 27 February. How would you like to go on? "
        "Nobody hears who picked what; where two differ, I propose the lighter."
    )
    assert "<@UADA>" in said(NUDGE, facts, 1)
