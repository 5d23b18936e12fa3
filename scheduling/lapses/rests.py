"""Rests: a pair that was told on which day it will rest, and that nobody kept going, falls silent (practice D6)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.facts import Told
from bot.mentoring.letters import Letter
from bot.mentoring.pairs import REST_GRACE, Pair
from bot.mentoring.sessions import NOT_HELD, Session
from bot.mentoring.times import Times
from bot.store import letters, overdue, pairs, sessions, times
from bot.store.database import Database

NOTICE = "rest_notice"


def lapse(database: Database, now: datetime) -> int:
    """Let every pair rest whose day has come; a notice that was answered is done with."""
    with database.everywhere() as db:
        notices: dict[int, list[Letter]] = defaultdict(list)
        for notice in overdue.rest_notices(db, now):
            notices[notice.pair_id or 0].append(notice)
        if not notices:
            return 0
        told, plans = letters.told_about_pairs(db, notices), sessions.plans_of(db, notices)
        proposed = times.of_pairs(db, notices)
        changed = 0
        for number, pair in overdue.these(db, notices).items():
            at = rests_at(pair, told.get(number, ()), plans[number], proposed[number])
            changed += rest(db, pair, at, now)
            if at is None or at <= now:
                _be_done_with(notices[number], now)
        return changed


def rests_at(
    pair: Pair, told: Iterable[Told], meetings: Iterable[Session], proposed: Iterable[Times]
) -> datetime | None:
    """Tell when a pair rests: two weeks after the last notice of this silence, the last tap on one, or the last plan.

    Keeping, pausing and meeting begin a new story, also when it is noted after a notice that they met before it.
    A tap that decided nothing puts the rest off, and no more: else whoever opened a window and closed it again would
    stay between being kept and resting for good. So does a date: nobody's next session finds the pair at rest, and one
    that falls through leaves time for another; and so do times that one of them proposed, which is no silence. While a
    lead looks after the two, nothing rests.
    """
    spoken = (letter for letter in told if letter.kind == NOTICE and letter.at > pair.quiet_since)
    notices = [letter for letter in spoken if letter.occasion.startswith(pair.silence)]
    heard = [moment for notice in notices for moment in (notice.at, notice.acknowledged_at) if moment]
    if not heard or not pair.meets:
        return None
    plans = [each.ends_at for each in meetings if each.outcome in NOT_HELD and each.at > pair.quiet_since]
    plans += [each.ends_at for each in proposed if each.proposed_at > pair.quiet_since]
    return max(max([*heard, *plans]) + REST_GRACE, pair.checked_in_until or pair.quiet_since)


def rest(db: orm.Session, pair: Pair, at: datetime | None, now: datetime) -> bool:
    """Let a pair rest, if the moment has come."""
    if at is None or at > now:
        return False
    was = pair.lifecycle
    pair.rest(now)
    pairs.record(db, pair, was, by=None, cause="nobody kept it going", now=now)
    return True


def _be_done_with(notices: Iterable[Letter], now: datetime) -> None:
    """Look at these no more. Their buttons still work: one tap takes a resting pair up again."""
    for notice in notices:
        notice.retired_at = now
