"""A pair that slips, as the mentor hears of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.mentoring.pairs import RHYTHMS, WEEK, Lifecycle
from scheduling.nudges.slip_mentor import NUDGE
from tests.examples import MONDAY, mei
from tests.scheduling.nudges.stories import DAY, TICK, a_pair, dues, heard, said

MET = MONDAY + DAY
"""A Tuesday at ten."""


@pytest.mark.parametrize(
    ("rhythm", "on"),
    [
        ("weekly", date(2026, 3, 18)),  # 15 days
        ("biweekly", date(2026, 3, 25)),  # 22 days
        ("three-weekly", date(2026, 4, 6)),  # 32 days: a Saturday
        ("monthly", date(2026, 4, 15)),  # 42 days, but an hour later in the day: it is summer time
        ("quarterly", date(2026, 7, 20)),  # 137 days: a Saturday
    ],
)
def test_the_mentor_is_asked_on_the_working_day_when_it_is_late_for_the_rhythm(rhythm: str, on: date) -> None:
    facts = a_pair(held=[MET], rhythm=RHYTHMS[rhythm])

    [due] = dues(NUDGE, facts)

    assert (due.to, due.at.date(), due.occasion) == ("UMEI", on, "since-2026-03-03")
    assert due.at >= facts.pair.slips_for_mentor_at


def test_the_moment_itself_is_late_and_the_one_before_it_is_not() -> None:
    facts = a_pair(held=[MET])
    slips = facts.pair.slips_for_mentor_at

    assert slips == datetime(2026, 3, 25, 10, tzinfo=UTC)
    assert heard(NUDGE, facts, slips - TICK) == set()
    assert heard(NUDGE, facts, slips) == {"UMEI"}
    assert heard(NUDGE, facts, slips + TICK) == {"UMEI"}


def test_it_ends_where_both_are_asked_how_to_go_on_or_after_ten_days() -> None:
    biweekly, quarterly = a_pair(held=[MET]), a_pair(held=[MET], rhythm=13 * WEEK)

    assert dues(NUDGE, biweekly)[0].until == biweekly.pair.stalls_at
    assert [due.until - due.at for due in dues(NUDGE, quarterly)] == [10 * DAY]


def test_while_a_session_is_ahead_and_five_of_the_mentors_working_days_after_it_nobody_is_asked() -> None:
    plan = datetime(2026, 4, 14, 9, tzinfo=UTC)
    facts = a_pair(held=[MET], booked=[plan], rhythm=4 * WEEK, mentor=mei(days=(0, 1, 2, 3, 4, 5, 6)))

    assert [due.at for due in dues(NUDGE, facts)] == [datetime(2026, 4, 19, 9, tzinfo=UTC)]


def test_a_pair_that_never_met_or_is_paused_is_not_asked() -> None:
    paused = a_pair(held=[MET])
    paused.pair.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, a_pair()) == []
    assert dues(NUDGE, paused) == []


@pytest.mark.parametrize(
    ("rhythm", "words"), [(WEEK, "every week"), (2 * WEEK, "every two weeks"), (13 * WEEK, "once a quarter")]
)
def test_it_asks_about_the_rhythm_and_nothing_else(rhythm: timedelta, words: str) -> None:
    assert said(NUDGE, a_pair(held=[MET], rhythm=rhythm)) == (
        f"You and <@UADA> mean to meet {words}. Is that still right for you? "
        "You can slow down, pause or wrap up without explaining."
    )
