"""Before a first session both get three questions to get to know each other by (practice B4)."""

from collections.abc import Iterator

from bot.blocks import Message, actions, button, day, mention, message, quote
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.prompts import kickoff
from scheduling.nudges import Nudge, ahead_of, booked, lasting

WORKING_DAYS_BEFORE = 1


def due(facts: PairFacts) -> Iterator[Due]:
    """Come once, shortly before the first session, however often that moves."""
    pair, first = facts.pair, next(iter(booked(facts)), None)
    if not facts.meets or facts.held or first is None:
        return
    for reader in pair.both:
        yield from lasting(reader, ahead_of(first, reader, WORKING_DAYS_BEFORE), first.at, "first")


def words(facts: PairFacts, due: Due) -> Message:
    """Offer the questions; goals can wait."""
    pair = facts.pair
    on = pair.person(due.to).hours.local(booked(facts)[0].at).date()
    partner = mention(pair.partner_of(due.to).slack_id)
    return message(
        f"Your first session with {partner}: {day(on)}. Start with each other; goals can wait.",
        quote("\n".join(kickoff(f"pair{pair.id}"))),
        actions(
            button("Other questions", "swap_prompts", pair.id),
            button("Hide", "hide_message", says="Hide this message"),
        ),
    )


NUDGE = Nudge(
    kind="primer",
    flow="B4",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=5,
    why="You get this because your first session is near.",
    due=due,
    words=words,
)
