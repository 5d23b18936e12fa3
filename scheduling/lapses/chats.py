"""Chats of which nothing came, or nothing more: they are let go without a word (practice A12)."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, message
from bot.mentoring.chats import Chat
from bot.mentoring.people import Person
from bot.store import chats
from bot.store.database import Database

GONE = message("This chat has had its time. `/mentor chats` shows what is open.")


def lapse(database: Database, now: datetime) -> int:
    """Close every chat whose time has run out, and take its buttons away."""
    with database.everywhere() as db:
        over = chats.to_close(db, now)
        for chat in over:
            chat.close(now)
            letterbox.take_back(db, "the chat is over", ask=chat.ask.id)
            letterbox.retire(db, GONE, now, ask=chat.ask.id, kinds=("chat_booked", "chat_again", "chat_outcome"))
        return len(over)


def let_go_of(db: orm.Session, person: Person, who: str, now: datetime) -> None:
    """Close the chats of somebody who is gone, and tell the other one of each that can't take place any more."""
    for chat in chats.unfinished_of(db, person):
        reader, was_ahead = chat.partner_of(person.slack_id), chat.may_happen
        chat.close(now)
        letterbox.take_back(db, "the chat is over", ask=chat.ask.id)
        letterbox.retire(db, message(gone(who)), now, ask=chat.ask.id, to=reader.slack_id)
        if was_ahead and reader.has_joined:
            letterbox.drop(db, reader.slack_id, "chat_left", f"chat{chat.id}", farewell(chat, reader, who), now)


def gone(who: str) -> str:
    """Say that somebody is gone."""
    return f"{who} has left the workspace, so your 20-minute chat can't take place."


def farewell(chat: Chat, reader: Person, who: str) -> Message:
    """Say it to whoever is left, and what is open to them."""
    if reader is chat.ask.mentor:
        return message(f"{gone(who)} There is nothing for you to do.")
    return message(gone(who), actions(button("Find a mentor", "open_find", style="primary")))
