"""A mentee who is doing well may have a question their mentor isn't the person for (practice C22)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Block, Message, actions, button, mention, message, section
from bot.mentoring.facts import PairFacts
from bot.mentoring.health import MISSES
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pulses import is_low, latest
from scheduling.nudges import Nudge, first_slot, lasting

FROM_DAY = timedelta(days=112)
"""Before the fourth month is over nobody is asked (practice A11)."""
WINDOW = timedelta(days=14)
EVERY = timedelta(days=120) + WINDOW
"""Two windows begin so far apart that the questions in them are at least 120 days apart, wherever in them they fall.

The letters that would tell are forgotten sooner than that.
"""


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask a pair that meets as it meant to, in one window after the other; nobody who said that it helps little."""
    pair, held = facts.pair, facts.held
    if not facts.meets or not held or pair.missed_in_a_row >= MISSES:
        return
    first = pair.started_at + FROM_DAY
    place = max((held[-1].at - first) // EVERY, 0)
    for number in (place, place + 1):
        opens = first + number * EVERY
        at = first_slot(pair.mentee, opens)
        if is_low(latest(pair.mentee.slack_id, facts.answers, at)):
            continue
        yield from lasting(pair.mentee, at, min(opens + WINDOW, facts.slips_at), f"window{number}")


def words(facts: PairFacts, _: Due) -> Message:
    """Ask plainly; it takes nothing away from the mentor."""
    mentor = mention(facts.pair.mentor.slack_id)
    return message(
        f"Is there a question that {mentor} isn't the right person for? Somebody else may have 20 minutes for it. "
        "That takes nothing away from the two of you, and nobody hears of it from me.",
        answers(facts),
    )


def rider(facts: PairFacts, _: Due) -> list[Block]:
    """Ask the same in a line."""
    return [section("Is there a question your mentor isn't the right person for?"), answers(facts)]


def answers(facts: PairFacts) -> Block:
    """Offer both answers."""
    return actions(
        button("Find a 20-min chat", "try_chat", says="Find somebody for a 20-minute chat"),
        button("No", "no_gap", facts.pair.id, says="No, there is no such question"),
    )


NUDGE = Nudge(
    kind="network_gap",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=150,
    why="You get this because you and a mentor of yours have met for months.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
    flow="C22",
)
