"""Refer: thank a former mentor in one's own words, and ask who else might help (practice E8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells, parting
from bot.arrivals import will_hear
from bot.blocks import Answers, Modal, field_of, mention, message, notice, number, quote, text_input
from bot.desk import Desk
from bot.mentoring.pairs import NotTheirPair, Pair
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Visit
from bot.store import inbox, pairs
from bot.store.database import Database

NOTE_MAX = 1000
NOTE = "Thank you for … What helped me most was … Who else might help me with “{topic}”?"
LEFT = ("Thank you for … What helped", "helped me most was … Who else")
"""What stands there as long as somebody hasn't filled it in; an … of their own is theirs."""


class SentAlready(Refusal):
    """Your thanks went out before, and they go out once, so these weren't sent. They stay here for you to copy."""


class NothingToSend(Refusal):
    """Please put it in your own words first: what is still marked … is yours to fill in. Nothing was sent."""


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("refer")(refer)
    desk.view("refer")(save)


def refer(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the note."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = theirs(db, action.get("value"), actor)
        if not pair.is_live:
            parting.must_pass_on(db, pair, actor)
        modal = form(pair)
    open_modal(modal)


def save(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Send it in their words, once; a second note is refused and stays where it was typed."""
    note = Answers(view).text("note")
    if not note or any(each in note for each in LEFT):
        raise NothingToSend
    with database.begin(workspace) as db:
        pair = theirs(db, view["private_metadata"], actor)
        parting.must_pass_on(db, pair, actor)
        words = message(f"{mention(actor)} sends you a few words:", quote(note))
        is_heard, is_new = pair.mentor.has_joined, inbox.is_new(db, f"view:{view['id']}", now)
        is_sent = is_heard and is_new and farewells.tell(db, pair, pair.mentor, "referral", "once", words, now)
        if is_heard and is_new and not is_sent:
            raise SentAlready
        thanks = "Thank you." if is_heard else "This wasn't sent."
        told = f"{thanks} {will_hear(db, 'referral', pair.mentor, now, pair=pair)}"
    title = "Sent" if is_heard else "Thank and ask on"
    ack(response_action="update", view=notice(title, told, quote(note)).payload)


def theirs(db: orm.Session, value: object, actor: str) -> Pair:
    """Return a pair in which they are or were the mentee, also one that has ended."""
    pair = pairs.one(db, number(value) or 0)
    if pair is None or pair.mentee.slack_id != actor:
        raise NotTheirPair
    return pair


def form(pair: Pair) -> Modal:
    """Offer a beginning; nothing goes out before they have made it theirs."""
    note = text_input(initial=NOTE.format(topic=pair.purpose or "what comes next"), lines=True, most=NOTE_MAX)
    hint = "It goes out in your words, once, and only when you press Send."
    return Modal(
        "refer",
        "Thank and ask on",
        [field_of("note", f"To {pair.mentor.name}", note, hint=hint)],
        submit="Send",
        close="Cancel",
        about=str(pair.id),
    )
