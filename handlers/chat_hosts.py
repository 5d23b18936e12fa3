"""Somebody for one chat: mentors who take 20-minute chats, also those whose places for mentees are all taken."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Block, Message, actions, button, escape, listed, mention, message, section
from bot.desk import Desk
from bot.mentoring.chats import Host
from bot.mentoring.offers import Seeker
from bot.mentoring.suitability import Suitability
from bot.slack import Reply, Visit
from bot.store import chats, sought
from bot.store.database import Database
from handlers import join

TOPICS_NAMED = 3


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action("try_chat")(show)


def show(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Name a few who know something of what the message above the button is about."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        apart = chats.apart_from(db, person, now)
        wish = str(action.get("value") or "") or ", ".join(sought.by(db, person))
        hosts = chats.hosts(db, person, wish, now, apart)
        found = hosts or chats.hosts(db, person, "", now, apart)
        seeker = Seeker(slack_id=actor, timezone=person.timezone, languages=frozenset(person.languages))
    reply(several(found, Suitability(seeker, now), fit=bool(hosts)) if found else nobody())


def several(hosts: Sequence[Host], suits: Suitability, *, fit: bool) -> Message:
    """Introduce them, each with a way to ask for 20 minutes."""
    told = "They know something of it, and take 20-minute chats:"
    told = told if fit else "They teach other things, and may know whom to ask:"
    return message(told, *(block for host in hosts for block in card(host, suits.caveat(host.mentor))))


def card(host: Host, caveat: str | None) -> list[Block]:
    """Introduce one, with what to know before asking."""
    mentor = host.mentor
    title = f", {escape(mentor.title)}" if mentor.title else ""
    offers = escape(listed(host.teaches[:TOPICS_NAMED]))
    minded = f"\nGood to know: {escape(caveat)}" if caveat else ""
    asks = button("Ask for 20 minutes", "ask_chat", mentor.slack_id, says=f"Ask {mentor.name} for a 20-minute chat")
    return [section(f"*{mention(mentor.slack_id)}*{title}\nTeaches {offers}{minded}"), actions(asks)]


def nobody() -> Message:
    """Say that there is nobody, and what else can be done."""
    return message(
        "Nobody takes a chat right now. A colleague who hasn't offered may still have 20 minutes.",
        actions(
            button("Ask a colleague directly", "open_ask", style="primary"),
            button("Ask the program lead", "ask_lead"),
        ),
    )
