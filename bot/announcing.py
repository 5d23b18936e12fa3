"""Announcing: an announcement in the words people see, and its way to them: one channel, or each person of a role.

To people it goes as one letter each, with a key that depends on nothing but the announcement and the person: whatever
is begun anew after a crash, nobody gets a second one.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Block, Message, actions, button, context, escape, mention, message, section
from bot.mentoring.occasions import Class
from bot.store import announcements
from bot.store.announcements import CHANNEL, KIND, Announcement, State

PIECE_MAX = 500
"""Escaping makes a character five at most, and a section takes three thousand."""
BROADCAST = re.compile(r"@(channel|here|everyone)\b|<!(channel|here|everyone|subteam)\b", re.IGNORECASE)
AT_ONCE: Final = 1000
"""So many letters are written in one transaction; what comes after a crash goes on from there."""
APART: Final = timedelta(seconds=1)
"""Letters to many people are due so far apart: half of what a workspace takes, so that others find room."""
OUT_OF_DATE: Final = timedelta(days=7)


def carry(db: orm.Session, written: Announcement, now: datetime) -> bool:
    """Write the next letters of an announcement; tell whether all are written."""
    since = written.send_at or now
    if written.audience == CHANNEL:
        about = (KIND, str(written.id), as_seen(written), now)
        letterbox.drop(db, written.channel, *about, class_=Class.BROADCAST)
        announcements.move(db, written.id, State.SENT)
        return True
    readers = announcements.audience(db, written.audience, written.upto, AT_ONCE)
    last = announcements.last_due(db, written.id, written.upto)
    begin = max(now, since, last + APART if last else since)
    due = {reader.slack_id: begin + turn * APART for turn, reader in enumerate(readers)}
    for words, is_mentor in ((to_mentor(written), True), (to_mentee(written), False)):
        theirs = {reader.slack_id: due[reader.slack_id] for reader in readers if reader.is_mentor is is_mentor}
        until = since + OUT_OF_DATE
        letterbox.drop_copies(db, theirs, KIND, str(written.id), words, now, class_=Class.BROADCAST, until=until)
    is_done = len(readers) < AT_ONCE
    announcements.move(db, written.id, State.SENT if is_done else State.GOING, upto=readers[-1].id if readers else None)
    return is_done


def as_seen(written: Announcement) -> Message:
    """Make the message that goes to the channel."""
    join = button("Join", "join", style="primary", says="Join mentoring")
    return message(*words(written), actions(join, button("Find a mentor", "open_find")), signature(written))


def to_mentor(written: Announcement) -> Message:
    """Make the message as a mentor sees it."""
    return message(*words(written), actions(button("What you offer", "open_offer")), sender(written))


def to_mentee(written: Announcement) -> Message:
    """Make the message as somebody sees it who doesn't mentor."""
    return message(*words(written), actions(button("Find a mentor", "open_find")), sender(written))


def words(written: Announcement) -> list[Block]:
    """Show title and text, safe to show: they ping nobody and link nowhere."""
    return [section(f"*{escape(written.title)}*"), *(section(escape(piece)) for piece in pieces(written.body))]


def signature(written: Announcement) -> Block:
    """Say who tells this, and that joining is a choice."""
    return context(
        f"Posted for {mention(written.by)}, who leads mentoring here. Joining is your choice, and so is leaving."
    )


def sender(written: Announcement) -> Block:
    """Say who tells this, why it came, and how to hear less."""
    return context(
        f"Sent for {mention(written.by)}, who leads mentoring here. You get this because you joined; "
        "`/mentor quiet` says when I may write."
    )


def pieces(text: str) -> list[str]:
    """Cut a long text between words, so that every piece fits into a section."""
    cut: list[str] = []
    while len(text) > PIECE_MAX:
        at = max(text.rfind("\n", 0, PIECE_MAX), text.rfind(" ", 0, PIECE_MAX))
        at = at if at > PIECE_MAX // 2 else PIECE_MAX
        cut, text = [*cut, text[:at]], text[at:].strip()
    return [*cut, text] if text else cut


def pings(written: Announcement) -> bool:
    """Tell whether somebody tried to ping everybody."""
    return bool(BROADCAST.search(f"{written.title}\n{written.body}"))


def previews(written: Announcement) -> Sequence[tuple[str, Message]]:
    """Show an announcement as each kind of reader sees it."""
    if written.audience == CHANNEL:
        return (("", as_seen(written)),)
    both = {
        "mentors": ("As a mentor sees it:", to_mentor(written)),
        "mentees": ("As a mentee sees it:", to_mentee(written)),
    }
    return tuple(both[role] for role in both if written.audience in {role, "everybody"})
