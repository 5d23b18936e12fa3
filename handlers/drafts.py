"""Drafts: a note that lies unsent is opened again, made a shorter ask, or dropped (practice A9)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import actions, button, mention, message, number
from bot.desk import Desk
from bot.mentoring.asks import Ask, AskState, NotTheirAsk
from bot.mentoring.notes import Preset
from bot.slack import Open, Refresh, Replace, Reply, Visit
from bot.store import asks
from bot.store.database import Database
from handlers import ask


def register(desk: Desk) -> None:
    """Listen for what can be done with a draft."""
    desk.action("open_draft")(reopen)
    desk.action("shorter_draft")(shorten)
    desk.action("drop_draft")(drop)


def reopen(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the note where it was left."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        mentor = theirs(db, action, actor).mentor
    ask.show(ask.start(database, workspace, actor, mentor, now), reply, open_modal)


def shorten(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the note with the smallest ask there is: twenty minutes."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        mentor = theirs(db, action, actor).mentor
    ask.show(ask.start(database, workspace, actor, mentor, now, preset=Preset.CHAT), reply, open_modal)


def drop(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Throw the note away, if it still is one."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        draft = theirs(db, action, actor)
        mentor, was_sent = mention(draft.mentor.slack_id), draft.state is not AskState.DRAFT
        if not was_sent:
            gone = message(f"Your draft to {mentor} is dropped. Nobody has seen it.")
            letterbox.take_back(db, "dropped", ask=draft.id)
            letterbox.retire(db, gone, now, ask=draft.id)
            draft.drop(now)
    told = (
        f"Your request to {mentor} was sent already, so it stays." if was_sent else f"Dropped. {mentor} never saw it."
    )
    replace(message(told, actions(button("Find a mentor", "open_find"))))
    refresh()


def theirs(db: orm.Session, action: Mapping[str, Any], actor: str) -> Ask:
    """Return the request a button is about, if it is this person's."""
    about = number(action.get("value"))
    draft = asks.one(db, about) if about is not None else None
    if draft is None or draft.mentee.slack_id != actor:
        raise NotTheirAsk
    return draft
