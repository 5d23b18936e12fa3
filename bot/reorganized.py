"""Reorganized: pairs whose two came to share a reporting line are silent until both said how to go on (E12)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot import leadership, letterbox, safety
from bot.blocks import Message, actions, button, listed, mention, message
from bot.mentoring.lines import is_shared
from bot.mentoring.pairs import Pair
from bot.store import pairs
from bot.store.database import workspace_of
from bot.store.tables.people import people as rows

CAUSE = "line_changed"


def look(db: orm.Session, now: datetime) -> int:
    """Hold every live pair of this workspace whose two share a line now; return how many are new."""
    known = sa.select(rows.c.slack_id, rows.c.manager).where(rows.c.workspace == workspace_of(db), rows.c.manager != "")
    manager_of = {slack_id: manager for slack_id, manager in db.execute(known) if manager}
    found = [pair for pair in pairs.everybodys(db) if is_shared(manager_of, pair.mentor.slack_id, pair.mentee.slack_id)]
    return sum(hold(db, pair, now) for pair in found)


def hold(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Hold one pair and ask both, each alone; leads learn that it happened. Two who went on as peers are left alone."""
    if not pair.takes_room or not safety.hold(db, pair, CAUSE, now):
        return False
    about = letterbox.About(pair=pair.id)
    for reader in pair.both:
        words = question(pair, reader.slack_id)
        letterbox.drop(db, reader.slack_id, CAUSE, f"pair{pair.id}-{now:%Y%m%d}", words, now, about=about)
    tell_leads(db, pair, f"{_names(pair)} share a reporting line now. I asked both how they'd like to go on.", now)
    return True


def tell_leads(db: orm.Session, pair: Pair, told: str, now: datetime) -> None:
    """Write to the leads who aren't one of the two."""
    for lead in leadership.leads_of(db, pair.program_id, {each.slack_id for each in pair.both}):
        letterbox.drop(db, lead.slack_id, "line_lead", f"pair{pair.id}-{now:%Y%m%d%H%M}", message(told), now)


def question(pair: Pair, reader: str) -> Message:
    """Ask one of the two how to go on."""
    partner = mention(pair.partner_of(reader).slack_id)
    return message(
        f"You and {partner} share a reporting line now, so I've paused your pair. Would you like to wrap up, or go on "
        "as peers without mentoring? No need to answer right away, and your answer stays private.",
        actions(
            button("Wrap up", "end_pair", pair.id, says="Wrap up this pair"),
            button("Continue as peers", "line_peers", pair.id, says="Go on as peers, without mentoring"),
            button("Ask lead", "line_lead", pair.id, says="Ask a program lead to get in touch"),
        ),
    )


def _names(pair: Pair) -> str:
    return listed(mention(each.slack_id) for each in pair.both)
