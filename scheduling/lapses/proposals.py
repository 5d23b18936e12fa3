"""Proposals: when only one of two said how to go on with a stalled pair, that is proposed to both (practice D3)."""

from datetime import datetime, timedelta

from sqlalchemy import orm

from bot.mentoring.pairs import Pair
from bot.mentoring.picks import WORKING_DAYS_TO_ANSWER, Pick
from bot.proposals import after_one_answer
from bot.store import overdue
from bot.store.database import Database
from scheduling.lapses.telling import tell

SHORTEST_WAIT = timedelta(days=WORKING_DAYS_TO_ANSWER - 1)
"""Five working days are never less, even for somebody who works every day and is asked in the evening."""
PICKS_KEPT_FOR = timedelta(days=60)


def lapse(database: Database, now: datetime) -> int:
    """Propose what one side picked, where the other had time enough to pick as well."""
    with database.everywhere() as db:
        overdue.forget_old_picks(db, now - PICKS_KEPT_FOR)
        alone = overdue.lone_picks(db, now - SHORTEST_WAIT)
        held = overdue.these(db, {lone.pair_id for lone in alone})
        changed = 0
        for lone in alone:
            pair = held.get(lone.pair_id)
            if pair and had_time(pair, lone.by, lone.at, now):
                changed += propose(db, pair, Pick(lone.pick), lone.occasion, now)
                overdue.forget_picks(db, pair, lone.occasion)
        return changed


def had_time(pair: Pair, by: str, at: datetime, now: datetime) -> bool:
    """Tell whether the other one had five working days of their own to answer."""
    return pair.partner_of(by).hours.working_days_after(at, WORKING_DAYS_TO_ANSWER) <= now


def propose(db: orm.Session, pair: Pair, pick: Pick, about: str, now: datetime) -> bool:
    """Write the same proposal to both, unless one left, the pair has moved on, or both hear now that it will rest."""
    if not all(reader.has_joined for reader in pair.both):
        return False
    if not pair.meets or about != pair.silence or now >= pair.rest_notice_at:
        return False
    for reader in pair.both:
        tell(db, pair, reader, "proposal", about, after_one_answer(pair, reader.slack_id, pick), now)
    return True
