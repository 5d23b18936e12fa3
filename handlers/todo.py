"""To do: what somebody said they would do, ticked off or let go by its owner."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    counted,
    divider,
    escape,
    message,
    number,
    quote,
    section,
)
from bot.blocks.answered import WHY
from bot.desk import Desk
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Action
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import sessions
from bot.store.database import Database
from handlers import join
from handlers.home.work import to_do as to_do_line

HELP = "`/mentor todo` — what you said you would do: tick it off, or tell how it went"
SHOWN = 10
TELLS_WITHIN = timedelta(days=30)
"""So long after it was done there is something to tell."""


class NotTheirAction(Refusal):
    """That isn't on your list, so nothing changed."""


def register(desk: Desk) -> None:
    """Listen for the command and the buttons."""
    desk.command("todo")(show)
    desk.action("action_done", "drop_action", "not_yet")(turn)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """List what is open, and what was done lately and may be told."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        words = listed(sessions.open_actions(db, person), sessions.actions_done_since(db, person, now - TELLS_WITHIN))
    reply(words)


def listed(still_open: Sequence[Action], done: Sequence[Action]) -> Message:
    """Show each thing with the one thing that can be done about it; a tap on one leaves the others."""
    rows = [section(to_do_line(each), tick_off(each)) for each in still_open[:SHOWN]]
    rows += [section(f"Done: {escape(each.text)}", tell_of(each)) for each in filter(may_tell, done)][:SHOWN]
    if not rows:
        return message("There is nothing on your list. What you mean to do goes there with a takeaway: `/mentor log`.")
    lined = [block for row in rows for block in (row, divider())][:-1]
    more = len(still_open) - SHOWN
    rest = f"And {counted(more, 'more thing')} to do. " if more > 0 else ""
    return message(
        *lined, context(f"{rest}You see this, and each partner what you noted with them.") | {"block_id": WHY}
    )


def tick_off(to_do: Action) -> Block:
    """Offer to say that it is done."""
    return button("Done", "action_done", to_do.id, says=f"Done: {to_do.text}")


def tell_of(to_do: Action) -> Block:
    """Offer to tell the mentor how it went."""
    return button("Tell how it went", "write_update", to_do.id, says="Tell your mentor how it went")


def may_tell(to_do: Action) -> bool:
    """Tell whether there is a mentor to tell."""
    return to_do.owner is to_do.pair.mentee and to_do.pair.is_live


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
        return message("Fine, it stays on your list:", quote(to_do.text), actions(tick_off(to_do)))
    if to_do.dropped_at:
        return message("Taken off your list:", quote(to_do.text))
    if may_tell(to_do):
        return message("Done:", quote(to_do.text), actions(tell_of(to_do)))
    return message("Done:", quote(to_do.text))
