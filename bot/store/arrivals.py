"""Arrivals: a pressed button proves that its message arrived, also when nobody heard Slack say so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.marks import letter_in
from bot.mentoring.letters import Letter, LetterState
from bot.store.letters import A_MESSAGE_OF_ITS_OWN, by_message
from bot.store.outcomes import Said, settle
from bot.store.stuck import MAY_HAVE_BEEN_SAID
from bot.store.tables.letters import letters

UNHEARD = sa.or_(
    letters.c.state.in_([LetterState.UNSURE, LetterState.SENDING]),
    sa.and_(letters.c.state == LetterState.DEAD, letters.c.trouble == MAY_HAVE_BEEN_SAID),
)
"""What may stand in Slack without our knowing."""


def of(db: orm.Session, pressed: Mapping[str, Any], by: str, now: datetime) -> Letter | None:
    """Return the letter whose button somebody pressed. One that was in doubt was said: it stands where it was pressed.

    So nobody looks for it any more or says it again, and its buttons can be taken away like all others.
    """
    channel, ts = pressed["container"]["channel_id"], pressed["container"]["message_ts"]
    known = by_message(db, channel, ts)
    if known:
        return known
    found = _unheard(db, pressed, {by, channel})
    if found:
        settle(db, found, Said(channel, ts), now)
    return found


def _unheard(db: orm.Session, pressed: Mapping[str, Any], readers: set[str]) -> Letter | None:
    """Find it by its mark; without one, by the button itself, if only one letter to this reader has that."""
    number = letter_in(pressed.get("message") or {})
    which = letters.c.id == number if number is not None else letters.c.to.in_(readers)
    query = sa.select(Letter).where(which, UNHEARD, A_MESSAGE_OF_ITS_OWN)
    found = db.scalars(query.order_by(letters.c.id).with_for_update()).all()
    if number is None:
        found = [each for each in found if _has(each.blocks, pressed.get("actions") or [])]
    return found[0] if len(found) == 1 else None


def _has(blocks: list[dict[str, Any]], actions: list[Mapping[str, Any]]) -> bool:
    """Tell whether these blocks hold the button that was pressed, with what it carries."""
    held = {
        (element.get("action_id"), element.get("value"))
        for block in blocks
        for element in (*block.get("elements", ()), block.get("accessory") or {})
        if isinstance(element, dict)
    }
    return any((each.get("action_id"), each.get("value")) in held for each in actions if each.get("action_id"))
