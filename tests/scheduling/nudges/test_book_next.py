"""A pair without a next date."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.mentoring.facts import Told
from bot.mentoring.pairs import WEEK, Lifecycle
from scheduling.nudges.book_next import NUDGE
from tests.examples import MONDAY, ada, agreement
from tests.scheduling.nudges.stories import DAY, HOUR, TICK, a_pair, dues, heard, said

MET = MONDAY + DAY
"""A Tuesday at ten; they meet every two weeks, so it is time to book after eleven days: a Saturday."""
MONDAY_AFTER = datetime(2026, 3, 16, 10, tzinfo=UTC)
SLIPS = MET + 19 * DAY


def test_the_mentee_is_asked_on_the_working_day_when_it_is_time_to_book() -> None:
    facts = a_pair(held=[MET])

    assert heard(NUDGE, facts, MONDAY_AFTER - TICK) == set()
    assert heard(NUDGE, facts, MONDAY_AFTER) == {"UADA"}
    assert heard(NUDGE, facts, MONDAY_AFTER + TICK) == {"UADA"}
    assert [due.occasion for due in dues(NUDGE, facts)] == ["since-2026-03-03"]


def test_a_usual_time_at_the_very_moment_will_do() -> None:
    assert dues(NUDGE, a_pair(held=[MET + 3 * DAY]))[0].at == MET + 14 * DAY


def test_it_ends_where_the_pair_slips() -> None:
    assert dues(NUDGE, a_pair(held=[MET]))[0].until == SLIPS < MONDAY_AFTER + 7 * DAY


def test_it_ends_after_a_week_at_most() -> None:
    facts = a_pair(held=[MET], rhythm=4 * WEEK)

    [due] = dues(NUDGE, facts)

    assert (due.at, due.until) == (MET + 21 * DAY, MET + 28 * DAY)


def test_once_something_is_booked_nobody_is_asked() -> None:
    assert dues(NUDGE, a_pair(held=[MET], booked=[MET + 14 * DAY])) == []


def test_an_old_plan_nobody_reported_on_does_not_count_as_booked() -> None:
    assert dues(NUDGE, a_pair(booked=[MET - HOUR], held=[MET]))


def test_after_a_session_that_fell_through_there_are_five_working_days_to_find_another_date() -> None:
    facts = a_pair(held=[MET], missed=[MET + 9 * DAY], rhythm=4 * WEEK)

    assert [due.at for due in dues(NUDGE, facts)] == [MET + 21 * DAY]
    facts = a_pair(held=[MET], missed=[MET + 20 * DAY], rhythm=4 * WEEK)
    assert [due.at for due in dues(NUDGE, facts)] == [datetime(2026, 3, 30, 9, tzinfo=UTC)]


def logged(*days: int) -> list[datetime]:
    """Name sessions of which just the day was noted, so many days after the first."""
    return [ada().hours.at((MET + day * DAY).date(), time(12)) for day in days]


def test_two_whose_last_sessions_came_in_time_without_a_date_have_answered_by_meeting() -> None:
    assert dues(NUDGE, a_pair(held=logged(0, 13, 31))) == []
    assert dues(NUDGE, a_pair(held=logged(0, 40, 53, 71))) == []
    assert dues(NUDGE, a_pair(held=logged(0, 13))), "once may be chance"


def test_they_are_asked_again_once_one_came_late_or_had_a_date_or_they_were_silent() -> None:
    booked = Told(kind="booked", to="UMEI", occasion="session3", at=MET + 20 * DAY)
    at_noon, kept = a_pair(held=logged(0, 14, 28)), a_pair(held=logged(0, 14, 28))
    kept.pair.keep(MET + 60 * DAY)

    for late in (a_pair(held=logged(0, 13, 33)), a_pair(held=[*logged(0, 14), MET + 28 * DAY]), kept):
        assert dues(NUDGE, late)
    assert dues(NUDGE, replace(at_noon, told=[booked]))
    assert dues(NUDGE, replace(at_noon, told=[replace(booked, occasion="session1")])) == []
    assert dues(NUDGE, replace(at_noon, told=[replace(booked, kind="fit")])) == []


def test_a_pair_that_never_met_or_has_ended_is_not_asked() -> None:
    ended = a_pair(held=[MET])
    ended.pair.lifecycle = Lifecycle.ENDED_NO_FAULT

    assert dues(NUDGE, a_pair()) == []
    assert dues(NUDGE, ended) == []


def test_it_asks_for_a_day_a_time_and_a_topic() -> None:
    assert said(NUDGE, a_pair(held=[MET])) == (
        "You and <@UMEI> have no next date yet. When is the next one? A day, a time and one topic are enough."
    )


@pytest.mark.parametrize(
    ("books", "sessions", "asked"),
    [("mentee", 1, "UADA"), ("mentor", 1, "UMEI"), ("turns", 1, "UMEI"), ("turns", 2, "UADA")],
)
def test_whoever_the_two_agreed_on_is_asked(books: str, sessions: int, asked: str) -> None:
    facts = a_pair(held=[MET - place * HOUR for place in range(sessions)])
    facts = replace(facts, agreements=[agreement(facts.pair, terms={"books": books})])

    [due] = dues(NUDGE, facts)

    assert due.to == asked
    assert f"<@{'UMEI' if asked == 'UADA' else 'UADA'}>" in said(NUDGE, facts)
