"""Understood otherwise: a search goes on with the skills that were meant, or with a wish of one's own set aside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import number
from bot.desk import Desk
from bot.mentoring.offers import RELAXABLE
from bot.mentoring.search.negations import said, told_apart
from bot.mentoring.searches import NotTheirSearch
from bot.slack import Open, Reply, Visit
from bot.store import searches
from bot.store.database import Database
from handlers import shortlist

MOST = 12
LONGEST = 75


def register(desk: Desk) -> None:
    """Listen for the skills under a list, and for the button that sets a wish aside."""
    desk.action("understood")(change)
    desk.action("left_out")(take_back)
    desk.action("relax_rules")(relax)
    desk.action("show_everybody")(show_everybody)


def change(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Search for the skills that were chosen. Without any there is nothing to search for, and the list stays."""
    ack()
    actor = visit()
    chosen = [str(each.get("value", ""))[:LONGEST] for each in action.get("selected_options") or ()][:MOST]
    if not chosen:
        return
    with database.begin(workspace) as db:
        search = searches.one(db, number(str(action.get("block_id", "")).partition(":")[2]), actor)
        if search is None:
            raise NotTheirSearch
        search.wish, search.shown = said(", ".join(chosen), told_apart(search.wish).unwanted), ()
    shortlist.show(shortlist.answer(database, workspace, search, now), view, reply, update_modal)


def take_back(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Look for what was taken away from the things that aren't looked for."""
    ack()
    actor = visit()
    still = {number(each.get("value")) for each in action.get("selected_options") or ()}
    with database.begin(workspace) as db:
        search = searches.one(db, number(str(action.get("block_id", "")).partition(":")[2]), actor)
        if search is None:
            raise NotTheirSearch
        told = told_apart(search.wish)
        back = [each for at, each in enumerate(told.unwanted) if at not in still]
        sought = ", ".join(filter(None, (told.sought, *back)))
        search.wish, search.shown = said(sought, [each for each in told.unwanted if each not in back]), ()
    shortlist.show(shortlist.answer(database, workspace, search, now), view, reply, update_modal)


def show_everybody(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show everybody with room to somebody whose wish said nothing of what for."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        search = searches.one(db, number(action.get("value")), actor)
        if search is None:
            raise NotTheirSearch
        search.wish, search.shown = "", ()
    shortlist.show(shortlist.answer(database, workspace, search, now), view, reply, update_modal)


def relax(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show mentors at an odd hour, in another language or of one's own level, too; what protects others stays."""
    ack()
    search = shortlist.theirs(database, workspace, action, visit())
    words = shortlist.answer(database, workspace, search, now, relaxed=RELAXABLE)
    shortlist.show(words, view, reply, update_modal)
