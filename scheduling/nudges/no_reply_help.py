"""A mentee whose last two dates fell through is offered a note to change and send (practice D4)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.sessions import Outcome
from scheduling.nudges import Nudge, first_slot, lasting

MISSED = 2
WINDOW = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Offer it once in each silence, unless a next date stands or they wrote already.

    Before the first session the question how to begin at all comes up instead.
    """
    pair = facts.pair
    missed = [each for each in facts.sessions if each.outcome is Outcome.MISSED and each.at > facts.quiet_since]
    if not facts.meets or not facts.held or len(missed) < MISSED or has_asked(facts) or booked_after(facts):
        return
    at = first_slot(pair.mentee, missed[MISSED - 1].ends_at)
    yield from lasting(pair.mentee, at, at + WINDOW, facts.episode)


def has_asked(facts: PairFacts) -> bool:
    """Tell whether the mentee wrote in this silence."""
    return any(
        knock.silence == facts.episode and knock.by.slack_id == facts.pair.mentee.slack_id for knock in facts.knocks
    )


def booked_after(facts: PairFacts) -> bool:
    """Tell whether there is another date."""
    return any(each.outcome is Outcome.BOOKED and each.at > facts.quiet_since for each in facts.sessions)


def words(facts: PairFacts, _: Due) -> Message:
    """Say what happened, blame nobody, and offer the note."""
    pair = facts.pair
    return message(
        f"Two dates with {mention(pair.mentor.slack_id)} didn't come about. That happens in full weeks. "
        "I can help you word a short note that offers a slower rhythm, or you set another date.",
        actions(
            button("Word a note", "no_reply", pair.id, style="primary", says="Word a short note to them"),
            button("Set a date", "book_session", pair.id, says="Set the next date"),
            button("Slower rhythm", "slower", pair.id, says="Choose a slower rhythm"),
        ),
    )


NUDGE = Nudge(
    kind="no_reply_help",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=8,
    why="You get this because two sessions you booked didn't take place.",
    due=due,
    words=words,
    flow="D4",
)
