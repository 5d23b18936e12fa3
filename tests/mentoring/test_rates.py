"""How fast letters go out: what wasn't used is saved for one burst, Slack's word halves it, silence raises it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.rates import A_MINUTE, BURST, FASTEST, PER_MINUTE, SLOWEST, Rate
from tests.examples import MONDAY

A_SECOND = timedelta(seconds=1)
NEW = Rate(next_at=MONDAY, changed_at=MONDAY)


def test_a_burst_may_go_at_once_and_then_two_a_second() -> None:
    rate, now, said = NEW, MONDAY + A_MINUTE / 2, 0
    while rate.next_at <= now:
        rate, said = rate.spent(now), said + 1

    assert said == BURST
    assert rate.next_at - now == A_MINUTE / PER_MINUTE


def test_slack_saying_that_it_is_too_much_halves_it_and_takes_the_burst() -> None:
    slower = NEW.slowed(MONDAY + A_MINUTE)

    assert (slower.per_minute, slower.next_at) == (PER_MINUTE // 2, MONDAY + A_MINUTE)
    for _ in range(20):
        slower = slower.slowed(MONDAY + A_MINUTE)
    assert slower.per_minute == SLOWEST


def test_each_minute_without_a_word_makes_it_a_tenth_faster_up_to_a_limit() -> None:
    rate, now = NEW, MONDAY
    assert rate.spent(now + A_SECOND).per_minute == PER_MINUTE
    assert rate.spent(now + A_MINUTE).per_minute == PER_MINUTE * 11 // 10
    for _ in range(60):
        now += A_MINUTE
        rate = rate.spent(now)
    assert rate.per_minute == FASTEST
    assert rate.spent(now + A_MINUTE).changed_at == rate.changed_at


def test_the_slowest_gets_faster_again() -> None:
    slow = Rate(per_minute=SLOWEST, next_at=MONDAY, changed_at=MONDAY)

    assert slow.spent(MONDAY + A_MINUTE).per_minute > SLOWEST


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=60))
def test_never_more_than_a_burst_beyond_the_fastest_rate(pauses: list[int]) -> None:
    rate, now, said = NEW, MONDAY, 0
    for pause in pauses:
        now += timedelta(milliseconds=pause)
        while rate.next_at <= now:
            rate, said = rate.spent(now), said + 1

    assert said <= BURST + (now - MONDAY) / A_MINUTE * FASTEST + 1
