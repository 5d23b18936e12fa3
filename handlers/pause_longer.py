"""Pause longer: whoever paused and was asked whether to go on takes four more weeks, in one tap (practice D7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Message, message, number
from bot.desk import Desk
from bot.mentoring.pairs import PAUSE_LONGER, Lifecycle, Pair
from bot.slack import Refresh, Replace, Visit
from bot.store import pairs
from bot.store.database import Database
from handlers import pause


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action("pause_longer")(longer)


def longer(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let the pause go on; the button names the pause it is about, so that a second tap adds nothing."""
    ack()
    actor = visit()
    about, _, until = str(action.get("value")).partition(":")
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
        words = extend(db, pair, actor, until, now)
    replace(words)
    refresh()


def extend(db: orm.Session, pair: Pair, actor: str, until: str, now: datetime) -> Message:
    """Pause for four weeks beyond the day this was asked about."""
    if pair.lifecycle.shown is not Lifecycle.PAUSED or pair.paused_until is None:
        return message("This pause is over, so nothing changed. `/mentor pairs` shows what's next.")
    person = pair.person(actor)
    on = person.hours.local(pair.paused_until).date()
    is_asked_about = f"{on:%Y%m%d}" == until
    told = is_asked_about and pause.begin(db, pair, person, on + PAUSE_LONGER, now)
    return pause.paused(db, pair, actor, now, told=told)
