"""Two days before a session."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.mentoring.pairs import WEEK, Lifecycle
from scheduling.nudges.agenda import NUDGE
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, HOUR, TICK, a_pair, an_action, an_agenda, dues, heard, said

MET = MONDAY + DAY
NEXT = datetime(2026, 3, 17, 15, tzinfo=UTC)
"""A Tuesday, so two working days before it is a Friday."""
FRIDAY = datetime(2026, 3, 13, 10, tzinfo=UTC)


def test_the_mentee_is_asked_two_working_days_before_until_the_session_begins() -> None:
    facts = a_pair(held=[MET], booked=[NEXT])

    assert heard(NUDGE, facts, FRIDAY - TICK) == set()
    assert heard(NUDGE, facts, FRIDAY) == {"UADA"}
    assert heard(NUDGE, facts, NEXT - TICK) == {"UADA"}
    assert heard(NUDGE, facts, NEXT) == set()
    assert [due.occasion for due in dues(NUDGE, facts)] == ["session2"]


def test_for_a_session_booked_at_short_notice_it_comes_at_the_next_usual_time() -> None:
    facts = a_pair(held=[MET], booked=[NEXT], noted_at=FRIDAY + HOUR)

    assert [due.at for due in dues(NUDGE, facts)] == [datetime(2026, 3, 16, 10, tzinfo=UTC)]


def test_a_session_booked_at_the_very_moment_is_not_short_notice() -> None:
    assert [due.at for due in dues(NUDGE, a_pair(held=[MET], booked=[NEXT], noted_at=FRIDAY))] == [FRIDAY]


def test_for_a_session_booked_within_hours_there_is_none() -> None:
    assert dues(NUDGE, a_pair(held=[MET], booked=[NEXT], noted_at=NEXT - HOUR)) == []


def test_before_the_first_session_there_are_other_questions() -> None:
    assert dues(NUDGE, a_pair(booked=[NEXT])) == []


def test_a_pair_that_pauses_is_not_asked() -> None:
    facts = a_pair(held=[MET], booked=[NEXT])
    facts.pair.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, facts) == []


@pytest.mark.parametrize(("sessions", "asked"), [(1, True), (2, False), (3, True), (4, False)])
def test_a_weekly_pair_is_asked_before_every_second_session(sessions: int, *, asked: bool) -> None:
    facts = a_pair(held=[MET + n * HOUR for n in range(sessions)], booked=[NEXT], rhythm=WEEK)

    assert bool(dues(NUDGE, facts)) is asked


def test_of_several_booked_sessions_a_weekly_pair_is_asked_about_every_second() -> None:
    facts = a_pair(held=[MET], booked=[NEXT, NEXT + WEEK, NEXT + 2 * WEEK], rhythm=WEEK)

    assert [due.occasion for due in dues(NUDGE, facts)] == ["session2", "session4"]


def test_whoever_is_prepared_is_not_asked() -> None:
    facts = a_pair(held=[MET], booked=[NEXT])

    assert dues(NUDGE, replace(facts, agendas=[an_agenda(facts, MONDAY, session_id=2)])) == []
    assert dues(NUDGE, replace(facts, agendas=[an_agenda(facts, MET + TICK)])) == []


def test_an_agenda_for_another_time_does_not_count() -> None:
    facts = a_pair(held=[MET], booked=[NEXT])

    assert dues(NUDGE, replace(facts, agendas=[an_agenda(facts, MET + TICK, session_id=1), an_agenda(facts, MET)]))


def test_it_asks_what_to_bring() -> None:
    assert (
        said(NUDGE, a_pair(held=[MET], booked=[NEXT]))
        == "You meet <@UMEI> on Tue 17 March. What would you like to bring?"
    )


def test_it_recalls_what_the_mentee_meant_to_do_and_nobody_elses() -> None:
    facts = a_pair(held=[MET], booked=[NEXT])
    mentee, mentor = facts.pair.both
    todo = [
        an_action(facts, mentee, "Draft the index,\nshow it to <Lea> and ask her what is missing"),
        an_action(facts, mentee, "Long done", done_at=MET),
        an_action(facts, mentee, "Given up", dropped_at=MET),
        an_action(facts, mentor, "Ask about a raise for Ada"),
    ]

    text = said(NUDGE, replace(facts, actions=todo))

    assert text.split("\n")[1:] == [
        "Still open on your list:",
        ">Draft the index, show it to &lt;Lea&gt; and …",
    ]


def test_of_many_open_actions_it_recalls_three() -> None:
    facts = a_pair(held=[MET], booked=[NEXT])
    several = [an_action(facts, facts.pair.mentee, f"Action {number}") for number in range(5)]

    assert said(NUDGE, replace(facts, actions=several[:3])).endswith("\n>Action 2")
    assert said(NUDGE, replace(facts, actions=several)).endswith("\n>Action 2\n>… and 2 more")
