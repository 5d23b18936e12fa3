"""A pair that stalls: each is asked alone whether to restart, slow down, pause or stop (practice D3)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting, patience

WINDOW = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask both, once for each silence."""
    pair = facts.pair
    if not facts.meets or not facts.held:
        return
    for reader in pair.both:
        at = first_slot(reader, max(facts.stalls_at, patience(facts, reader)))
        yield from lasting(reader, at, at + WINDOW, facts.episode)


def words(facts: PairFacts, due: Due) -> Message:
    """Say when the last session was, and what becomes of a pick: what is proposed may let the other guess it."""
    pair = facts.pair
    partner, met_on = mention(pair.partner_of(due.to).slack_id), facts.held[-1].day_of(pair.person(due.to))
    return message(
        f"The last session I know of with {partner} was on {day(met_on)}. "
        "How would you like to go on? Nobody hears who picked what; where two differ, I propose the lighter.",
        actions(
            button("Restart with 20 min", "pick_restart", pair.id, says="Restart with 20 minutes"),
            button("Slower rhythm", "pick_slower", pair.id, says="Go on with a slower rhythm"),
            button("Pause", "pick_pause", pair.id, says="Pause for a while"),
            button("Wrap up with thanks", "pick_end", pair.id),
        ),
    )


NUDGE = Nudge(
    kind="stalled",
    flow="D3",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=50,
    why="You get this because a pair of yours hasn't met for a while.",
    due=due,
    words=words,
    reserved=True,
)
