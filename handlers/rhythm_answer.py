"""Answers to a wish for another rhythm: yes, or better not. Nobody has to say why."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, mention, message, number
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.rhythms import every
from bot.slack import Refresh, Replace, Visit
from bot.store import pairs
from bot.store.database import Database
from handlers.rhythm import agreed, kept


class WishIsOutdated(Refusal):
    """That wish was answered or changed in the meantime, so nothing changed. `/mentor pairs` shows what holds."""


class NotYoursToConfirm(Refusal):
    """That is your own wish; it holds once the other one agrees."""


def register(desk: Desk) -> None:
    """Listen for both answers."""
    desk.action("confirm_rhythm", "keep_rhythm")(respond)


def respond(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let the wished rhythm hold, or stay with the old one."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair, wished = wished_of(db, action.get("value"), actor)
        say = agree if action["action_id"] == "confirm_rhythm" else keep
        words = say(db, pair, wished, actor, now)
        if pair.wished_rhythm is None:  # whoever answered on Home isn't asked in the message any more
            letterbox.take_back(db, "answered", pair=pair.id, kinds=("rhythm_wish",))
            letterbox.retire(db, words, now, pair=pair.id, to=actor, kinds=("rhythm_wish",))
    replace(words)
    refresh()


def agree(db: orm.Session, pair: Pair, wished: timedelta, actor: str, now: datetime) -> Message:
    """Let the wished rhythm hold."""
    if pair.rhythm != wished or pair.wished_rhythm:
        wisher = wish_to_answer(pair, wished, actor)
        pair.wish(wished, actor, now)
        answer(db, pair, wisher, agreed(pair, actor), now)
    return message(f"Agreed: you and {mention(pair.partner_of(actor).slack_id)} meet {every(pair.rhythm)}.")


def keep(db: orm.Session, pair: Pair, wished: timedelta, actor: str, now: datetime) -> Message:
    """Stay with the old rhythm."""
    if pair.wished_rhythm:
        wisher = wish_to_answer(pair, wished, actor)
        pair.wish(pair.rhythm, actor, now)
        answer(db, pair, wisher, kept(pair, actor), now)
    return message(f"It stays as it is: you and {mention(pair.partner_of(actor).slack_id)} meet {every(pair.rhythm)}.")


def answer(db: orm.Session, pair: Pair, wisher: str, words: Message, now: datetime) -> None:
    """Write to whoever wished it."""
    occasion = f"pair{pair.id}-{int(now.timestamp())}"
    letterbox.drop(db, wisher, "rhythm_answer", occasion, words, now, about=About(pair=pair.id))


def wished_of(db: orm.Session, value: object, actor: str) -> tuple[Pair, timedelta]:
    """Read which pair and rhythm an answer is about."""
    about, _, days = str(value).partition(":")
    pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
    return pair, timedelta(days=number(days) or 0)


def wish_to_answer(pair: Pair, wished: timedelta, actor: str) -> str:
    """Return whose wish it is, if it is still the one in the message and somebody else's."""
    if pair.wished_rhythm != wished or pair.wished_by is None:
        raise WishIsOutdated
    if pair.wished_by == actor:
        raise NotYoursToConfirm
    return pair.wished_by
