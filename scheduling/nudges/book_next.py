"""A pair that met and has no next date: whoever books is asked for one (practice C1)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, booked, first_slot, lasting, patience

WINDOW = timedelta(days=7)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask before the next session would be late; once it is late, that is another question.

    Two who meet in time without dates have answered by meeting: asked each time, they would hear nothing else (P10).
    """
    pair = facts.pair
    if not facts.meets or not facts.held or booked(facts) or facts.needs_no_date:
        return
    reader = facts.booker
    patient = patience(facts, reader)
    at = first_slot(reader, max(pair.book_at, patient))
    yield from lasting(reader, at, min(at + WINDOW, max(facts.slips_at, patient)), facts.episode)


def words(facts: PairFacts, due: Due) -> Message:
    """Ask for a day, a time and a topic: a plan that names them is kept more often (GS06)."""
    pair = facts.pair
    return message(
        f"You and {mention(pair.partner_of(due.to).slack_id)} have no next date yet. "
        "When is the next one? A day, a time and one topic are enough.",
        actions(
            button("Add the next date", "book_session", pair.id, style="primary"),
            button("We met: log it", "log_session", pair.id, says="We have met: log the session"),
            button("Slower rhythm", "slower", pair.id, says="Choose a slower rhythm"),
        ),
    )


NUDGE = Nudge(
    kind="book_next",
    flow="C1",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=80,
    why="You get this because a pair of yours has no next date.",
    due=due,
    words=words,
)
