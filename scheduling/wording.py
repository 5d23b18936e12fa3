"""Wording: how nudges become one letter, with why it came and how to stop it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.blocks import Block, Message, actions, button, context, day, divider, message, overflow
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.occasions import Due
from scheduling.nudges import AnyNudge

BUTTONS_MAX = 4
VALUE_MAX = 75
BECAUSE = "You get this because "
"""How every nudge's reason begins."""
CHOICES = (("Fewer like this", "fewer"), ("Stop this kind", "stop"), ("Pause everything", "pause"))


class Part(NamedTuple):
    """One nudge's share of a letter."""

    nudge: AnyNudge
    about: PairFacts | AskFacts | PersonFacts
    due: Due

    @property
    def words(self) -> Message:
        """What the nudge says."""
        return self.nudge.words(self.about, self.due)  # type: ignore[arg-type]  # a nudge is only asked about its own subjects

    @property
    def why(self) -> str:
        """Why it comes."""
        return self.nudge.because(self.about, self.due) if self.nudge.because else self.nudge.why  # type: ignore[arg-type]  # its own subject

    @property
    def in_passing(self) -> Sequence[Block]:
        """What the nudge says when it travels with another letter."""
        return self.nudge.rider(self.about, self.due) if self.nudge.rider else ()  # type: ignore[arg-type]  # its own subject


def compose(told: Sequence[Part], riding: Part | None = None) -> Message:
    """Make one letter of what is told, what rides along, and why it came."""
    blocks: list[Block] = []
    for part in told:
        blocks += [divider()] if blocks else []
        blocks += part.words.blocks
    if riding:
        blocks += [divider(), *riding.in_passing]
    return message(*blocks, context(reasons([part.why for part in told]), block_id="why"))


def reasons(several: Sequence[str]) -> str:
    """Say in one sentence why a letter came, each reason once."""
    each = dict.fromkeys(why.removeprefix(BECAUSE).removesuffix(".") for why in several)
    return f"{BECAUSE}{', and because '.join(each)}."


def with_manners(words: Message, key: str, quiet_until: date) -> Message:
    """Add what every nudge offers: snooze, fewer, stop, pause, and until when it stays quiet (practice P5).

    With four answers of its own there is no room for a fifth button, and snoozing moves into the menu.
    """
    own = sum(element["type"] == "button" for block in words.blocks for element in block.get("elements", ()))
    snooze = ("Snooze for a week", "snooze")
    menu = overflow(
        "manners", [(label, _value(act, key)) for label, act in (*(() if own < BUTTONS_MAX else (snooze,)), *CHOICES)]
    )
    row = [button(snooze[0], "snooze", key)] if own < BUTTONS_MAX else []
    promise = f"No other nudge from me before {day(quiet_until)}. `/mentor quiet` changes when I write."
    *said, why = words.blocks
    return message(*said, actions(*row, menu, block_id="manners"), why, context(promise))


def _value(act: str, key: str) -> str:
    """Name the letter where there is room; else its message names it."""
    return value if len(value := f"{act}:{key}") <= VALUE_MAX else act
