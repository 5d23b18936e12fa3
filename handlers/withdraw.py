"""Withdraw: the mentee takes a request back, and the mentor owes nothing any more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import actions, button, mention, message, number
from bot.desk import Desk
from bot.mentoring.asks import AskState, NotTheirAsk
from bot.slack import Refresh, Reply, Visit
from bot.store import asks
from bot.store.database import Database
from handlers import answer


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action("withdraw_ask")(withdraw)


def withdraw(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take a request back. Doing it twice changes nothing."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        ask = asks.held(db, number(action.get("value")))
        if ask is None or ask.mentee.slack_id != actor:
            raise NotTheirAsk
        if ask.is_open:
            ask.withdraw(now)
            gone = f"{mention(actor)} withdrew their request. There is nothing for you to do."
            answer.close(db, ask, message(gone), now)
        withdrawn = ask.state is AskState.WITHDRAWN
    mentor = mention(ask.mentor.slack_id)
    told = f"Your request to {mentor} is withdrawn." if withdrawn else f"Your request to {mentor} is closed already."
    reply(message(told, actions(button("Find a mentor", "open_find"))))
    refresh()
