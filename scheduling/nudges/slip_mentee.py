"""A pair that slips: the mentee is offered a slot, a slower rhythm or a break (practice D1)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting, patience

WINDOW = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask once for each silence, before both are asked whether to restart."""
    pair = facts.pair
    if not facts.meets or not facts.held:
        return
    patient = patience(facts, pair.mentee)
    at = first_slot(pair.mentee, max(facts.slips_at, patient))
    yield from lasting(pair.mentee, at, min(at + WINDOW, max(facts.stalls_at, patient)), facts.episode)


def words(facts: PairFacts, _: Due) -> Message:
    """Say when the last session was, and what could be done about the next."""
    pair, met_on = facts.pair, facts.held[-1].day_of(facts.pair.mentee)
    return message(
        f"The last session I know of with {mention(pair.mentor.slack_id)} was on {day(met_on)}. "
        "Would you like a slot, a slower rhythm or a break? A short hello counts, too.",
        actions(
            button("Book a session", "book_session", pair.id, style="primary"),
            button("We met: log it", "log_session", pair.id, says="We have met: log the session"),
            button("Slower rhythm", "slower", pair.id, says="Choose a slower rhythm"),
            button("Pause", "pause_pair", pair.id, says="Pause until a date"),
        ),
    )


NUDGE = Nudge(
    kind="slip_mentee",
    flow="D1",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=60,
    why="You get this because a pair of yours means to meet and has no next date.",
    due=due,
    words=words,
)
