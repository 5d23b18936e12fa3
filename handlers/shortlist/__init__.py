"""A shortlist: three to five mentors with room, each with two plain reasons, and what can be done with the list."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import (
    Block,
    Message,
    Modal,
    actions,
    button,
    context,
    escape,
    header,
    listed,
    mention,
    message,
    number,
    section,
)
from bot.desk import Desk
from bot.mentoring.matching import Found, Match
from bot.mentoring.offers import RELAXABLE, Rule
from bot.mentoring.searches import Kind, NotTheirSearch, Search
from bot.mentoring.topics import Wanted
from bot.slack import Open, Refresh, Reply, Visit
from bot.store import searches
from bot.store.database import Database
from handlers.shortlist import chips

TITLE = "Mentors for you"
ENOUGH = 5
"""A full list may have a next page."""

WHY_NOBODY = {
    Rule.NO_ROOM: "Those who would fit have no room right now.",
    Rule.PAUSED: "Those who would fit take no requests right now.",
    Rule.AWAY: "Those who would fit are away at the moment.",
    Rule.NO_OVERLAP: "Those who would fit work while you sleep.",
    Rule.NO_LANGUAGE: "Those who would fit don't share a language with you.",
    Rule.LEVEL: "Those who would fit are no further on than you.",
    Rule.TEAM: "Those who would fit are in your own team: ask one of them as a colleague, for 20 minutes.",
    Rule.ENDED: "You have already met or asked those who would fit.",
}
NOBODY_YET = "Nobody who could mentor you offers it yet."
"""True as well where a reporting line keeps the only one away, of which nothing may be told."""
NOBODY_SO_NAMED = (
    "It may be spelt otherwise, be something that nobody offers yet, or be somebody whom I don't introduce right now."
)
"""Said of every word that isn't known here and of every name, so that nobody learns who left."""
WHAT_FOR = (
    "What would you like help with? Two or three words do, such as “public speaking” or “preparing a budget”. "
    "A sentence is fine, too."
)
TOO_NARROW = "Somebody may fit if you leave some of your other wishes out."


def register(desk: Desk) -> None:
    """Listen for the buttons under a list, and beside a saved search."""
    desk.action("more_mentors")(more)
    desk.action("save_search")(save)
    desk.action("look_again")(look_again)
    desk.action("drop_search")(drop)


def more(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
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
    """Show the next mentors, none twice."""
    ack()
    search = theirs(database, workspace, action, visit())
    show(answer(database, workspace, search, now, goes_on=True), view, reply, update_modal)


def save(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    update_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep a search. Saving twice is saving once."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        search = searches.one(db, number(action.get("value")), actor)
        if search is None:
            raise NotTheirSearch
        searches.save(db, search, now)
    show(saved(search), view, reply, update_modal)
    refresh()


def look_again(
    ack: Ack, action: Mapping[str, Any], visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime
) -> None:
    """Search anew for what was saved: somebody may have room now who hadn't then."""
    ack()
    search = theirs(database, workspace, action, visit())
    reply(answer(database, workspace, search, now))


def drop(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
) -> None:
    """Forget a saved search. One that is gone already stays gone."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        search = searches.one(db, number(action.get("value")), actor)
        if search:
            searches.drop(db, search)
    reply(message("That search is dropped.", actions(button("Find a mentor", "open_find"))))
    refresh()


def theirs(database: Database, workspace: str, action: Mapping[str, Any], actor: str) -> Search:
    """Return the search a button is about; somebody else's is nobody's."""
    return the_one(database, workspace, number(action.get("value")), actor)


def the_one(database: Database, workspace: str, search_id: int | None, actor: str) -> Search:
    """Return a search of this person's by its number."""
    with database.look(workspace) as db:
        search = searches.one(db, search_id, actor)
    if search is None:
        raise NotTheirSearch
    return search


def show(words: Message, view: Mapping[str, Any], reply: Reply, update_modal: Open) -> None:
    """Say it where the button was pressed."""
    if view.get("type") == "modal":
        update_modal(Modal("find", TITLE, words.blocks))
    else:
        reply(words)


def answer(
    database: Database,
    workspace: str,
    search: Search,
    now: datetime,
    *,
    goes_on: bool = False,
    relaxed: frozenset[Rule] = frozenset(),
) -> Message:
    """Search, note who was shown, and say what came of it; going on shows those who weren't seen yet."""
    skip = search.shown if goes_on else ()
    with database.look(workspace) as db:
        wanted, found = searches.found(db, search, now, skip, relaxed=relaxed)
    with database.begin(workspace) as db:
        kept = searches.one(db, search.id, search.person.slack_id)
        if kept:
            kept.show([match.offer.slack_id for match in found.matches])
            kept.at = now
    if wanted.is_vague:
        return what_for(search)
    if found.matches:
        return shortlist(wanted, found, search)
    return no_more(search) if skip else nobody(wanted, found, search)


def shortlist(wanted: Wanted, found: Found, search: Search) -> Message:
    """Introduce the mentors."""
    told = f"Mentors for {_wish(wanted)}" if wanted.typed else "Mentors with room for you"
    note = "Only you see this. A no is always fine, on both sides."
    cards: list[Block] = [block for match in found.matches for block in introduction(match, search.kind)]
    more = [button("More", "more_mentors", search.id, says="Show more mentors")] if len(found.matches) == ENOUGH else []
    return message(
        header(told),
        *chips.understood(wanted, search),
        *cards,
        actions(*more, *keep_or_change(search)),
        context(note),
    )


def introduction(match: Match, kind: Kind = Kind.EITHER) -> list[Block]:
    """Introduce one mentor: who, why, and what to know before asking."""
    offer = match.offer
    title = f", {escape(offer.title)}" if offer.title else ""
    reasons = "\n".join(f"• {escape(reason)}" for reason in match.reasons)
    caveat = f"\nGood to know: {escape(match.caveat)}" if match.caveat else ""
    missing = f"\nNot among their topics: {escape(listed(match.missing))}" if match.missing else ""
    who = f"*{mention(offer.slack_id)}*{title}\n{reasons}{caveat}{missing}"
    ask, chat = ("", "primary") if kind is Kind.CHAT else ("primary", "")
    asks = (
        button("Ask", "ask_mentor", offer.slack_id, style=ask, says=f"Ask {offer.name} to be your mentor"),
        button(
            "Ask for 20 minutes", "ask_chat", offer.slack_id, style=chat, says=f"Ask {offer.name} for a 20-minute chat"
        ),
    )
    return [section(who), actions(*asks)]


def keep_or_change(search: Search) -> Collection[Block]:
    """Offer to keep a search, and to say more about what is looked for."""
    save = [] if search.saved_at else [button("Save search", "save_search", search.id)]
    return (*save, button("Say more", "open_find", says="Say more about what you look for"))


def nobody(wanted: Wanted, found: Found, search: Search) -> Message:
    """Say plainly that nobody fits, why, and what can happen next: never a dead end."""
    # The rule that kept most people away comes first. Reporting lines are never told, and a block is told as a pause.
    removed = Counter({Rule.PAUSED: found.removed.get(Rule.BLOCKED, 0)}) + Counter(found.removed)
    rules = sorted((rule for rule in WHY_NOBODY if removed[rule]), key=lambda rule: -removed[rule])
    unseen = wanted.may_be_a_name and not rules and not search.is_narrow
    otherwise = TOO_NARROW if search.is_narrow else NOBODY_SO_NAMED if unseen else NOBODY_YET if wanted.typed else ""
    reason = WHY_NOBODY[rules[0]] if rules else otherwise
    told = f"Nobody is free for {_wish(wanted)} right now." if wanted.typed else "Nobody offers to mentor here yet."
    near = f"Close to it, and free: {escape(listed(found.near))}." if found.near else ""
    nexts = (
        *([button("Tell me when somebody can", "wait_for", search.wish, style="primary")] if wanted.typed else []),
        *([button("Try a chat", "try_chat", search.wish, says="Look for a 20-minute chat")] if wanted.typed else []),
        button("Ask a colleague directly", "open_ask", says="Ask a peer or anybody else here directly"),
        button("Show them anyway", "relax_rules", search.id, says="Show mentors whom only my own wishes keep away")
        if any(rule in RELAXABLE for rule in rules)
        else button("Try other words", "open_find"),
        *([] if wanted.typed else [button("Offer to mentor", "open_offer")]),
    )
    why = [reason] if reason else []
    return message(told, *why, *chips.understood(wanted, search), *([near] if near else []), actions(*nexts))


def what_for(search: Search) -> Message:
    """Ask what for, when nothing that was typed says it."""
    return message(
        WHAT_FOR,
        actions(
            button("Say more", "open_find", style="primary", says="Say more about what you look for"),
            button("Show everybody with room", "show_everybody", search.id),
        ),
    )


def no_more(search: Search) -> Message:
    """Say that the list is at its end."""
    return message(
        "Those were all the mentors who fit and have room. You can ask one of them, or look for something else.",
        actions(*keep_or_change(search), button("Ask the program lead", "ask_lead")),
    )


def saved(search: Search) -> Message:
    """Confirm, and say where it is and what comes of it."""
    wish = f"“{escape(search.wish)}”" if search.wish else "everybody with room"
    return message(
        f"Your search for {wish} is saved on my Home tab. If you ask nobody, I mention it twice at most.",
        actions(button("Drop it", "drop_search", search.id, says="Drop this search")),
    )


def _wish(wanted: Wanted) -> str:
    return f"“{escape(wanted.typed)}”"
