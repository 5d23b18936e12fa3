"""To do: what somebody said they would do, ticked off by its owner."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import number
from bot.desk import Desk
from bot.mentoring.refusals import Refusal
from bot.slack import Refresh, Visit
from bot.store import sessions
from bot.store.database import Database


class NotTheirAction(Refusal):
    """That isn't on your list, so nothing changed."""


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action("action_done")(tick_off)


def tick_off(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Note that it is done; once it is, a second tap changes nothing."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        to_do = sessions.action(db, number(action.get("value")) or 0)
        if to_do is None or to_do.owner.slack_id != actor:
            raise NotTheirAction
        if to_do.is_open:
            to_do.done_at = now
    refresh()
