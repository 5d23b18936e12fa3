"""Proposals: when only one of two said how to go on with a stalled pair, that is proposed to both (practice D3)."""

from datetime import datetime, timedelta

from sqlalchemy import orm

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.pairs import Pair
from bot.mentoring.picks import Pick, occasion
from bot.store import overdue
from bot.store.database import Database
from scheduling.lapses.telling import tell

WORKING_DAYS_TO_ANSWER = 5
"""After so many, one answer is enough to propose something."""
SHORTEST_WAIT = timedelta(days=WORKING_DAYS_TO_ANSWER - 1)
"""Five working days are never less, even for somebody who works every day and is asked in the evening."""
PICKS_KEPT_FOR = timedelta(days=60)

IDEAS = {
    Pick.END: ("wrapping up with thanks", "Wrap up", "end_pair"),
    Pick.PAUSE: ("pausing until a date that suits you", "Pause until…", "pause_pair"),
    Pick.SLOWER: ("going on in a slower rhythm", "Slower rhythm", "slower"),
    Pick.RESTART: ("starting again with 20 minutes", "Restart with 20 min", "short_call"),
}


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
    """Write the same proposal to both, unless the pair has moved on since."""
    if not pair.meets or about != occasion(pair):
        return False
    for reader in pair.both:
        tell(db, pair, reader, "proposal", about, proposal(pair, reader.slack_id, pick), now)
    return True


def proposal(pair: Pair, reader: str, pick: Pick) -> Message:
    """Propose one way to go on; who picked what is never said."""
    idea, label, action = IDEAS[pick]
    partner = mention(pair.partner_of(reader).slack_id)
    return message(
        f"You and {partner} haven't met for a while. I'd propose {idea}. If that suits you, one tap does it.",
        actions(
            button(label, action, pair.id, style="primary"),
            button("Keep it going", "keep_pair", pair.id, says="Keep this pair going as it is"),
        ),
    )
