"""Calendar file: a session as a file that every calendar opens, or as text to copy where no file may be sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Block, Message, button, context, day, escape, message
from bot.desk import Desk
from bot.entries import FILE, Entry, entry_for, file_of, links
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Outcome, Session
from bot.picking import zone
from bot.slack import Reply, SlackSaidNo, Upload, Visit
from bot.store import letters, sessions
from bot.store.database import Database
from handlers.log import theirs

DIRECT = "D"
SENT = message("Here it is, in our conversation. Opening it adds the session; a new date replaces it.")


class NothingToAdd(Refusal):
    """That date doesn't hold any more, and no other is set. `/mentor pairs` shows what's next."""


class SessionIsOver(Refusal):
    """That session is over, and no next one is set. `/mentor pairs` shows what's next."""


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action("calendar_file")(send)


def send(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    upload: Upload,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Put the file into their conversation with the bot; where that may not be, show what it says."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        entry = entry_of(db, action.get("value"), actor)
        room = room_of(db, body, actor)
    content = file_of(entry, now)
    reply(SENT if room and is_sent(upload, room, content) else to_copy(content.decode()))


def is_sent(upload: Upload, room: str, content: bytes) -> bool:
    """Send the file; tell whether it may be sent there at all."""
    try:
        upload(room, FILE, content)
    except SlackSaidNo:
        return False
    return True


def entry_of(db: orm.Session, about: object, actor: str) -> Entry:
    """Make the entry of a session of theirs; an old button means the date that holds now."""
    session, _ = theirs(db, about, actor)
    now_holds = session if session.outcome is Outcome.BOOKED else sessions.booked(db, session.pair)
    if now_holds is None:
        raise NothingToAdd if session.outcome is Outcome.MOVED else SessionIsOver
    return entry_for(now_holds, session.pair, actor)


def room_of(db: orm.Session, body: Mapping[str, Any], actor: str) -> str | None:
    """Find their conversation with the bot: where the button is, or where they were last written to."""
    here = str((body.get("container") or {}).get("channel_id", ""))
    return here if here.startswith(DIRECT) else letters.room_of(db, actor)


def to_copy(text: str) -> Message:
    """Show what would be in the file."""
    return message(f"I may not send files here. Save this as `{FILE}` and open it:", f"```{escape(text)}```")


def calendar_lines(session: Session, reader: Person, pair: Pair) -> list[Block]:
    """Offer what to copy, on the reader's own clock, and what opens the common calendars with it filled in."""
    entry = entry_for(session, pair, reader.slack_id)
    starts, ends = reader.hours.local(entry.starts), reader.hours.local(entry.ends)
    # Where clocks change meanwhile, an end on the clock would tell a wrong length.
    is_plain = starts.utcoffset() == ends.utcoffset()
    until = f"to {ends:%H:%M} {zone(reader)}" if is_plain else f"{zone(reader)}, {session.minutes} minutes"
    when = f"{day(starts.date())} {starts.year}, {starts:%H:%M} {until}"
    added = " · ".join(f"<{address.replace('&', '&amp;')}|{name}>" for name, address in links(entry).items())
    return [
        context(f"For your calendar: `{escape(entry.title)}, {when}`"),
        context(f"Add it to {added}"),
    ]


def file_button(session: Session) -> Block:
    """Offer the file."""
    return button("Calendar file", "calendar_file", session.id, says="Get the session as a file for your calendar")
