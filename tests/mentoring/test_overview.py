"""What a lead sees of a pair, who needs a person, and in which order."""

from datetime import timedelta

from bot.mentoring import health
from bot.mentoring.health import Status
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.overview import Stop, window, worklist
from tests.examples import MONDAY
from tests.mentoring.pairs_seen import DAY, over, seen, unmet


def test_a_pair_that_meets_is_on_track_and_one_that_is_late_is_not() -> None:
    assert seen().status(MONDAY) is Status.ON_TRACK
    assert seen(idle_since=MONDAY - 19 * DAY).status(MONDAY) is Status.NEEDS_CHECK_IN
    assert seen(idle_since=MONDAY - 25 * DAY).status(MONDAY) is Status.STALLED
    assert seen(idle_since=MONDAY - 25 * DAY, next_at=MONDAY + 2 * DAY).status(MONDAY) is Status.ON_TRACK
    assert seen(agreed=0).status(MONDAY) is Status.NEEDS_CHECK_IN
    assert seen(agreed=0, is_informal=True).status(MONDAY) is Status.ON_TRACK
    assert (unmet(20).status(MONDAY), unmet(21).status(MONDAY)) == (Status.TOO_EARLY, Status.NOT_STARTED)


def test_days_on_a_break_do_not_count() -> None:
    away = (Stop(MONDAY - 50 * DAY, Lifecycle.PAUSED), Stop(MONDAY - 20 * DAY, Lifecycle.ACTIVE))

    assert seen(stops=away).age(MONDAY) == 30
    assert seen(stops=away).vitals(MONDAY).active == 30
    assert window(7 * DAY) == 90 * DAY
    assert window(91 * DAY) == timedelta(days=273)


def test_a_person_is_needed_for_reasons_that_are_facts() -> None:
    assert seen().reasons(MONDAY) == []
    assert unmet(21).reasons(MONDAY) == [health.NEVER_MET_YET]
    assert seen(idle_since=MONDAY - 25 * DAY).reasons(MONDAY) == [health.HASNT_MET]
    assert seen(missed_in_a_row=2).reasons(MONDAY) == [health.FELL_THROUGH]
    assert seen(wishes=True).reasons(MONDAY) == [health.ASKED]
    assert seen(wishes=True, lifecycle=Lifecycle.PAUSED).reasons(MONDAY) == [health.ASKED]
    assert over(wishes=True).reasons(MONDAY) == []


def test_whose_other_one_has_left_needs_nobody_unless_one_asked_for_a_word() -> None:
    assert unmet(30, is_left=True).reasons(MONDAY) == []
    assert unmet(30, is_left=True, wishes=True).reasons(MONDAY) == [health.ASKED]
    assert over(is_left=True, wishes=True).reasons(MONDAY) == []


def test_whom_a_lead_looks_after_is_off_the_list_for_a_while() -> None:
    looked_after = unmet(30, checked_in_until=MONDAY + DAY)

    assert worklist([looked_after], MONDAY) == []
    assert [each.pair for each in worklist([looked_after], MONDAY + DAY)] == [looked_after]


def test_who_asked_comes_first_and_then_whoever_is_worst_off() -> None:
    late, later, asked, fine = (
        seen(id=1, idle_since=MONDAY - 25 * DAY),
        seen(id=2, idle_since=MONDAY - 40 * DAY),
        seen(id=3, wishes=True),
        seen(id=4),
    )

    assert [each.pair.id for each in worklist([late, later, asked, fine], MONDAY)] == [3, 2, 1]


def test_a_pair_on_hold_looks_like_one_that_is_paused() -> None:
    paused = unmet(30, lifecycle=Lifecycle.PAUSED, stops=(Stop(MONDAY - DAY, Lifecycle.PAUSED),))
    on_hold = unmet(
        30,
        lifecycle=Lifecycle.HOLD,
        before_hold=Lifecycle.INITIATING,
        stops=(Stop(MONDAY - DAY, Lifecycle.HOLD),),
    )

    for pair in (paused, on_hold):
        assert (pair.status(MONDAY), pair.reasons(MONDAY), pair.stood(MONDAY)) == (
            Status.NOT_APPLICABLE,
            [],
            Lifecycle.PAUSED,
        )


def test_where_a_pair_stood_is_known_for_every_moment() -> None:
    stops = (Stop(MONDAY - 30 * DAY, Lifecycle.PAUSED), Stop(MONDAY - 20 * DAY, Lifecycle.ACTIVE))
    ended = over(stops=stops)

    assert [ended.stood(MONDAY - days * DAY) for days in (61, 40, 25, 15, 10)] == [
        None,
        Lifecycle.ACTIVE,
        Lifecycle.PAUSED,
        Lifecycle.ACTIVE,
        None,
    ]
    assert over(ended_at=None).stood(MONDAY - 40 * DAY) is None
    assert seen().both == ("UADA", "UMEI")
