"""Pairing: each of two who were proposed to each other accepts, or says it isn't for them; nobody hears of a no."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, pairings
from bot.blocks import Message, actions, button, mention, message, moment, number
from bot.desk import Desk
from bot.introductions import introduction
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import MentorIsFull, Pair
from bot.slack import Refresh, Replace, Visit
from bot.store.database import Database
from handlers import accept, answer

ANSWERS = {"accept_pair": pairings.YES, "decline_pair": pairings.NO}
SETTLED = message("That is settled already, so nothing changed. `/mentor pairs` shows your pairs.")


def register(desk: Desk) -> None:
    """Listen for both answers."""
    desk.action("accept_pair", "decline_pair")(respond)


def respond(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    granted: frozenset[str],
    now: datetime,
) -> None:
    """Keep the answer; with the second yes there is a pair, if there is room."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairings.asked_of(db, number(action.get("value")), actor)
        is_open = pair.lifecycle is Lifecycle.PROPOSED
        words = settle(db, pair, actor, ANSWERS[action["action_id"]], granted, now) if is_open else SETTLED
    replace(words)
    refresh()


def settle(db: orm.Session, pair: Pair, actor: str, said: str, granted: frozenset[str], now: datetime) -> Message:
    """Keep one answer, and say what comes of it."""
    partner = mention(pair.partner_of(actor).slack_id)
    try:
        begins = pairings.say(db, pair, actor, said, now)
    except MentorIsFull:
        if pair.mentor.slack_id == actor:
            raise accept.NoPlaceLeft from None
        raise
    if begins:
        return begin(db, pair, actor, granted, now)
    words = noted(pair, partner, said)
    letterbox.retire(db, words, now, pair=pair.id, to=actor, kinds=(pairings.KIND,))
    return words


def begin(db: orm.Session, pair: Pair, actor: str, granted: frozenset[str], now: datetime) -> Message:
    """Introduce two who both said yes."""
    about = letterbox.About(pair=pair.id)
    answered = message("Both of you have said yes. I introduce you to each other.")
    letterbox.retire(db, answered, now, pair=pair.id, kinds=(pairings.KIND,))
    words = introduction(pair, now)
    answer.introduce(db, pair.both, "introduction", f"pair{pair.id}", words, now, granted=granted, about=about)
    accept.close_others(db, pair, now)
    return message(f"You and {mention(pair.partner_of(actor).slack_id)} are a pair. I introduce you.")


def noted(pair: Pair, partner: str, said: str) -> Message:
    """Confirm an answer that alone changes nothing yet."""
    if said == pairings.NO:
        told = "Noted, thank you. Nobody learns what you answered, and there is nothing more for you to do."
        return message(told, actions(button("Find a mentor", "open_find"), button("What you offer", "open_offer")))
    until = f" by {moment(pair.closes_at)} at the latest" if pair.closes_at else ""
    return message(f"Thank you. If it suits {partner}, too, I introduce you; you hear from me{until}.")
