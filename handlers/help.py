"""Help: every command with an example, and the closest one when somebody mistypes."""

import difflib
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

import handlers
from bot.blocks import Message, actions, button, context, escape, header, message, section
from bot.desk import Desk, first_word
from bot.slack import Reply, Visit

HELP = "`/mentor help` — this list"
A_SCREENFUL = 20


def register(desk: Desk) -> None:
    """Listen for help, and for everything nobody else understands."""
    desk.command("help")(show)
    desk.action("open_help")(show)

    def unknown(ack: Ack, command: Mapping[str, Any], visit: Visit, reply: Reply) -> None:
        """Guess what was meant."""
        ack()
        visit()
        word = first_word(command["text"])
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


def guess(word: str, close: list[str]) -> Message:
    """Name the closest command and the way to all of them."""
    meant = f" Did you mean `/mentor {close[0]}`?" if close else ""
    told = f"I don't know `/mentor {escape(word[:40])}`.{meant}"
    return message(told, actions(button("Show everything you can do", "open_help")))
