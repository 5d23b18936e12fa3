"""A pair that slips: the mentor is asked whether the rhythm suits them, and nothing else (practice D2)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.rhythms import every
from scheduling.nudges import Nudge, first_slot, lasting, patience

WINDOW = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask once for each silence, before both are asked whether to restart."""
    pair = facts.pair
    if not facts.meets or not facts.held:
        return
    patient = patience(facts, pair.mentor)
    at = first_slot(pair.mentor, max(pair.slips_for_mentor_at, patient))
    yield from lasting(pair.mentor, at, min(at + WINDOW, max(facts.stalls_at, patient)), facts.episode)


def words(facts: PairFacts, _: Due) -> Message:
    """Ask about the rhythm; that a session is late isn't theirs to explain."""
    pair = facts.pair
    return message(
        f"You and {mention(pair.mentee.slack_id)} mean to meet {every(pair.rhythm)}. Is that still right for you? "
        "You can slow down, pause or wrap up without explaining.",
        actions(
            button("It's fine", "fine", pair.id, says="The rhythm is fine"),
            button("Less often", "slower", pair.id, says="Meet less often"),
            button("Pause until…", "pause_pair", pair.id, says="Pause until a date"),
            button("Wrap up", "end_pair", pair.id, says="Wrap up this pair"),
        ),
    )


NUDGE = Nudge(
    kind="slip_mentor",
    flow="D2",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=61,
    why="You get this because a pair of yours means to meet now and again.",
    due=due,
    words=words,
)
