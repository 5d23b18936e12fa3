"""Arrivals: when somebody reads what is written to them, and what is said of it to whoever causes it.

While a lead holds messages back nobody knows when that is, and so that is what is said; nobody is told whose hold it is
or why.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import orm

from bot.blocks import mention, moment
from bot.mentoring.asks import OPEN_FOR, Ask
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import brakes

THEN: Final = "messages go out again"
LATE: Final = "please tell them yourself"


def arrival(reader: Person, now: datetime, *, is_held: bool = False) -> str:
    """Say when a letter will reach somebody: at once in their hours, else when their day begins, unless it is held."""
    if is_held:
        return f"once {THEN}: right now they are held back"
    opening = reader.hours.opening(now)
    return "right away" if opening == now else f"when their working day begins ({moment(opening)})"


def will_hear(
    db: orm.Session, kind: str, partner: Person, now: datetime, *dates: datetime | None, pair: Pair | None = None
) -> str:
    """Say when the other one of a pair, or of a chat, hears of it in a letter of this kind.

    Somebody who left mentoring isn't written to, and nobody is at night (practice P3), also not of what is near: where
    one of these dates to come may be there before they hear of it, whoever sets or moves it is asked to tell them.
    """
    who, to_come = mention(partner.slack_id), [at for at in dates if at and now < at]
    if not partner.has_joined:
        return f"{who} has left mentoring and gets no messages from me, so {LATE}."
    is_held = brakes.is_held(db, kind, pair)
    when = arrival(partner, now, is_held=is_held)
    if is_held and to_come:
        return f"{who} hears of it from me {when}. That may be too late, so {LATE}."
    if any(at <= partner.hours.opening(now) for at in to_come):
        return f"{who} hears of it from me only {when}: too late, so {LATE}."
    return f"{who} hears of it from me {when}."


def open_for(ask: Ask, *, is_held: bool) -> str:
    """Say how long a request is open: what a lead holds back has its whole time from when it is let go."""
    return f"for {OPEN_FOR.days} days from when {THEN}" if is_held else f"until {moment(ask.open_until)}"
