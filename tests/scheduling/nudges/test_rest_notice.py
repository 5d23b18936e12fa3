"""A pair that is about to rest."""

from datetime import UTC, date, datetime

import pytest

from bot.mentoring.facts import Told
from bot.mentoring.pairs import RHYTHMS, Lifecycle
from scheduling.nudges.rest_notice import NUDGE
from tests.examples import MONDAY, ada, mei
from tests.scheduling.nudges.stories import DAY, TICK, a_pair, dues, heard

MET = MONDAY + DAY


@pytest.mark.parametrize(
    ("rhythm", "on"),
    [
        ("weekly", date(2026, 4, 20)),  # 45 days after a Tuesday at ten: a Friday, but by then it is summer time
        ("biweekly", date(2026, 4, 20)),
        ("three-weekly", date(2026, 5, 6)),
        ("monthly", date(2026, 5, 27)),
        ("quarterly", date(2026, 8, 25)),
    ],
)
def test_both_hear_on_the_working_day_when_they_were_silent_for_so_long(rhythm: str, on: date) -> None:
    facts = a_pair(held=[MET], rhythm=RHYTHMS[rhythm])

    assert [(due.to, due.at.date(), due.occasion) for due in dues(NUDGE, facts)][:2] == [
        ("UADA", on, "since-2026-03-03"),
        ("UMEI", on, "since-2026-03-03"),
    ]


def test_a_pair_that_never_met_hears_it_too() -> None:
    facts = a_pair()
    facts.pair.idle_since = MONDAY - 25 * DAY
    moment = facts.pair.rest_notice_at

    assert moment == datetime(2026, 3, 22, 10, tzinfo=UTC)
    assert heard(NUDGE, facts, moment + DAY - TICK) == set()
    assert heard(NUDGE, facts, moment + DAY) == {"UADA", "UMEI"}
    assert heard(NUDGE, facts, moment + 6 * DAY - TICK) == {"UADA", "UMEI"}


def test_both_read_the_same_moment_the_later_of_their_mornings() -> None:
    first, second, *_ = dues(NUDGE, a_pair(held=[MET], mentor=mei(timezone="America/Los_Angeles")))

    assert first.at == second.at == datetime(2026, 4, 20, 9, tzinfo=UTC)


def test_after_a_plan_that_came_to_nothing_they_are_asked_how_to_go_on_first() -> None:
    facts = a_pair(held=[MET], booked=[datetime(2026, 4, 14, 9, tzinfo=UTC)])

    assert {due.at for due in dues(NUDGE, facts)[:2]} == {datetime(2026, 4, 21, 9, tzinfo=UTC) + 14 * DAY}


def test_a_proposal_has_a_week_to_be_answered_before_both_hear_that_the_pair_will_rest() -> None:
    usual = dues(NUDGE, a_pair(held=[MET]))[0].at
    proposed, long_ago, after = (
        Told(kind="proposal", to="UADA", occasion="pair1:since", at=at) for at in (usual - 3 * DAY, MET - DAY, usual)
    )

    assert dues(NUDGE, a_pair(held=[MET], facts={"told": [proposed]}))[0].at.date() == date(2026, 4, 24)
    assert dues(NUDGE, a_pair(held=[MET], facts={"told": [long_ago, after]}))[0].at == usual


@pytest.mark.parametrize("state", [Lifecycle.PAUSED, Lifecycle.DORMANT, Lifecycle.ENDED_LEFT])
def test_a_pair_that_rests_already_or_has_ended_is_left_alone(state: Lifecycle) -> None:
    assert dues(NUDGE, a_pair(lifecycle=state)) == []


def test_keeping_it_starts_over() -> None:
    facts = a_pair(held=[MET])
    facts.pair.keep(MET + 50 * DAY)

    assert dues(NUDGE, facts)[0].occasion == "since-2026-04-22"


def test_it_names_the_day_on_the_readers_calendar() -> None:
    facts = a_pair(held=[MET], mentee=ada(timezone="America/Los_Angeles"), mentor=mei(timezone="Pacific/Auckland"))
    first, second, *_ = dues(NUDGE, facts)

    assert NUDGE.words(facts, first).text == (
        "I'll let your pair with <@UMEI> rest on Sun 3 May at the earliest, unless one of you keeps it going with a "
        "tap. Resting isn't a mark against anyone."
    )
    assert "<@UADA> rest on Mon 4 May at the earliest" in NUDGE.words(facts, second).text


def told(to: str, occasion: str) -> Told:
    return Told(kind=NUDGE.kind, to=to, occasion=occasion, at=MET + 50 * DAY)


def test_where_neither_could_be_told_in_time_both_hear_later_and_no_day_is_named_that_has_passed() -> None:
    facts = a_pair(held=[MET])
    first, _, *late = dues(NUDGE, facts)

    assert [(due.to, due.at >= first.until, due.occasion) for due in late] == [
        ("UADA", True, "since-2026-03-03-late"),
        ("UMEI", True, "since-2026-03-03-late"),
    ]
    assert "rest two weeks from today at the earliest, unless one of you" in NUDGE.words(facts, late[0]).text
    assert heard(NUDGE, facts, first.at + 300 * DAY) == {"UADA", "UMEI"}


@pytest.mark.parametrize(("whose", "are_told"), [("since-2026-03-03", False), ("since-2026-03-03-late", True)])
def test_who_was_told_in_time_hears_no_second_day_and_who_is_told_late_hears_it_with_the_other(
    whose: str, are_told: bool
) -> None:
    facts = a_pair(held=[MET], facts={"told": [told("UADA", whose)]})

    assert (len(dues(NUDGE, facts)) > 2) is are_told


def test_a_lead_who_looks_after_them_puts_off_both_notices_and_not_to_the_same_moment() -> None:
    facts = a_pair(held=[MET])
    facts.pair.check_in(dues(NUDGE, facts)[0].at)

    first, late = dues(NUDGE, facts, "UADA")

    assert first.at == facts.pair.checked_in_until
    assert late.at >= first.until
