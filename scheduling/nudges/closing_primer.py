"""Before the last session both get a few questions to end well by (practice E2)."""

from collections.abc import Iterator

from bot.blocks import Message, actions, button, mention, message, quote
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class, Due
from bot.mentoring.prompts import CLOSING_TOGETHER
from scheduling.nudges import Nudge, ahead_of, booked, lasting

WORKING_DAYS_BEFORE = 3


def due(facts: PairFacts) -> Iterator[Due]:
    """Tell both once, three working days before the session that is booked while they wrap up."""
    pair, since = facts.pair, facts.pair.wound_down_at
    last = next(iter(booked(facts)), None)
    if pair.lifecycle is not Lifecycle.WINDING_DOWN or last is None or since is None:
        return
    for reader in pair.both:
        at = max(ahead_of(last, reader, WORKING_DAYS_BEFORE), reader.hours.next_slot(since))
        yield from lasting(reader, at, last.at, f"{since:%Y-%m-%d}")


def words(facts: PairFacts, due: Due) -> Message:
    """Give the questions, and leave them to the two."""
    pair = facts.pair
    return message(
        f"For your last session with {mention(pair.partner_of(due.to).slack_id)}, some questions if you like:",
        quote("\n".join(CLOSING_TOGETHER)),
        actions(button("Hide", "hide_message", says="Hide this message")),
    )


NUDGE = Nudge(
    kind="closing_primer",
    flow="E2",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=5,
    why="You get this because you two are wrapping up.",
    due=due,
    words=words,
)
