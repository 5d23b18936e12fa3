"""No reply: who hears nothing from the other is helped to say one word, and needn't chase (practice D4, D5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Message,
    Modal,
    actions,
    button,
    context,
    field_of,
    mention,
    message,
    notice,
    number,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.knocks import NOTE, NOTE_BEFORE_THE_FIRST, WORKING_DAYS_TO_ANSWER, KnockedAlready
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.rhythms import every
from bot.slack import Open, Refresh, Visit
from bot.store import knocks, pairs
from bot.store.database import Database
from handlers.pairs.window import Window

HELP = "`/mentor no-reply` — the other one doesn't answer: one kind word, and then other ways"
NOTE_MAX = 600
KNOCK = "knock"
LATER = f"If nothing comes in {WORKING_DAYS_TO_ANSWER} working days, I come back to you with other ways."


class TheyHearNothing(Refusal):
    """They have left mentoring and get no messages from me. You can write to them yourself, or end the pair."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("no-reply")(WINDOW.by_command)
    desk.action("no_reply")(WINDOW.by_button)
    desk.action("knock_once")(knock_for_mentor)
    desk.view("no_reply")(send)


def send(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Pass the mentee's own words on, once in each silence."""
    text = Answers(view).text("note")
    if not text or len(text) > NOTE_MAX:
        trouble = f"Please keep this within {NOTE_MAX} characters." if text else "Please write a sentence."
        ack(response_action="errors", errors={"note": trouble})
        return
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(view.get("private_metadata")) or 0, actor, hold=True)
        knock(db, pair, actor, to_mentor(pair, actor, text) if is_mentee(pair, actor) else to_mentee(pair), now)
        told = will_hear(db, KNOCK, pair.partner_of(actor), now, pair=pair)
    ack(response_action="update", view=notice("Sent", told, LATER, final=True).payload)
    refresh()


def knock_for_mentor(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Say one word to the mentee, so that the mentor needn't."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor, hold=True)
        knock(db, pair, actor, to_mentee(pair), now)
        told = will_hear(db, KNOCK, pair.partner_of(actor), now, pair=pair)
    update_modal(notice("Done", told, LATER, final=True))


def knock(db: orm.Session, pair: Pair, actor: str, words: Message, now: datetime) -> None:
    """Write to the other one, if they can be written to."""
    other = pair.partner_of(actor)
    if not other.has_joined:
        raise TheyHearNothing
    occasion = f"knock{knocks.begin(db, pair, pair.person(actor), now).id}"
    letterbox.drop(db, other.slack_id, KNOCK, occasion, words, now, about=letterbox.About(pair=pair.id))


def is_mentee(pair: Pair, actor: str) -> bool:
    """Tell which of the two it is."""
    return pair.mentee.slack_id == actor


def window(db: orm.Session, pair: Pair, actor: str) -> Modal:
    """Make the form; who has asked already is told so at once, before they write anything."""
    if not pair.partner_of(actor).has_joined:
        raise TheyHearNothing
    try:
        knocks.check(db, pair, pair.person(actor))
    except KnockedAlready as refusal:
        return asked_already(pair, refusal.sentence)
    return form(pair, actor)


def asked_already(pair: Pair, told: str) -> Modal:
    """Say that a word is on its way already, with what else is possible meanwhile."""
    ways = actions(
        button("Set a date", "book_session", pair.id, says="Set the next date"),
        button("Pause", "pause_pair", pair.id, says="Pause until a date"),
        button("Close without fault", "end_pair", pair.id, says="End this pair without fault"),
    )
    return Modal("notice", "No reply", [section(f"{told} Meanwhile, each of these is fine:"), ways], close="Close")


def form(pair: Pair, actor: str) -> Modal:
    """Offer the mentee a note to change, and the mentor three ways not to chase."""
    other = pair.partner_of(actor)
    if is_mentee(pair, actor):
        words = text_input(initial=NOTE if pair.held else NOTE_BEFORE_THE_FIRST, lines=True, most=NOTE_MAX)
        hint = "It goes out in your words, once. A busy stretch is the usual reason."
        blocks = [field_of("note", f"A short note to {other.name}", words, hint=hint), context(LATER)]
        return Modal("no_reply", "No reply", blocks, submit="Send", close="Cancel", about=str(pair.id))
    ways = actions(
        button("Nudge once for me", "knock_once", pair.id, style="primary", says=f"Write to {other.name} for me, once"),
        button("Pause", "pause_pair", pair.id, says="Pause until a date"),
        button("Close without fault", "end_pair", pair.id, says="End this pair without fault"),
    )
    told = f"You don't have to chase. {mention(other.slack_id)} may have a busy stretch, and each of these is fine:"
    return Modal("notice", "No reply", [section(told), ways], close="Close")


def to_mentor(pair: Pair, actor: str, text: str) -> Message:
    """Pass a note on, with the ways a mentor has; it is no complaint."""
    return message(
        f"{mention(actor)} sends you a note:",
        quote(text),
        f"You two mean to meet {every(pair.rhythm)}. You can slow down, pause or wrap up without explaining.",
        actions(
            button("It's fine", "fine", pair.id, says="The rhythm is fine"),
            button("Less often", "slower", pair.id, says="Meet less often"),
            button("Pause until…", "pause_pair", pair.id, says="Pause until a date"),
            button("Wrap up", "end_pair", pair.id, says="Wrap up this pair"),
        ),
    )


def to_mentee(pair: Pair) -> Message:
    """Ask the mentee on the mentor's behalf, with every way there is."""
    return message(
        f"{mention(pair.mentor.slack_id)} would like to know how to go on with you two. "
        "A date, a slower rhythm, a break or an end: each is a good answer.",
        actions(
            button("Set a date", "book_session", pair.id, style="primary", says="Set the next date"),
            button("Less often", "slower", pair.id, says="Meet less often"),
            button("Pause until…", "pause_pair", pair.id, says="Pause until a date"),
            button("Wrap up", "end_pair", pair.id, says="Wrap up this pair"),
        ),
    )


WINDOW = Window(
    question="Who doesn't answer?",
    opened_by="no_reply",
    make=lambda db, pair, actor, _: window(db, pair, actor),
)
