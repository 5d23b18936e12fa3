"""Chats of which nothing came, or nothing more: they are let go without a word (practice A12)."""

from datetime import datetime

from bot import letterbox
from bot.absences import ABOUT_A_CHAT, HAD_ITS_TIME
from bot.blocks import message
from bot.mentoring.chats import INTRODUCTION, ChatState
from bot.store import brakes, chats
from bot.store.database import Database

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
            words = HAD_ITS_TIME if chat.at else UNDATED
            chat.close(now)
            letterbox.take_back(db, "the chat is over", ask=chat.ask.id)
            letterbox.retire(db, words, now, ask=chat.ask.id, kinds=ABOUT_A_CHAT)
        return len(over)
