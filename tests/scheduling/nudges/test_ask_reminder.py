"""A request that waits."""

from datetime import UTC, datetime

import pytest

from bot.mentoring.notes import Preset
from scheduling.nudges.ask_reminder import NUDGE
from tests.examples import MONDAY, mei
from tests.scheduling.nudges.stories import DAY, TICK, a_request, dues, heard, said

FRIDAY = datetime(2026, 3, 6, 10, tzinfo=UTC)
THURSDAY_AFTER = datetime(2026, 3, 12, 10, tzinfo=UTC)


def test_the_mentor_is_reminded_after_four_working_days_and_after_eight() -> None:
    facts = a_request()

    found = dues(NUDGE, facts)

    assert [(due.to, due.at, due.occasion) for due in found] == [
        ("UMEI", FRIDAY, "1"),
        ("UMEI", THURSDAY_AFTER, "2"),
    ]


@pytest.mark.parametrize("at", [FRIDAY, THURSDAY_AFTER])
def test_a_reminder_begins_at_its_moment(at: datetime) -> None:
    facts = a_request()

    assert heard(NUDGE, facts, at - TICK) == set()
    assert heard(NUDGE, facts, at) == {"UMEI"}
    assert heard(NUDGE, facts, at + TICK) == {"UMEI"}


def test_a_reminder_is_dropped_after_five_days_and_never_outlives_the_request() -> None:
    first, second = dues(NUDGE, a_request())

    assert first.until == FRIDAY + 5 * DAY
    assert second.until == MONDAY + 14 * DAY < THURSDAY_AFTER + 5 * DAY


def test_whoever_works_every_day_hears_the_first_only_until_the_second() -> None:
    first, second = dues(NUDGE, a_request(mentor=mei(days=tuple(range(7)))))

    assert first.until == second.at == MONDAY + 8 * DAY


def test_whoever_works_one_day_a_week_is_not_reminded_after_the_request_closed() -> None:
    assert dues(NUDGE, a_request(mentor=mei(days=(0,)))) == []


def test_what_a_lead_let_go_late_is_spoken_of_as_late_and_as_often() -> None:
    facts = a_request()
    facts.ask.let_go(FRIDAY)

    first, second = dues(NUDGE, facts)

    assert (first.at, second.at) == (THURSDAY_AFTER, datetime(2026, 3, 18, 10, tzinfo=UTC))
    assert {first.occasion, second.occasion}.isdisjoint({"1", "2"}), "what was held and came too late isn't counted"
    assert said(NUDGE, facts, 1).startswith("<@UADA> sent you a request on Mon 2 March.")
    assert said(NUDGE, facts, 1).endswith(
        "it stays open until Fri 20 March, and a no is fine. I won't mention it again."
    )


def test_an_answer_ends_it() -> None:
    facts = a_request()
    facts.ask.accept(MONDAY + DAY)

    assert dues(NUDGE, facts) == []


def test_a_mentor_who_takes_no_requests_for_a_while_is_left_alone_until_then() -> None:
    facts = a_request(mentor=mei(offering_paused_until=FRIDAY + TICK))

    assert [due.occasion for due in dues(NUDGE, facts)] == ["2"]


def test_a_mentor_who_is_back_at_that_moment_is_reminded() -> None:
    facts = a_request(mentor=mei(offering_paused_until=FRIDAY))

    assert [due.occasion for due in dues(NUDGE, facts)] == ["1", "2"]


def test_it_says_who_asked_until_when_it_is_open_and_that_a_no_is_fine() -> None:
    assert said(NUDGE, a_request()) == (
        "<@UADA> sent you a request on Mon 2 March. No need to answer right away: "
        "it stays open until Mon 16 March, and a no is fine."
    )


def test_the_second_says_that_it_is_the_last() -> None:
    assert said(NUDGE, a_request(), 1).endswith("a no is fine. I won't mention it again.")


@pytest.mark.parametrize(
    ("preset", "first"),
    [(Preset.CHAT, "Yes, 20 minutes"), (Preset.FIRST_MEETING, "Accept"), (Preset.ONGOING, "Accept")],
)
def test_the_first_button_gives_what_was_asked_for(preset: Preset, first: str) -> None:
    facts = a_request()
    facts.ask.preset = preset

    told = NUDGE.words(facts, dues(NUDGE, facts)[0])

    (offered,) = [block for block in told.blocks if block["type"] == "actions"]
    assert offered["elements"][0]["text"]["text"] == first
