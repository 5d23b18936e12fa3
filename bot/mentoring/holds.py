"""Holds: a pair that is silent at once because somebody raised a concern, or the two came to share a line."""

from datetime import datetime

from bot.mentoring.closings import settle_as
from bot.mentoring.lifecycles import Lifecycle, NotUnderWay
from bot.mentoring.pairs import PAUSE_LONGER, GoesOnAs, Pair
from bot.mentoring.refusals import Refusal

LINE_CHANGED = "line_changed"
"""The cause of a hold that both know of, because both were asked how to go on (practice E12)."""


class NotesWait(Refusal):
    """You share a line now: until both said how to go on, nothing new is written down. Copy your words if you like."""


def hold(pair: Pair, now: datetime) -> None:
    """Stop everything at once. Nobody is told why, and everybody sees a pause (transition 12)."""
    if pair.lifecycle is Lifecycle.HOLD:
        return
    was = pair.lifecycle
    pair.become(Lifecycle.HOLD, now)
    pair.before_hold, pair.on_hold_since = was, now


def shown_until(pair: Pair, now: datetime) -> datetime | None:
    """Tell until when a pause lasts as far as it is known; a hold has such a day, too, which moves on as a pause's.

    Somebody on hold must see what somebody sees whose pair is paused: a day, and later another one (practice E10).
    """
    if pair.lifecycle is not Lifecycle.HOLD:
        return pair.paused_until if pair.lifecycle is Lifecycle.PAUSED else None
    until = pair.paused_until or (pair.on_hold_since or now) + PAUSE_LONGER
    return until if until > now else until + ((now - until) // PAUSE_LONGER + 1) * PAUSE_LONGER


def move_on(pair: Pair, now: datetime, *, was_asked: bool) -> None:
    """Show a later day once the one that was shown has come; nothing else changes about the hold.

    A pause that somebody was asked about goes on, as any does that nobody ends; one of a few days is over.
    """
    pair.paused_until, pair.look_at = shown_until(pair, now), now
    if pair.before_hold is Lifecycle.PAUSED and not was_asked:
        pair.before_hold = pair.under_way


def lift(pair: Pair, now: datetime) -> None:
    """Go on where the pair stood before; the time between counts neither as silence nor towards an end.

    Where it is paused besides, the end of that pause counts on.
    """
    since = min(moment for moment in (pair.on_hold_since, pair.paused_at, now) if moment)
    paused_at = pair.paused_at
    if _release(pair, now) is not Lifecycle.PAUSED:
        pair.go_on_after(since, now)
    elif paused_at and since < paused_at:
        pair.go_on_after(since, paused_at)


def is_kept_apart(pair: Pair) -> bool:
    """Tell whether this is mentoring, which a reporting line forbids; peers aren't mentor and mentee (practice R1)."""
    return pair.goes_on_as is not GoesOnAs.PEERS


def share_a_line(pair: Pair, now: datetime) -> None:
    """Have another reason to be on hold: until both said how to go on, or the line is another one again."""
    if pair.lifecycle is not Lifecycle.HOLD:
        raise NotUnderWay
    pair.line_since = now


def episode(pair: Pair) -> str:
    """Name this time in which the two share a line, however soon another one follows."""
    return f"line-{pair.line_since:%Y%m%d%H%M%S%f}"


def go_on_as_peers(pair: Pair, now: datetime) -> None:
    """Go on without mentoring, because the two came to share a reporting line and both would like to (E12)."""
    _release(pair, now)
    pair.lifecycle, pair.line_since = Lifecycle.REDEFINED, None
    pair.paused_at = pair.paused_until = pair.paused_by = None
    settle_as(pair, GoesOnAs.PEERS, now)


def _release(pair: Pair, now: datetime) -> Lifecycle:
    if pair.lifecycle is not Lifecycle.HOLD or pair.before_hold is None:
        raise NotUnderWay
    pair.lifecycle, pair.look_at = pair.before_hold, now
    pair.before_hold = pair.on_hold_since = None
    if pair.lifecycle is not Lifecycle.PAUSED:
        pair.paused_at = pair.paused_until = pair.paused_by = None
    return pair.lifecycle
