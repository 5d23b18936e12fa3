"""A pair's life: what is late when, what a pause stops, and what can't be undone."""

import math
from datetime import datetime, timedelta

import pytest

from bot.mentoring.lifecycles import NotUnderWay
from bot.mentoring.pairs import (
    CLOSE_AFTER_REST,
    FORTNIGHT,
    PAUSE_MAX,
    REST_GRACE,
    RHYTHMS,
    WEEK,
    WISH_WAITS,
    Lifecycle,
    NotTheirPair,
    Pair,
    PairHasEnded,
    PauseIsTooLong,
)
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)
ENDED = [
    Lifecycle.ENDED_BY_PROGRAM,
    Lifecycle.ENDED_COMPLETED,
    Lifecycle.ENDED_NO_FAULT,
    Lifecycle.ENDED_LEFT,
    Lifecycle.NEVER_STARTED,
]


def met(**otherwise: object) -> Pair:
    return pair(**{"lifecycle": Lifecycle.ACTIVE, "held": 1, "idle_since": MONDAY} | otherwise)


@pytest.mark.parametrize(
    ("rhythm", "book", "slip", "slip_for_mentor", "stall", "rest"),
    [
        ("weekly", 6, 12, 15, 17, 45),
        ("biweekly", 11, 19, 22, 25, 45),
        ("three-weekly", 16, 27, 32, 37, 63),
        ("monthly", 21, 35, 42, 49, 84),
        ("quarterly", 69, 114, 137, 160, 174),
    ],
)
def test_lateness_is_measured_by_the_rhythm_the_two_agreed_on(
    rhythm: str, book: int, slip: int, slip_for_mentor: int, stall: int, rest: int
) -> None:
    both = met(rhythm=RHYTHMS[rhythm])

    moments = (both.book_at, both.slips_at, both.slips_for_mentor_at, both.stalls_at, both.rest_notice_at)
    assert [(at - MONDAY).days for at in moments] == [book, slip, slip_for_mentor, stall, rest]


def test_a_pair_that_never_met_is_given_45_days() -> None:
    both = pair(started_at=MONDAY)

    assert both.rest_notice_at == MONDAY + 45 * DAY
    assert both.lapses_at == MONDAY + 45 * DAY + REST_GRACE


def test_the_next_lapse_depends_on_where_the_pair_stands() -> None:
    until = MONDAY + 9 * DAY

    assert met(lifecycle=Lifecycle.PAUSED, paused_until=until).lapses_at == until
    assert met(lifecycle=Lifecycle.PAUSED).lapses_at is None
    assert pair(lifecycle=Lifecycle.PROPOSED, closes_at=until).lapses_at == until
    assert met(lifecycle=Lifecycle.DORMANT).lapses_at == MONDAY + CLOSE_AFTER_REST
    assert met(wished_at=MONDAY).lapses_at == MONDAY + WISH_WAITS
    assert all(met(lifecycle=ended, wished_at=MONDAY).lapses_at is None for ended in ENDED)
    assert all(met(lifecycle=ended, wished_at=MONDAY).wish_lapses_at is None for ended in ENDED)


def test_sessions_may_be_logged_late_and_out_of_order() -> None:
    both = pair(missed_in_a_row=2)

    both.meet(MONDAY, MONDAY)
    both.meet(MONDAY - 5 * DAY, MONDAY)

    assert (both.held, both.quiet_since) == (2, MONDAY)
    assert (both.lifecycle, both.missed_in_a_row) == (Lifecycle.ACTIVE, 0)


def test_meeting_in_a_pause_leaves_the_pause() -> None:
    both = pair()
    both.pause(MONDAY + WEEK, MONDAY)

    both.meet(MONDAY, MONDAY)

    assert (both.lifecycle, both.held) == (Lifecycle.PAUSED, 1)
    both.resume(MONDAY)
    assert both.meets


def test_the_time_of_a_pause_is_no_silence() -> None:
    both = met()
    both.pause(MONDAY + 30 * DAY, MONDAY + 10 * DAY)
    both.pause(MONDAY + 40 * DAY, MONDAY + 12 * DAY)

    both.resume(MONDAY + 40 * DAY)

    assert both.quiet_since == MONDAY + 30 * DAY
    assert (both.paused_until, both.paused_at) == (None, None)


def test_resuming_what_is_not_paused_changes_nothing() -> None:
    both = met()

    both.resume(MONDAY + DAY)

    assert (both.lifecycle, both.quiet_since, both.look_at) == (Lifecycle.ACTIVE, MONDAY, MONDAY + DAY)


def test_a_pause_of_half_a_year_is_the_longest() -> None:
    pair().pause(MONDAY + PAUSE_MAX, MONDAY)

    with pytest.raises(PauseIsTooLong):
        pair().pause(MONDAY + PAUSE_MAX + DAY, MONDAY)


@pytest.mark.parametrize(("held", "became"), [(0, Lifecycle.INITIATING), (2, Lifecycle.ACTIVE)])
def test_a_resting_pair_can_carry_on(held: int, became: Lifecycle) -> None:
    both = pair(held=held)
    both.rest(MONDAY)
    assert (both.lifecycle, both.quiet_since) == (Lifecycle.DORMANT, MONDAY)

    both.keep(MONDAY + DAY)

    assert (both.lifecycle, both.quiet_since) == (became, MONDAY + DAY)


def test_keeping_a_pair_that_meets_starts_its_silence_again() -> None:
    both = met()

    both.keep(MONDAY + DAY)

    assert (both.lifecycle, both.quiet_since) == (Lifecycle.ACTIVE, MONDAY + DAY)


def test_another_rhythm_holds_once_the_other_agrees() -> None:
    both = met()
    assert not both.wish(WEEK, "UADA", MONDAY)
    assert not both.wish(WEEK, "UADA", MONDAY)
    assert both.rhythm == FORTNIGHT

    assert both.wish(WEEK, "UMEI", MONDAY)

    assert (both.rhythm, both.wished_rhythm, both.wished_by, both.wished_at) == (WEEK, None, None, None)


def test_wishing_for_the_rhythm_there_is_takes_a_wish_back() -> None:
    both = met()
    both.wish(WEEK, "UADA", MONDAY)

    assert both.wish(FORTNIGHT, "UMEI", MONDAY)

    assert (both.rhythm, both.wished_rhythm) == (FORTNIGHT, None)


@pytest.mark.parametrize(
    ("wished", "changes", "pace"),
    [(WEEK, False, FORTNIGHT), (RHYTHMS["monthly"], True, RHYTHMS["monthly"]), (None, False, FORTNIGHT)],
)
def test_nudges_go_by_the_slower_of_two_rhythms_when_nobody_answers_and_the_agreed_one_stays(
    wished: timedelta | None, changes: bool, pace: timedelta
) -> None:
    both = met(wished_rhythm=wished, wished_by="UADA", wished_at=MONDAY)

    assert both.settle(MONDAY) is changes
    assert (both.rhythm, both.pace, both.wished_rhythm, both.wish_lapses_at) == (FORTNIGHT, pace, wished, None)
    assert both.book_at - both.quiet_since == timedelta(days=math.ceil(pace.days * 0.75))


def test_a_wish_that_waited_in_vain_can_still_be_answered() -> None:
    both = met()
    both.wish(RHYTHMS["monthly"], "UADA", MONDAY)
    assert both.pace == FORTNIGHT
    both.settle(MONDAY + 7 * DAY)

    assert both.wish(RHYTHMS["monthly"], "UMEI", MONDAY + 9 * DAY)
    assert (both.rhythm, both.pace, both.wished_rhythm) == (RHYTHMS["monthly"], RHYTHMS["monthly"], None)


def test_a_corrected_log_counts_as_it_was() -> None:
    both = met()
    both.meet(MONDAY + DAY, MONDAY)

    both.correct(MONDAY + DAY, 1, MONDAY, MONDAY + 2 * DAY)
    assert (both.held, both.quiet_since, both.lifecycle) == (1, MONDAY, Lifecycle.ACTIVE)
    both.keep(MONDAY + 2 * DAY)
    both.correct(MONDAY, 0, None, MONDAY + 2 * DAY)
    assert (both.held, both.quiet_since, both.lifecycle) == (0, MONDAY + 2 * DAY, Lifecycle.INITIATING)
    both.pause(MONDAY + 9 * DAY, MONDAY + 2 * DAY)
    both.correct(MONDAY, 1, MONDAY + 3 * DAY, MONDAY + 2 * DAY)
    assert (both.quiet_since, both.lifecycle) == (MONDAY + 3 * DAY, Lifecycle.PAUSED)


@pytest.mark.parametrize("how", ENDED)
def test_what_has_ended_stays_ended(how: Lifecycle) -> None:
    before = {Lifecycle.ENDED_COMPLETED: Lifecycle.WINDING_DOWN, Lifecycle.NEVER_STARTED: Lifecycle.INITIATING}
    both = met(lifecycle=before.get(how, Lifecycle.ACTIVE), paused_until=MONDAY)

    both.end(MONDAY, how)

    assert (both.is_live, both.meets, both.ended_at, both.look_at) == (False, False, MONDAY, None)
    for act in (
        lambda: both.meet(MONDAY, MONDAY),
        lambda: both.miss(MONDAY),
        lambda: both.keep(MONDAY),
        lambda: both.pause(MONDAY, MONDAY),
        lambda: both.resume(MONDAY),
        lambda: both.wish(WEEK, "UADA", MONDAY),
        lambda: both.end(MONDAY),
        lambda: both.check_in(MONDAY),
    ):
        with pytest.raises(PairHasEnded):
            act()


def test_a_session_missed_is_counted_and_looked_at() -> None:
    both = met()

    both.miss(MONDAY)

    assert (both.missed_in_a_row, both.look_at, both.meets) == (1, MONDAY, True)


def test_the_two_know_each_other_and_a_third_person_gets_nothing() -> None:
    both = pair()

    assert both.partner_of("UADA") is both.mentor
    assert both.partner_of("UMEI") is both.mentee
    assert (both.person("UADA"), both.person("UMEI")) == both.both
    assert both.has("UADA")
    assert not both.has("UNOOR")
    for look in (both.partner_of, both.person):
        with pytest.raises(NotTheirPair):
            look("UNOOR")


def test_silence_is_counted_from_the_beginning_until_they_meet() -> None:
    began: datetime = MONDAY - 3 * DAY

    assert pair(started_at=began).quiet_since == began


def test_a_pause_nobody_ends_goes_on_for_four_weeks() -> None:
    both = met()
    both.pause(MONDAY + WEEK, MONDAY, "UADA")

    both.pause_longer(MONDAY + WEEK)

    assert (both.paused_until, both.paused_by, both.pause_extended) == (MONDAY + 5 * WEEK, "UADA", 1)
    with pytest.raises(NotUnderWay):
        met().pause_longer(MONDAY)


def test_whoever_sleeps_through_it_all_hears_that_the_pair_will_rest() -> None:
    both = met()
    both.pause(MONDAY + WEEK, MONDAY)

    both.wake_to_rest(MONDAY + WEEK)

    assert both.rest_notice_at == MONDAY + WEEK
    assert both.lifecycle is Lifecycle.ACTIVE
