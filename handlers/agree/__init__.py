"""Agree: how two people work together. Each says it alone; both see where they differ, and two yeses make it hold.

What one of them said is never shown to the other before that one has spoken, too (practice B2).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Answers, Message, actions, button, message, notice, number
from bot.desk import Desk
from bot.mentoring.agreements import NothingToConfirm, holding
from bot.mentoring.answers import Topic
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import agreements, answers, inbox, pairs
from bot.store.database import Database
from handlers.agree import forms, settling, words
from handlers.agree.forms import CHANGE, FIRST_PART, REST_PART
from handlers.pairs.window import Window

HELP = "`/mentor agree` — how you two work together: each says it alone, and I show only where you differ"
TITLE = "Agreement"


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("agree")(WINDOW.by_command)
    desk.action("open_agreement")(WINDOW.by_button)
    desk.action("fill_agreement", "fill_rest", "change_agreement")(fill)
    desk.action("confirm_agreement")(confirm)
    desk.action("no_agreement")(stay_informal)
    desk.action("earlier_agreements")(look_back)
    desk.view("agree")(save)


PARTS = {"fill_agreement": FIRST_PART, "fill_rest": REST_PART, "change_agreement": CHANGE}


def fill(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for one's own words, for the rest of them, or for a change of what is on the table."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
        modal = settling.form_for(db, pair, actor, PARTS[action["action_id"]])
    open_modal(modal)


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep what was said, and show how the two stand now."""
    about, _, part = str(view["private_metadata"]).partition(":")
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
        said, gaps = forms.read(Answers(view), view, is_mentee=pair.mentee.slack_id == actor)
        if not gaps and inbox.is_new(db, f"view:{view['id']}", now):
            keep = settling.suggest if part == CHANGE else settling.keep
            keep(db, pair, actor, said, now)
        told = settling.standing(db, pair, actor)
    if gaps:
        ack(response_action="errors", errors=gaps)
        return
    ack(response_action="update", view=notice(TITLE, *told.blocks, final=True).payload)
    refresh()


def confirm(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    update_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Say yes to the version that is on the table; to an older one nobody can."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        meant_one = agreements.theirs(db, number(action.get("value")) or 0, actor)
        pair = pairs.theirs(db, meant_one.pair.id, actor, hold=True)
        newest = (versions := agreements.of(db, pair))[-1]
        if newest.id != meant_one.id:
            raise NothingToConfirm
        settling.say_yes(db, newest, actor, now)
        told = words.confirmed(newest, actor, holding(versions))
    show(told, view, replace, update_modal)
    refresh()


def look_back(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Show what the two agreed on before."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
        shown = words.before(pair, actor, agreements.of(db, pair))
    open_modal(notice("Earlier versions", *shown))


def stay_informal(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take a no for an answer; the other one isn't told whose it was."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor, hold=True)
        answers.keep(db, pair, actor, Topic.INFORMAL, "", "yes", now)
        pair.look_at = now
    again = actions(button("Agree after all", "open_agreement", pair.id))
    replace(message("Fine, you two keep it informal. I won't ask about an agreement again.", again))
    refresh()


def show(told: Message, view: Mapping[str, Any], replace: Replace, update_modal: Open) -> None:
    """Answer where the button was: in its window, or in its message."""
    if view.get("type") == "modal":
        update_modal(notice(TITLE, *told.blocks, final=True))
    else:
        replace(told)


WINDOW = Window(
    question="With whom would you like to agree?",
    opened_by="open_agreement",
    make=lambda db, pair, actor, _: settling.window(db, pair, actor),
)
