"""Understood otherwise: a search goes on with the skills that were meant, or with a wish of one's own set aside."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import clip, number
from bot.desk import Desk
from bot.mentoring.offers import RELAXABLE
from bot.mentoring.search.negations import Told, said
from bot.mentoring.searches import NotTheirSearch, Search
from bot.slack import Open, Reply, Visit
from bot.store import searches, shortlists
from bot.store.database import Database
from handlers import shortlist
from handlers.shortlist.chips import LONGEST_OPTION

MOST = 12


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
    """Search for the skills that were chosen. Without any there is nothing to search for, and that is asked."""
    ack()
    actor = visit()
    chosen = [str(each.get("value", ""))[:LONGEST_OPTION] for each in action.get("selected_options") or ()][:MOST]
    if not chosen:
        asked = shortlist.what_for(shortlist.the_one(database, workspace, in_block(action), actor))
        shortlist.show(asked, view, reply, update_modal)
        return
    wish = ", ".join(chosen)
    search = wished_anew(database, workspace, actor, in_block(action), lambda told: said(wish, told.unwanted))
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
    still = {str(each.get("value", "")) for each in action.get("selected_options") or ()}
    search = wished_anew(database, workspace, actor, in_block(action), lambda told: without(told, still))
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
    search = wished_anew(database, workspace, actor, number(action.get("value")), lambda _: "")
    shortlist.show(shortlist.answer(database, workspace, search, now), view, reply, update_modal)


def wished_anew(
    database: Database, workspace: str, actor: str, search_id: int | None, wish: Callable[[Told], str]
) -> Search:
    """Change what a search of theirs is for, and begin it anew."""
    with database.begin(workspace) as db:
        search = searches.one(db, search_id, actor)
        if search is None:
            raise NotTheirSearch
        search.wish, search.shown = wish(shortlists.told(db, search.wish)), ()
        return search


def in_block(action: Mapping[str, Any]) -> int | None:
    """Read which search a choice is for: a menu carries it in the name of its block."""
    return number(str(action.get("block_id", "")).partition(":")[2])


def without(told: Told, still: Collection[str]) -> str:
    """Look for what isn't among the things left out any more, besides what was looked for; a list may be an old one."""
    back = [each for each in told.unwanted if clip(each, LONGEST_OPTION) not in still]
    sought = ", ".join(filter(None, (told.sought, *back)))
    return said(sought, [each for each in told.unwanted if each not in back])


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
