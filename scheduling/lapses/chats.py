"""Chats of which nothing came, or nothing more: they are let go without a word (practice A12)."""

from datetime import datetime

from bot import letterbox
from bot.blocks import message
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
