"""Find a mentor: a wish in a few words, and three to five people with room, each with two plain reasons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    context,
    escape,
    field_of,
    header,
    listed,
    mention,
    message,
    section,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.matching import Found, Match
from bot.mentoring.offers import Rule
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.topics import Wanted, topics
from bot.slack import Open, Refresh, Reply, Visit
from bot.store import shortlists
from bot.store.database import Database
from handlers import join

HELP = "`/mentor find public speaking` — meet mentors who have room for you, and why they fit"
WISH_MAX = 300

WHY_NOBODY = {
    Rule.NO_ROOM: "The mentors who teach this have no room right now.",
    Rule.PAUSED: "The mentors who teach this are taking a break.",
    Rule.NO_OVERLAP: "The mentors who teach this work while you sleep.",
    Rule.NO_LANGUAGE: "The mentors who teach this don't share a language with you.",
    Rule.ENDED: "You have already met or asked the mentors who teach this.",
}


class NotAWish(Refusal):
    """That is more than I can read as a wish. Two or three topics do, such as `/mentor find public speaking`."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons that lead here, and the form."""
    desk.command("find")(find)
    desk.action("open_find")(ask_for_topics)
    desk.action("wait_for")(wait)
    desk.view("find")(find_from_form)


def find(
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Answer with a shortlist that only the asker sees."""
    ack()
    reply(answer(database, workspace, visit(), rest(command), now))


def ask_for_topics(ack: Ack, visit: Visit, open_modal: Open) -> None:
    """Ask what they would like to learn."""
    ack()
    visit()
    open_modal(form())


def find_from_form(
    ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime
) -> None:
    """Show the shortlist in the place of the form."""
    found = answer(database, workspace, actor, Answers(view).text("wish"), now)
    ack(response_action="update", view=Modal("find", "Mentors for you", found.blocks).payload)


def wait(
    ack: Ack, visit: Visit, reply: Reply, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Put them on the list: they hear once somebody offers what they look for. That is joining, too."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        joins = not person.has_joined
        join.welcome(db, person, now)
        person.wait(now)
    reply(waiting(person, joins=joins))
    refresh()


def answer(database: Database, workspace: str, actor: str, text: str, now: datetime) -> Message:
    """Search, and say what came of it."""
    if len(text) > WISH_MAX:
        raise NotAWish
    with database.look(workspace) as db:
        wanted, found = shortlists.search(db, join.known(db, actor), text, now)
    if wish := topics(text):
        with database.begin(workspace) as db:
            join.known(db, actor).wants = wish
    return shortlist(wanted, found) if found.matches else nobody(wanted, found)


def form() -> Modal:
    """Ask for a wish."""
    wish = text_input(placeholder="public speaking, negotiating, SQL …", most=WISH_MAX)
    hint = "Two or three topics, or half a sentence. Leave it empty to see everybody with room."
    field = field_of("wish", "What would you like to get better at?", wish, hint=hint, optional=True)
    return Modal("find", "Find a mentor", [field], submit="Find", close="Cancel")


def shortlist(wanted: Wanted, found: Found) -> Message:
    """Introduce the mentors."""
    told = f"Mentors for {_wish(wanted)}" if wanted.typed else "Mentors with room for you"
    note = "Only you see this. Asking is a short note; a no is always fine, on both sides."
    cards: list[Block] = [block for match in found.matches for block in introduction(match)]
    return message(header(told), *_understood(wanted), *cards, context(note))


def introduction(match: Match) -> list[Block]:
    """Introduce one mentor: who, why, and what to know before asking."""
    offer = match.offer
    title = f", {escape(offer.title)}" if offer.title else ""
    reasons = "\n".join(f"• {escape(reason)}" for reason in match.reasons)
    caveat = f"\nGood to know: {escape(match.caveat)}" if match.caveat else ""
    who = f"*{mention(offer.slack_id)}*{title}\n{reasons}{caveat}"
    asks = (
        button("Ask", "ask_mentor", offer.slack_id, style="primary", says=f"Ask {offer.name} to be your mentor"),
        button("Ask for 20 minutes", "ask_chat", offer.slack_id, says=f"Ask {offer.name} for one 20-minute chat"),
    )
    return [section(who), actions(*asks)]


def nobody(wanted: Wanted, found: Found) -> Message:
    """Say plainly that nobody fits, why, and what can happen next: never a dead end."""
    reasons = [why for rule, why in WHY_NOBODY.items() if found.removed.get(rule)]
    told = f"Nobody is free for {_wish(wanted)} right now." if wanted.typed else "Nobody offers to mentor here yet."
    near = f"Close to it, and free: {escape(listed(found.near))}." if found.near else ""
    nexts = (
        *([button("Tell me when somebody can", "wait_for", style="primary")] if wanted.typed else []),
        button("Try other words", "open_find"),
        button("Ask a colleague directly", "open_ask"),
        button("Offer to mentor", "open_offer"),
    )
    return message(told, *reasons[:1], *_understood(wanted), *([near] if near else []), actions(*nexts))


def waiting(person: Person, *, joins: bool) -> Message:
    """Promise one message, and say what pressing the button did."""
    wish = escape(listed(person.wants)) or "what you look for"
    told = f"I'll write to you once, when somebody with room offers {wish}. A search for something else replaces that."
    joined = "You have joined mentoring with it; `/mentor leave` is the way out."
    return message(told, *([joined] if joins else []))


def _wish(wanted: Wanted) -> str:
    return f"“{escape(wanted.typed)}”"


def _understood(wanted: Wanted) -> list[Block]:
    """Say how a misspelt wish was read, so that a wrong guess is noticed."""
    read = [f"“{escape(right)}” for “{escape(typed)}”" for typed, right in wanted.corrected.items()]
    return [context(f"I read {listed(read)}.")] if read else []
