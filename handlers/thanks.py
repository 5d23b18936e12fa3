"""Thanks: one sentence on what was useful, in the sender's own words or not at all (practice C7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import letterbox
from bot.blocks import Answers, Modal, button, field_of, mention, message, notice, number, quote, text_input
from bot.desk import Desk, rest
from bot.letterbox import About
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Reply, Visit
from bot.store import inbox, pairs
from bot.store.database import Database
from bot.windows import Takes
from handlers.pairs import Window, label, open_or_ask, will_hear

HELP = "`/mentor thanks @person` — say what was useful, in your own words"
THANKS_MAX = 1000


class NothingToSend(Refusal):
    """There is nothing to send yet. Thanks go out in your own words, and I have none to offer instead."""


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("thanks", "thank")(thank)
    desk.action("say_thanks")(thank_by_button)
    desk.view("thanks")(send)


def thank(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for the person who is meant."""
    ack()
    open_or_ask(WINDOW.for_whom(database, workspace, visit(), rest(command), now), reply, open_modal)


def thank_by_button(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for one pair."""
    ack()
    open_modal(WINDOW.for_this(database, workspace, visit(), action))


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
        sent = f"{is_sent} {will_hear(partner, now)}"
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
    choice=lambda pair, actor: button(label(pair, actor), "say_thanks", pair.id),
    make=lambda _, pair, actor: form(pair, actor),
    takes=Takes(words="thanks"),
)
