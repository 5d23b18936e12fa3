"""Somebody hears nothing: a note after two missed dates, and other ways ten working days after a word."""

from dataclasses import replace

from bot.mentoring.facts import Told
from scheduling.nudges import no_reply_help, no_reply_next
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, TICK, a_knock, a_pair, dues, heard, said

TWICE = [MONDAY + DAY, MONDAY + 2 * DAY]
IN_TEN_WORKING_DAYS = MONDAY + 14 * DAY


def test_a_second_date_that_fell_through_offers_the_mentee_a_note_once_in_a_silence() -> None:
    facts = a_pair(held=[MONDAY], missed=TWICE)

    assert heard(no_reply_help.NUDGE, facts, TWICE[1] + DAY - TICK) == set()
    assert heard(no_reply_help.NUDGE, facts, TWICE[1] + DAY) == {"UADA"}
    assert [due.occasion for due in dues(no_reply_help.NUDGE, facts)] == [facts.episode]


def test_one_missed_date_or_another_date_or_a_session_since_is_no_reason() -> None:
    for facts in (
        a_pair(held=[MONDAY], missed=TWICE[:1]),
        a_pair(held=[MONDAY], missed=TWICE, booked=[MONDAY + 9 * DAY]),
        a_pair(missed=TWICE, held=[MONDAY, MONDAY + 3 * DAY]),
        a_pair(missed=TWICE),
    ):
        assert dues(no_reply_help.NUDGE, facts) == []


def test_who_wrote_already_is_offered_no_note() -> None:
    facts = a_pair(held=[MONDAY], missed=TWICE)
    (knock,) = a_knock(by_mentor=False).knocks
    (mentors,) = a_knock(by_mentor=True).knocks

    assert dues(no_reply_help.NUDGE, replace(facts, knocks=[knock])) == []
    assert len(dues(no_reply_help.NUDGE, replace(facts, knocks=[mentors]))) == 1


def test_whoever_knocked_hears_of_other_ways_after_ten_working_days() -> None:
    for by_mentor, to in ((False, "UADA"), (True, "UMEI")):
        facts = a_knock(by_mentor=by_mentor)
        assert heard(no_reply_next.NUDGE, facts, IN_TEN_WORKING_DAYS - TICK) == set()
        assert heard(no_reply_next.NUDGE, facts, IN_TEN_WORKING_DAYS) == {to}
        assert "says nothing about you" in said(no_reply_next.NUDGE, facts)


def test_an_answer_of_any_kind_ends_it() -> None:
    tapped = Told(kind="knock", to="UMEI", occasion="knock9", at=MONDAY, acknowledged_at=MONDAY + DAY)
    own = replace(tapped, to="UADA")
    booked = a_pair(booked=[MONDAY + 5 * DAY], noted_at=MONDAY + DAY).sessions

    assert dues(no_reply_next.NUDGE, a_knock(by_mentor=False, told=[tapped])) == []
    assert len(dues(no_reply_next.NUDGE, a_knock(by_mentor=False, told=[own]))) == 1
    assert dues(no_reply_next.NUDGE, a_knock(by_mentor=False, sessions=booked)) == []
    met = a_knock(by_mentor=False)
    met.pair.meet(MONDAY + DAY, MONDAY + DAY)
    assert dues(no_reply_next.NUDGE, met) == []
