"""A pair that has no first session after two weeks is asked how to go on, each alone (practice B3, the choice)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting, patience

WINDOW = timedelta(days=7)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask both, once for each silence."""
    pair = facts.pair
    if not facts.meets or facts.held:
        return
    for reader in pair.both:
        at = first_slot(reader, max(asked_after(facts), patience(facts, reader)))
        yield from lasting(reader, at, at + WINDOW, facts.episode)


def asked_after(facts: PairFacts) -> datetime:
    """Tell from when on both are asked."""
    return facts.known_since + timedelta(days=facts.pair.customs.choice_after)


def words(facts: PairFacts, due: Due) -> Message:
    """Offer four ways, none better than another."""
    pair = facts.pair
    since = pair.person(due.to).hours.local(pair.started_at).date()
    partner = mention(pair.partner_of(due.to).slack_id)
    return message(
        f"You and {partner} have been a pair since {day(since)}, and I know of no session yet. "
        "How would you like to go on? Any answer is fine.",
        actions(
            button("Book a session", "book_session", pair.id, style="primary"),
            button("Make it a 20-min call", "short_call", pair.id, says="Make it one call of 20 minutes"),
            button("Pause", "pause_pair", pair.id, says="Pause until a date"),
            button("Step back", "end_pair", pair.id, says="Step back from this pair"),
        ),
    )


NUDGE = Nudge(
    kind="first_meeting_choice",
    flow="B3",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=30,
    why="You get this because a pair of yours hasn't met yet.",
    due=due,
    words=words,
    reserved=True,
)
