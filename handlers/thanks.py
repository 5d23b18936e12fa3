"""Thanks: one sentence on what was useful, in the sender's own words or not at all (practice C7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import Answers, Modal, field_of, mention, message, notice, number, quote, text_input
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.store import inbox, pairs
from bot.store.database import Database
from bot.windows import Takes
from handlers.pairs.window import Window

HELP = "`/mentor thanks @person` — say what was useful, in your own words"
THANKS_MAX = 1000


class NothingToSend(Refusal):
    """There is nothing to send yet. Thanks go out in your own words, and I have none to offer instead."""


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("thanks", "thank")(WINDOW.by_command)
    desk.action("say_thanks")(WINDOW.by_button)
    desk.view("thanks")(send)


def send(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Hand the words on, once."""
    words = Answers(view).text("thanks")
    if not words:
        raise NothingToSend
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(view["private_metadata"]) or 0, actor)
        pair.must_pass_on()
        partner = pair.partner_of(actor)
        told = message(f"{mention(actor)} thanks you, in their own words:", quote(words))
        if partner.has_joined and inbox.is_new(db, f"view:{view['id']}", now):
            about = About(pair=pair.id)
            letterbox.drop(db, partner.slack_id, "thanks", f"view{view['id']}", told, now, about=about)
        is_sent = "On its way, in your words." if partner.has_joined else "This wasn't sent."
        sent = f"{is_sent} {will_hear(db, 'thanks', partner, now, pair=pair)}"
    ack(response_action="update", view=notice("Thanks", sent, quote(words)).payload)


def form(pair: Pair, actor: str) -> Modal:
    """Ask for a sentence; there is none to pick."""
    name = pair.partner_of(actor).name
    field = field_of(
        "thanks",
        f"What was useful, {name} might like to know?",
        text_input(lines=True, most=THANKS_MAX),
        hint="One sentence is plenty. It goes out exactly as you write it.",
    )
    return Modal("thanks", "Thanks", [field], submit="Send", close="Cancel", about=str(pair.id))


WINDOW = Window(
    question="Whom would you like to thank?",
    opened_by="say_thanks",
    make=lambda _, pair, actor, __: form(pair, actor),
    takes=Takes(words="thanks"),
)
