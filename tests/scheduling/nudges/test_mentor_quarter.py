"""A mentor's three months."""

from dataclasses import replace
from datetime import timedelta

from bot.blocks import said as read_aloud
from bot.mentoring.mentored import Mentored, Win
from scheduling.nudges.mentor_quarter import NUDGE, rider
from tests.examples import MONDAY, ada
from tests.scheduling.nudges.stories import DAY, a_giver, a_meeting, a_person, dues, heard, said

QUARTER = 91 * DAY


def test_a_quarter_in_which_somebody_met_is_summed_up_when_it_is_over() -> None:
    win = Win(MONDAY + DAY, "UADA", "ada", "Give the talk on slow queries to everybody", "It worked")
    facts = a_giver(a_meeting(MONDAY + DAY), a_meeting(MONDAY + 15 * DAY, minutes=60), wins=[win])

    assert heard(NUDGE, facts, MONDAY + QUARTER - timedelta(hours=2)) == set()
    assert heard(NUDGE, facts, MONDAY + QUARTER + DAY) == {"UMEI"}
    assert heard(NUDGE, facts, MONDAY + QUARTER + 22 * DAY) == set()
    told = said(NUDGE, facts)
    assert "2 sessions, about 2 hours in all, with one person. Thank you." in told
    assert ">Give the talk on slow queries …" in told
    assert read_aloud(rider(facts, dues(NUDGE, facts)[0])[0]) in told


def test_only_the_last_two_quarters_are_told_and_none_without_a_session() -> None:
    facts = a_giver(*(a_meeting(MONDAY + each * QUARTER) for each in (0, 1, 3)))

    assert [due.occasion for due in dues(NUDGE, facts)] == ["quarter2", "quarter4"]
    assert dues(NUDGE, a_giver()) == []
    assert dues(NUDGE, a_person(ada())) == []
    over = replace(facts, mentored=Mentored(since=MONDAY, goes_on=False, meetings=[a_meeting(MONDAY)]))
    assert dues(NUDGE, over) == []


def test_time_is_told_as_people_do() -> None:
    def time(*minutes: int) -> str:
        meetings = [a_meeting(MONDAY - DAY, minutes=each) for each in minutes]
        return Mentored(since=MONDAY, meetings=meetings).quarters[0].time

    assert (time(20), time(60), time(90, 100), time(30, 31)) == (
        "20 minutes",
        "about an hour",
        "about 3 hours",
        "about an hour",
    )


def test_with_several_people_they_are_counted() -> None:
    assert "with 2 people" in said(NUDGE, a_giver(a_meeting(MONDAY), a_meeting(MONDAY, "UNOOR")))
