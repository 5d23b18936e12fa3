"""What lies idle is mentioned twice, and who waits for a mentor hears how it stands."""

from datetime import UTC, datetime

from scheduling.nudges import draft_idle, search_idle, waitlist
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, TICK, a_draft, a_request, a_search, a_seeker, dues, heard, said

THURSDAY = MONDAY + 3 * DAY
IN_TEN_WORKING_DAYS = MONDAY + 14 * DAY


def test_a_draft_is_mentioned_after_three_working_days_and_after_ten() -> None:
    facts = a_draft()

    assert [(due.at, due.to) for due in dues(draft_idle.NUDGE, facts)] == [
        (THURSDAY, "UADA"),
        (IN_TEN_WORKING_DAYS, "UADA"),
    ]
    assert heard(draft_idle.NUDGE, facts, THURSDAY - TICK) == set()
    assert heard(draft_idle.NUDGE, facts, THURSDAY + 7 * DAY) == set()
    assert "again" not in said(draft_idle.NUDGE, facts)
    assert said(draft_idle.NUDGE, facts, 1).endswith("I won't mention it again.")


def test_a_draft_that_nobody_wrote_on_counts_from_its_beginning() -> None:
    facts = a_draft()
    facts.ask.written_at, facts.ask.created_at = None, MONDAY - 7 * DAY

    assert dues(draft_idle.NUDGE, facts)[0].at == THURSDAY - 7 * DAY


def test_a_request_that_was_sent_is_no_draft() -> None:
    assert dues(draft_idle.NUDGE, a_request()) == []


def test_a_saved_search_is_mentioned_twice_until_somebody_was_asked() -> None:
    facts = a_seeker(a_search(), a_search(2, saved_at=MONDAY), a_search(3, wish="", saved_at=MONDAY))

    assert [due.at for due in dues(search_idle.NUDGE, facts)] == [THURSDAY, IN_TEN_WORKING_DAYS] * 2
    assert said(search_idle.NUDGE, facts).startswith("You saved a search for “sql” and have asked nobody since.")
    assert said(search_idle.NUDGE, facts, 3).startswith("You saved a search and have")
    assert said(search_idle.NUDGE, facts, 3).endswith("I won't mention it again.")
    for search in facts.searches:
        search.rest()
    assert dues(search_idle.NUDGE, facts) == []


def test_who_waits_hears_three_times_two_weeks_apart() -> None:
    facts = a_seeker(waits_since=MONDAY)

    assert [due.at for due in dues(waitlist.NUDGE, facts)] == [
        MONDAY + 14 * DAY,
        datetime(2026, 3, 31, 9, tzinfo=UTC),
        datetime(2026, 4, 14, 9, tzinfo=UTC),
    ]
    assert "I keep looking until Mon 27 April." in said(waitlist.NUDGE, facts)


def test_who_does_not_wait_hears_nothing() -> None:
    assert dues(waitlist.NUDGE, a_seeker()) == []
