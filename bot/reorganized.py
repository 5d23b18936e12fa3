"""Reorganized: pairs whose two came to share a reporting line are silent until both said how to go on (E12).

Meanwhile nothing new is written down about the pair. Where the line is another one again, the pair goes on.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot import leadership, letterbox, safety
from bot.blocks import Message, actions, button, listed, mention, message
from bot.mentoring import holds
from bot.mentoring.holds import LINE_CHANGED, NotesWait
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.lines import is_shared
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.store import concerns, pairs
from bot.store.database import workspace_of
from bot.store.tables.people import people as rows


def look(db: orm.Session, now: datetime) -> int:
    """Hold every live pair whose two share a line now, and let go on whose don't any more; return how many are new."""
    known = sa.select(rows.c.slack_id, rows.c.manager).where(rows.c.workspace == workspace_of(db), rows.c.manager != "")
    manager_of = {slack_id: manager for slack_id, manager in db.execute(known) if manager}
    held = 0
    for pair in pairs.everybodys(db):
        if is_shared(manager_of, pair.mentor.slack_id, pair.mentee.slack_id):
            held += hold(db, pair, now)
        else:
            let_go_on(db, pair, now)
    return held


def must_wait_with_notes(db: orm.Session, pair: Pair) -> None:
    """Refuse new words while the two share a line and haven't both said how to go on."""
    if pairs.is_held_for(db, pair, LINE_CHANGED):
        raise NotesWait


def hold(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Hold one pair and ask both, each alone; leads learn that it happened. Two who went on as peers are left alone."""
    if not pair.takes_room or not safety.hold(
        db, pair, LINE_CHANGED, now, known_to=[each.slack_id for each in pair.both]
    ):
        return False
    about = letterbox.About(pair=pair.id)
    for reader in pair.both:
        words = question(pair, reader.slack_id)
        letterbox.drop(db, reader.slack_id, LINE_CHANGED, f"pair{pair.id}-{now:%Y%m%d}", words, now, about=about)
    tell_leads(db, pair, f"{_names(pair)} share a reporting line now. I asked both how they'd like to go on.", now)
    return True


def let_go_on(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Let a pair go on whose two don't share a line any more, unless something else keeps it on hold; tell both."""
    if not pairs.is_held_for(db, pair, LINE_CHANGED) or concerns.still_open(db, pair):
        return False
    holds.lift(pair, now)
    pairs.record(db, pair, Lifecycle.HOLD, by=None, cause="they share no line any more", now=now)
    letterbox.take_back(db, "no line any more", pair=pair.id, kinds=(LINE_CHANGED,))
    letterbox.retire(db, GOES_ON, now, pair=pair.id, kinds=(LINE_CHANGED,))
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        told = f"You and {partner} don't share a reporting line any more, so your pair goes on where it was."
        words = message(told, actions(button("Set the next date", "book_session", pair.id, style="primary")))
        about = letterbox.About(pair=pair.id)
        letterbox.drop(db, reader.slack_id, "line_over", f"pair{pair.id}-{now:%Y%m%d}", words, now, about=about)
    return True


def tell_leads(db: orm.Session, pair: Pair, told: str, now: datetime) -> bool:
    """Write to the leads who aren't one of the two; tell whether there are any."""
    leads = leadership.leads_of(db, pair.program_id, {each.slack_id for each in pair.both})
    for lead in leads:
        about = (lead.slack_id, "line_lead", f"pair{pair.id}-{now:%Y%m%d%H%M}", message(told), now)
        letterbox.drop(db, *about, class_=Class.LEAD)
    return bool(leads)


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


GOES_ON = message("That is settled: you two don't share a reporting line any more, and your pair goes on.")


def _names(pair: Pair) -> str:
    return listed(mention(each.slack_id) for each in pair.both)
