"""The menus behind the three dots of a pair: what is there to look at, and the rarer things that can be done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells
from bot.blocks import Message, Modal, number
from bot.desk import Desk
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Reply, Visit
from bot.store import pairs
from bot.store.database import Database
from handlers import concern, end, go_on, history, line, no_reply, pause, resume, rhythm, wrap_up
from handlers.agree import settling

FORMS: Mapping[str, Callable[[Pair, str], Modal]] = {
    "rhythm": rhythm.form_for,
    "wrap_up": wrap_up.form,
    "end": end.form,
}
WINDOWS: Mapping[str, Callable[[orm.Session, Pair, str], Modal]] = {
    "agreement": settling.window,
    "no_reply": no_reply.window,
}
AT_ONCE = {
    "extend": (go_on.act, "term_extend"),
    "line_lead": (line.act, "line_lead"),
    "line_peers": (line.act, "line_peers"),
    "reopen": (go_on.act, "reopen"),
}
"""What needs no form, by the button that does the same."""


class NotInTheMenu(Refusal):
    """That choice is from an older message, so nothing changed. `/mentor pairs` shows what can be done now."""


def register(desk: Desk) -> None:
    """Listen for what is chosen."""
    desk.action("pair_menu", "pair_more")(choose)


def choose(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for what was chosen, or do what needs none."""
    ack()
    actor = visit()
    act, _, about = str((action.get("selected_option") or {}).get("value", "")).partition(":")
    if act == "resume":
        reply(resume.take_up(database, workspace, actor, about, now))
        refresh()
    elif act == "concern":
        with database.look(workspace) as db:
            modal = concern.form_for(db, number(about) or 0, actor)
        open_modal(modal)
    elif act in FORMS or act in WINDOWS or act in {"pause", "sessions"}:
        with database.look(workspace) as db:
            modal = window(db, pairs.theirs(db, number(about) or 0, actor), actor, act, now)
        open_modal(modal)
    elif act == "go_on" or act in AT_ONCE:
        with database.begin(workspace) as db:
            pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
            said = (
                farewells.question_again(db, pair, actor, now) if act == "go_on" else at_once(db, pair, actor, act, now)
            )
        reply(said)
        refresh()
    else:
        raise NotInTheMenu


def at_once(db: orm.Session, pair: Pair, actor: str, act: str, now: datetime) -> Message:
    """Do what the button of the same meaning does."""
    does, pressed = AT_ONCE[act]
    return does(db, pair, actor, pressed, now)


def window(db: orm.Session, pair: Pair, actor: str, act: str, now: datetime) -> Modal:
    """Make the window for what was chosen."""
    if act == "pause":
        return pause.form_for(db, pair, actor, now)
    if act == "sessions":
        return history.page(db, pair, actor, now)
    return FORMS[act](pair, actor) if act in FORMS else WINDOWS[act](db, pair, actor)
