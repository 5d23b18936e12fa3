"""Pauses: either may begin one alone, and each ends their own; a pair goes on as soon as neither pauses it.

A hold looks like a pause of the other one (practice E10), so whoever doesn't know of it pauses and takes up a pair on
hold as if it were one: it stays paused, and what they wished holds once the hold is lifted.
"""

from datetime import datetime

from bot.mentoring.holds import shown_until
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import PAUSE_MAX, Pair, PauseIsTooLong


def begin(pair: Pair, until: datetime, now: datetime, by: str) -> None:
    """Pause until a day, or move one's own; what the other one paused, too, stays paused by both until the later day.

    A sooner one would end the pause over the head of whoever needs it.
    """
    was = pair.before_hold if pair.lifecycle is Lifecycle.HOLD else pair.lifecycle
    whose = None if was is Lifecycle.PAUSED and not is_own(pair, by) else by
    if not is_own(pair, by):
        until = max(until, shown_until(pair, now) or until)
    if pair.lifecycle is not Lifecycle.HOLD:
        pair.pause(until, now, whose)
        return
    if until - now > PAUSE_MAX:
        raise PauseIsTooLong
    pair.paused_until, pair.look_at = until, now
    pair.before_hold, pair.paused_by, pair.pause_extended = Lifecycle.PAUSED, whose, 0
    pair.paused_at = pair.paused_at if was is Lifecycle.PAUSED else now


def is_by(pair: Pair, who: str) -> bool:
    """Tell whether this one of the two pauses the pair, alone or besides the other."""
    stands = pair.before_hold if pair.lifecycle is Lifecycle.HOLD else pair.lifecycle
    return stands is Lifecycle.PAUSED and pair.paused_by in {None, who}


def is_own(pair: Pair, who: str) -> bool:
    """Tell whether this one of the two pauses the pair, and the other one doesn't, as far as they can see.

    Who pauses a pair that is on hold already pauses it besides the other one: they have to take the hold for that.
    """
    is_besides = pair.on_hold_since is not None and pair.paused_at is not None and pair.paused_at >= pair.on_hold_since
    return is_by(pair, who) and pair.paused_by is not None and not is_besides


def let_go(pair: Pair, by: str, now: datetime) -> bool:
    """End what this one of the two paused; tell whether the pair goes on, because nothing pauses it any more.

    Within a hold that came later, all of it is one stop: no day of it counts as silence once it is lifted.
    """
    is_theirs = pair.paused_by in {None, by}
    if pair.lifecycle is Lifecycle.PAUSED and pair.paused_by == by:
        pair.resume(now)
        return True
    if pair.lifecycle is Lifecycle.HOLD and pair.before_hold is Lifecycle.PAUSED and pair.paused_by == by:
        pair.before_hold = pair.under_way
        pair.on_hold_since = min(each for each in (pair.on_hold_since, pair.paused_at, now) if each)
    if is_theirs:
        pair.paused_by = pair.partner_of(by).slack_id
    return False
