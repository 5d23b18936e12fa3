"""A pair that slips, as the mentee hears of it."""

from datetime import UTC, date, datetime

import pytest

from bot.mentoring.pairs import RHYTHMS, WEEK, Lifecycle
from scheduling.nudges.slip_mentee import NUDGE
from tests.examples import MONDAY, ada
from tests.scheduling.nudges.stories import DAY, TICK, a_pair, dues, heard, said

MET = MONDAY + DAY
"""A Tuesday at ten."""


@pytest.mark.parametrize(
    ("rhythm", "on"),
    [
        ("weekly", date(2026, 3, 16)),  # 12 days: a Sunday
        ("biweekly", date(2026, 3, 23)),  # 19 days: another
        ("three-weekly", date(2026, 3, 31)),  # 27 days, but an hour later in the day: it is summer time
        ("monthly", date(2026, 4, 8)),  # 35 days, as above
        ("quarterly", date(2026, 6, 26)),  # 114 days, as above
    ],
)
def test_the_mentee_is_asked_on_the_working_day_when_it_is_late_for_the_rhythm(rhythm: str, on: date) -> None:
    facts = a_pair(held=[MET], rhythm=RHYTHMS[rhythm])

    [due] = dues(NUDGE, facts)

    assert (due.to, due.at.date(), due.occasion) == ("UADA", on, "since-2026-03-03")
    assert due.at >= facts.pair.slips_at


def test_the_moment_itself_is_late_and_the_one_before_it_is_not() -> None:
    facts = a_pair(held=[MONDAY - 3 * DAY])
    slips = facts.pair.slips_at

    assert slips == datetime(2026, 3, 18, 10, tzinfo=UTC)
    assert heard(NUDGE, facts, slips - TICK) == set()
    assert heard(NUDGE, facts, slips) == {"UADA"}
    assert heard(NUDGE, facts, slips + TICK) == {"UADA"}


def test_it_ends_where_both_are_asked_how_to_go_on_or_after_ten_days() -> None:
    biweekly, quarterly = a_pair(held=[MET]), a_pair(held=[MET], rhythm=13 * WEEK)

    assert dues(NUDGE, biweekly)[0].until == biweekly.pair.stalls_at == MET + 25 * DAY
    assert [due.until - due.at for due in dues(NUDGE, quarterly)] == [10 * DAY]


def test_while_a_session_is_ahead_and_five_working_days_after_it_nobody_is_asked() -> None:
    facts = a_pair(held=[MET], booked=[datetime(2026, 4, 7, 15, tzinfo=UTC)], rhythm=4 * WEEK)

    assert [due.at for due in dues(NUDGE, facts)] == [datetime(2026, 4, 14, 9, tzinfo=UTC)]


def test_after_a_plan_so_late_that_the_pair_stalls_both_are_asked_instead() -> None:
    assert dues(NUDGE, a_pair(held=[MET], booked=[MET + 30 * DAY])) == []


def test_whoever_works_one_day_a_week_is_asked_together_with_the_other_instead() -> None:
    assert dues(NUDGE, a_pair(held=[MET], mentee=ada(days=(0,)), rhythm=WEEK))[0].at.date() == date(2026, 3, 16)
    assert dues(NUDGE, a_pair(held=[MET], mentee=ada(days=(4,)), rhythm=WEEK)) == []


def test_a_pair_that_never_met_or_is_paused_is_not_asked() -> None:
    paused = a_pair(held=[MET])
    paused.pair.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, a_pair()) == []
    assert dues(NUDGE, paused) == []


def test_it_says_when_they_met_and_what_could_be_done() -> None:
    assert said(NUDGE, a_pair(held=[MET - DAY, MET])) == (
        "The last session I know of with <@UMEI> was on Tue 3 March. "
        "Would you like a slot, a slower rhythm or a break? A short hello counts, too."
    )
