"""Help: every command with an example, and the closest one when somebody mistypes."""

import difflib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

import handlers
from bot.blocks import (
    Message,
    actions,
    button,
    context,
    escape,
    header,
    heard,
    listed,
    mention,
    mentioned,
    message,
    section,
)
from bot.desk import Desk, first_word
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.slack import Meet, Reply, Visit
from bot.store import pairs
from bot.store.database import Database
from handlers import join

HELP = "`/mentor help` — this list"
A_SCREENFUL = 20


def register(desk: Desk) -> None:
    """Listen for help, and for everything nobody else understands."""
    desk.command("help")(show)
    desk.action("open_help")(show)

    def unknown(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
        ack: Ack,
        command: Mapping[str, Any],
        visit: Visit,
        meet: Meet,
        reply: Reply,
        database: Database,
        workspace: str,
        now: datetime,
    ) -> None:
        """Show whoever is mentioned alone; else guess what was meant."""
        ack()
        actor, word = visit(), first_word(command["text"])
        if named := mentioned(heard(command["text"]).partition(" ")[0]):
            person = meet(named[0])
            with database.look(workspace) as db:
                live = pairs.live(db, join.known(db, actor))
            reply(somebody(person, actor, next((pair for pair in live if pair.has(person.slack_id)), None), now))
        else:
            reply(guess(word, difflib.get_close_matches(word, sorted(desk.commands), n=1, cutoff=0.5)))

    desk.otherwise(unknown)


def show(ack: Ack, visit: Visit, reply: Reply) -> None:
    """List every command."""
    ack()
    visit()
    reply(everything())


def lines() -> list[str]:
    """Return the help of every handler that has some."""
    return [module.HELP for module in handlers.every() if hasattr(module, "HELP")]


def everything() -> Message:
    """Say what can be done here."""
    return message(
        header("What you can do"),
        *(section("\n".join(some)) for some in batched(lines())),
        actions(button("Raise a concern", "raise_concern", 0, says="Bring a concern to somebody independent")),
        context("Every one of these is also a button on my Home tab. `/mentor` alone shows what's next for you."),
    )


def batched(several: list[str]) -> list[list[str]]:
    """Keep a screenful together: Slack takes three thousand characters in a section and no more."""
    return [several[at : at + A_SCREENFUL] for at in range(0, len(several), A_SCREENFUL)]


def somebody(person: Person, actor: str, pair: Pair | None, now: datetime) -> Message:
    """Show what can be done with somebody who was mentioned and nothing else."""
    who = mention(person.slack_id)
    if person.slack_id == actor:
        return message("That's you.", actions(button("What is kept about me", "open_me"), button("Help", "open_help")))
    if pair:
        return message(
            f"You and {who} are a pair. What would you like to do?",
            actions(
                button("Log a session", "log_session", pair.id, style="primary"),
                button("Set the next date", "book_session", pair.id),
                button("Prepare", "open_prep", pair.id),
                button("Say thanks", "say_thanks", pair.id),
            ),
        )
    find = button("Find a mentor", "open_find")
    if not person.is_mentor:
        ask = button("Ask them yourself", "ask_mentor", person.slack_id, says=f"A sentence to ask {person.name} with")
        return message(f"{who} hasn't offered to mentor here.", actions(ask, find))
    if not person.offers_at(now):
        return message(f"{who} takes no requests right now.", actions(find))
    return message(
        f"{who} mentors in {escape(listed(person.topics))}.",
        actions(
            button("Ask", "ask_mentor", person.slack_id, style="primary", says=f"Ask {person.name} to be your mentor"),
            button("Ask for 20 minutes", "ask_chat", person.slack_id, says=f"Ask {person.name} for a 20-minute chat"),
        ),
    )


def guess(word: str, close: list[str]) -> Message:
    """Name the closest command and the way to all of them."""
    meant = f" Did you mean `/mentor {close[0]}`?" if close else ""
    told = f"I don't know `/mentor {escape(word[:40])}`.{meant}"
    return message(told, actions(button("Show everything you can do", "open_help")))
