"""Chats of which nothing came, or nothing more: they are let go without a word (practice A12)."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, message
from bot.mentoring.chats import INTRODUCTION, Chat, ChatState
from bot.mentoring.people import Person
from bot.store import brakes, chats
from bot.store.database import Database

ASKS = ("chat_booked", "chat_again", "chat_outcome")
GONE = message("This chat has had its time. `/mentor chats` shows what is open.")
UNDATED = message("No time was set for this chat, so I let it go. That is fine; a new one can be asked for any time.")


def lapse(database: Database, now: datetime) -> int:
    """Close every chat whose time has run out, and take its buttons away."""
    with database.everywhere() as db:
        over = chats.to_close(db, now)
        unread = {letter.ask_id for letter in brakes.waiting(db, INTRODUCTION)} if over else ()
        for chat in over:
            if chat.state is ChatState.REQUESTED and chat.ask.id in unread:
                chat.wait(now)
                continue
            words = GONE if chat.at else UNDATED
            chat.close(now)
            letterbox.take_back(db, "the chat is over", ask=chat.ask.id)
            letterbox.retire(db, words, now, ask=chat.ask.id, kinds=(*ASKS, INTRODUCTION))
        return len(over)


def let_go_of(db: orm.Session, person: Person, why: str, now: datetime) -> None:
    """Close the chats of somebody who is gone, and tell the other one of each that it can't be any more, and why."""
    for chat in chats.unfinished_of(db, person):
        reader, was_ahead = chat.partner_of(person.slack_id), chat.may_happen
        chat.close(now)
        letterbox.take_back(db, "the chat is over", ask=chat.ask.id)
        told = f"{why}, so your 20-minute chat can't take place."
        words, kinds = message(told) if was_ahead else GONE, (*ASKS, INTRODUCTION)
        letterbox.retire(db, words, now, ask=chat.ask.id, to=reader.slack_id, kinds=kinds)
        if was_ahead and reader.has_joined:
            words = farewell(chat, reader, told)
            letterbox.drop(db, reader.slack_id, "chat_left", f"chat{chat.id}", words, now)


def farewell(chat: Chat, reader: Person, told: str) -> Message:
    """Say it to whoever is left, and what is open to them."""
    if reader is chat.ask.mentor:
        return message(f"{told} There is nothing for you to do.")
    return message(told, actions(button("Find a mentor", "open_find", style="primary")))
