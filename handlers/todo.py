"""To do: what somebody said they would do, ticked off or let go by its owner."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Message, actions, button, message, number, quote
from bot.desk import Desk
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Action
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import sessions
from bot.store.database import Database


class NotTheirAction(Refusal):
    """That isn't on your list, so nothing changed."""


def register(desk: Desk) -> None:
    """Listen for the buttons."""
    desk.action("action_done", "drop_action", "not_yet")(turn)


def turn(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    body: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Tick it off, take it off the list or leave it there; once it is done, a second tap changes nothing.

    The answer takes the place of the message; from Home, where there is none, it is a window.
    """
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        to_do = theirs(db, action.get("value"), actor)
        if action["action_id"] == "action_done":
            to_do.finish(now)
        elif action["action_id"] == "drop_action":
            to_do.drop(now)
        words = settled(to_do)
    (replace if body.get("message") else reply)(words)
    refresh()


def theirs(db: orm.Session, value: object, actor: str) -> Action:
    """Return something on this person's list; somebody else's is nobody's."""
    to_do = sessions.action(db, number(value) or 0)
    if to_do is None or to_do.owner.slack_id != actor:
        raise NotTheirAction
    return to_do


def settled(to_do: Action) -> Message:
    """Say where it stands; a mentee who has done something may like to tell how it went."""
    if to_do.is_open:
        done = button("Done", "action_done", to_do.id, says="This is done")
        return message("Fine, it stays on your list:", quote(to_do.text), actions(done))
    if to_do.dropped_at:
        return message("Taken off your list:", quote(to_do.text))
    if to_do.owner is to_do.pair.mentee and to_do.pair.is_live:
        tell = button("Tell how it went", "write_update", to_do.id, says="Tell your mentor how it went")
        return message("Done:", quote(to_do.text), actions(tell))
    return message("Done:", quote(to_do.text))
