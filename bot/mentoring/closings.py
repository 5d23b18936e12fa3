"""Closings: how a pair winds down, is extended, goes on in another way, or is over because it did its work."""

from datetime import date, datetime, time, timedelta

from bot.mentoring.lifecycles import LEADS_TO, Lifecycle, check, refusal_from
from bot.mentoring.pairs import KEEP_WAITS, GoesOnAs, Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.terms import WIND_DOWN_BEFORE

TERM_MAX = timedelta(days=731)
EXTENSION = timedelta(days=91)
LAST_SESSION_WITHIN = timedelta(days=28)
"""Without a term, so long two people who wrap up have for a last session before they are asked how to go on."""
DAYS_TO_ANSWER = 10
"""Working days in which each says how to go on; silence means that it is complete (transition 13)."""
NOW_AND_THEN_EVERY = timedelta(days=91)
NOW_AND_THEN_TIMES = 4
A_YEAR = NOW_AND_THEN_EVERY * (NOW_AND_THEN_TIMES + 1)
"""After four reminders the question whether to keep it is the fifth."""
PLANNED_UNTIL = "with {partner} is planned until {day}"
"""How somebody who is asked how to go on reads until when: put right in what they read, once the day is another one."""


class TermIsOver(Refusal):
    """Please pick a last day that is still to come."""


class TodayIsOver(Refusal):
    """Today's working day is over for one of you two, so it can't be the last one any more. Please plan a later day.

    To stop today, `/mentor end` needs no reason.
    """


class TermIsTooLong(Refusal):
    """That is more than two years ahead. Please pick a nearer day; you can always extend."""


def check_last_day(on: date, today: date) -> None:
    """Refuse a day that can't be the last one of a pair."""
    if on < today:
        raise TermIsOver
    if on - today > TERM_MAX:
        raise TermIsTooLong


def last_moment(pair: Pair, on: date) -> datetime:
    """Find a moment of a last day that both read as that day on their own clocks, within working hours if it can be."""
    closes = min(person.hours.at(on, person.hours.closes) for person in pair.both)
    return max(closes, *(person.hours.at(on, time()) for person in pair.both))


def end_on(pair: Pair, on: date, today: date, now: datetime) -> None:
    """Plan the last day, as one of the two says it on a day of their own; it is a day of both."""
    ends_at = last_moment(pair, on)
    if on == today and ends_at <= now:
        raise TodayIsOver
    agree_on_end(pair, ends_at, now)


def agree_on_end(pair: Pair, ends_at: datetime | None, now: datetime, asked_from: datetime | None = None) -> None:
    """Plan the end from the start: until when the two mean to meet, or None to leave that open.

    They are asked how to go on when a good part of that is over, or from `asked_from`, if that is sooner. Who wrap up
    already have until then, too, unless the last question is open.
    """
    if Lifecycle.REDEFINED in {pair.lifecycle, pair.under_way}:
        raise refusal_from(pair.lifecycle)
    pair.must_be_live()
    if ends_at is not None and ends_at <= now:
        raise TermIsOver
    if ends_at is not None and ends_at - now > TERM_MAX:
        raise TermIsTooLong
    was_planned, has_until_then = pair.winds_down_as_planned, _has_until_its_end(pair)
    pair.term_ends_at, pair.look_at = ends_at, now
    if Lifecycle.WINDING_DOWN not in {pair.lifecycle, pair.under_way}:
        pair.asked_from = asked_from
        pair.closes_at = pair.winds_down_at
    elif has_until_then and ends_at is not None:
        pair.closes_at = ends_at
        since = pair.wound_down_at or now
        pair.asked_from = min(pair.asked_from or since, since) if was_planned else pair.asked_from


def wrap_up(pair: Pair, now: datetime) -> None:
    """Wrap up because both want to, and no more because their program begins to close: the next session is the last."""
    pair.asked_from = None if pair.winds_down_early else pair.asked_from
    pair.look_at = now


def go_on_until_then(pair: Pair, now: datetime, asked_from: datetime | None = None) -> None:
    """Go on as before, because the end they wound down for is far away again; near it they wind down anew."""
    pair.wound_down_at, pair.asked_from, pair.look_at = None, asked_from, now
    if pair.lifecycle is Lifecycle.WINDING_DOWN:
        pair.become(Lifecycle.ACTIVE, now)
        pair.idle_since = now
    elif pair.before_hold is Lifecycle.WINDING_DOWN:
        pair.before_hold = pair.under_way
    pair.closes_at = pair.winds_down_at


def _has_until_its_end(pair: Pair) -> bool:
    """Tell whether two who wrap up are asked the last question once their term is over: not yet, and not sooner."""
    ends_at, closes_at = pair.term_ends_at, pair.closes_at
    return ends_at is not None and closes_at is not None and closes_at >= ends_at and pair.closing_since is None


def may_wind_down(pair: Pair) -> bool:
    """Tell whether there is something to wrap up: two who haven't met yet, or who rest, just end."""
    return Lifecycle.WINDING_DOWN in LEADS_TO[pair.lifecycle] and pair.lifecycle is not Lifecycle.PAUSED


def wind_down(pair: Pair, now: datetime) -> None:
    """Begin to wrap up: a last session, thanks, and a word on how to go on. Either may, alone."""
    if pair.lifecycle is Lifecycle.WINDING_DOWN:
        return
    _must_not_be_paused(pair)
    pair.become(Lifecycle.WINDING_DOWN, now)
    pair.wound_down_at, pair.closing_since = now, None
    ahead = pair.term_ends_at is not None and pair.term_ends_at > now
    pair.closes_at = pair.term_ends_at if ahead else now + LAST_SESSION_WITHIN


def wait_for_last_session(pair: Pair, until: datetime, now: datetime) -> None:
    """Ask how to go on only after the session that is still booked."""
    pair.closes_at, pair.look_at = until, now


def ask_how_to_go_on(pair: Pair, now: datetime) -> None:
    """Open the last question; ten working days later, of whichever of the two is slower, silence answers it."""
    if pair.lifecycle is not Lifecycle.WINDING_DOWN:
        raise refusal_from(pair.lifecycle)
    pair.closing_since = now
    pair.closes_at = max(each.hours.working_days_after(now, DAYS_TO_ANSWER) for each in pair.both)
    pair.look_at = now


def extend(pair: Pair, now: datetime) -> None:
    """Go on for three more months. It takes both."""
    if pair.lifecycle is not Lifecycle.WINDING_DOWN:
        raise refusal_from(pair.lifecycle)
    pair.become(Lifecycle.ACTIVE, now)
    pair.idle_since = now
    pair.asked_from = pair.wound_down_at = pair.closing_since = None
    pair.term_ends_at = max(pair.term_ends_at or now, now) + EXTENSION
    pair.closes_at = pair.term_ends_at - WIND_DOWN_BEFORE


def redefine(pair: Pair, goes_on_as: GoesOnAs, now: datetime) -> None:
    """Go on without a schedule: as peers, or now and then. The place in the mentor's room is free."""
    _must_not_be_paused(pair)
    pair.become(Lifecycle.REDEFINED, now)
    settle_as(pair, goes_on_as, now)


def settle_as(pair: Pair, goes_on_as: GoesOnAs, now: datetime) -> None:
    """Leave behind what belonged to a schedule."""
    pair.goes_on_as = goes_on_as
    pair.term_ends_at = pair.asked_from = pair.wound_down_at = pair.closing_since = None
    _count_from(pair, now)


def keep_now_and_then(pair: Pair, now: datetime) -> None:
    """Go on meeting now and then for another year."""
    if pair.lifecycle is not Lifecycle.REDEFINED:
        raise refusal_from(pair.lifecycle)
    _count_from(pair, now)


def year_begins_at(pair: Pair) -> datetime | None:
    """Tell from when the year of meeting now and then is counted: later by as long as the two paused meanwhile."""
    if pair.goes_on_as is not GoesOnAs.NOW_AND_THEN or pair.closes_at is None:
        return None
    return pair.closes_at - KEEP_WAITS - A_YEAR


def reopen(pair: Pair, now: datetime) -> None:
    """Start again with a schedule, in the same rhythm and without a term. It takes both, and room on both sides."""
    if pair.lifecycle is not Lifecycle.REDEFINED:
        raise refusal_from(pair.lifecycle)
    pair.become(Lifecycle.ACTIVE, now)
    pair.idle_since = now
    pair.goes_on_as = pair.redefined_at = pair.closes_at = None


def complete(pair: Pair, now: datetime) -> None:
    """End because it did its work. What is left to say is asked of each afterwards, so it is looked at once more."""
    check(pair.lifecycle, Lifecycle.ENDED_COMPLETED)
    pair.end(now, Lifecycle.ENDED_COMPLETED)
    pair.look_at = now


def _must_not_be_paused(pair: Pair) -> None:
    """Refuse a step towards the end while the pair is paused; going on from a pause leads back to where it stood."""
    if pair.lifecycle is Lifecycle.PAUSED:
        raise refusal_from(pair.lifecycle)


def _count_from(pair: Pair, now: datetime) -> None:
    pair.redefined_at = pair.look_at = now
    pair.closes_at = now + A_YEAR + KEEP_WAITS if pair.goes_on_as is GoesOnAs.NOW_AND_THEN else None
