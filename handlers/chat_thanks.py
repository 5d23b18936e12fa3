"""Thanks after a chat, in the mentee's own words; nothing is sent for them, and nothing empty."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import letterbox
from bot.blocks import Answers, Message, Modal, field_of, mention, message, notice, number, quote, text_input
from bot.desk import Desk
from bot.mentoring.chats import Chat, ChatState, NotHeldYet
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Replace, Visit
from bot.store import chats
from bot.store.database import Database

WORDS_MAX = 600
TOOK_PLACE = frozenset({ChatState.HELD, ChatState.CLOSED, ChatState.CONVERTED})


class ThanksAreTheMentees(Refusal):
    """These thanks are the mentee's to write, so nothing was sent."""


class ThankedAlready(Refusal):
    """You have sent your thanks already, so nothing was sent again."""


def register(desk: Desk) -> None:
    """Listen for the buttons and the form."""
    desk.action("chat_thanks")(write)
    desk.action("no_thanks")(leave)
    desk.view("chat_thanks")(send)


def write(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        chat = chats.theirs(db, number(action.get("value")), actor)
    check(chat, actor)
    open_modal(form(chat))


def leave(ack: Ack, visit: Visit, replace: Replace) -> None:
    """Let it be."""
    ack()
    visit()
    replace(message("Fine. You can always thank them yourself."))


def send(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Pass the thanks on, once."""
    text = Answers(view).text("words")
    if not text or len(text) > WORDS_MAX:
        trouble = f"Please keep this within {WORDS_MAX} characters." if text else "Please write a sentence of your own."
        ack(response_action="errors", errors={"words": trouble})
        return
    with database.begin(workspace) as db:
        chat = chats.theirs(db, number(view.get("private_metadata")), actor, hold=True)
        check(chat, actor)
        chat.thanked_at = now
        chat.ask.look_at = now
        letterbox.take_back(db, "thanked", ask=chat.ask.id, kinds=("chat_thanks",))
        letterbox.retire(db, message("You have thanked them."), now, ask=chat.ask.id, kinds=("chat_thanks",))
        mentor = chat.ask.mentor.slack_id
        letterbox.drop(db, mentor, "thanks_for_chat", f"chat{chat.id}", thanks(actor, text), now)
    ack(response_action="update", view=notice("Sent", f"{mention(mentor)} gets it in your words.", final=True).payload)


def check(chat: Chat, actor: str) -> None:
    """Refuse thanks for what didn't take place, from somebody else, or a second time."""
    if chat.ask.mentee.slack_id != actor:
        raise ThanksAreTheMentees
    if chat.state not in TOOK_PLACE or chat.held_at is None:
        raise NotHeldYet
    if chat.thanked_at:
        raise ThankedAlready


def form(chat: Chat) -> Modal:
    """Ask for a few sentences, with what they may say."""
    words = text_input(lines=True, most=WORDS_MAX)
    hint = "What you took from it, what you'll do by when, and thanks for something particular. A sentence is enough."
    field = field_of("words", f"To {chat.ask.mentor.name}", words, hint=hint)
    return Modal("chat_thanks", "Thanks", [field], submit="Send", close="Cancel", about=str(chat.id))


def thanks(actor: str, text: str) -> Message:
    """Pass it on as it was written."""
    return message(f"{mention(actor)} writes about your 20-minute chat:", quote(text))
