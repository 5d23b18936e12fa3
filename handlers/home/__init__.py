"""Home: what is next for the person who looks, and everything they have here. Also the answer to `/mentor` alone.

Each part of the page is built in a file of its own; together they stay within the hundred blocks that Slack takes.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any

from slack_bolt import Ack

from bot.blocks import Block, Home, Message, context, message, section
from bot.desk import Desk
from bot.mentoring.people import CannotTakePart, Person, Standing
from bot.slack import Refresh, Reply, Visit
from bot.store.database import Database
from handlers import forget_me, join
from handlers.home.company import relationships
from handlers.home.hub import Glance, Hub, gather, glance
from handlers.home.program import lead_desk, offering, programs, settings
from handlers.home.seeking import looking
from handlers.home.upcoming import next_step, next_up
from handlers.home.waiting import requests
from handlers.home.work import card, work

__all__ = ["HELP", "Hub", "card", "gather", "next_step", "of", "page", "register", "relationships"]

HELP = "`/mentor` — what's next for you"


def register(desk: Desk) -> None:
    """Listen for a look at Home, and for `/mentor` alone."""
    desk.event("app_home_opened")(look)
    desk.command("", "home", "status")(next_steps)


def look(ack: Ack, event: Mapping[str, Any], visit: Visit, refresh: Refresh) -> None:
    """Show Home to whoever opens it."""
    ack()
    if event.get("tab") == "home":
        with suppress(CannotTakePart):  # Home is where they read that
            visit()
        refresh()


def next_steps(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """Say what is next."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        seen = glance(db, join.known(db, actor), now)
    reply(summary(seen, now))


def of(database: Database, workspace: str, actor: str, now: datetime) -> Home:
    """Build the Home of one person."""
    with database.look(workspace) as db:
        hub = gather(db, join.known(db, actor), now)
    return Home(page(hub, now) if hub.person.standing is Standing.MEMBER else [section(CannotTakePart().sentence)])


def page(hub: Hub, now: datetime) -> list[Block]:
    """Lay out Home, most pressing first."""
    if not hub.person.has_joined:
        parts = (programs(hub), requests(hub, now), relationships(hub, now), lead_desk(hub))
        return [*first_words(hub.person), *chain.from_iterable(parts)]
    return [
        *next_up(hub, now),
        *requests(hub, now),
        *looking(hub, now),
        *programs(hub),
        *relationships(hub, now),
        *work(hub),
        *offering(hub.person, now),
        *lead_desk(hub),
        *settings(hub.person, now),
    ]


def summary(hub: Glance, now: datetime) -> Message:
    """Say the same in short, as the answer to `/mentor` alone."""
    if not hub.person.has_joined:
        return message(*first_words(hub.person))
    return message(*next_up(hub, now), *requests(hub, now), context("`/mentor help` lists everything you can do."))


def first_words(person: Person) -> list[Block]:
    """Invite somebody who hasn't joined; before that, say when their data is deleted, as long as they can undo it."""
    return [*(forget_me.rights(person) if person.erase_at else ()), *join.invitation()]
