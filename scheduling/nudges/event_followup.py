"""Somebody who met a person and said so is reminded of it while it is fresh, once (practice A13)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, message
from bot.mentoring.facts import PersonFacts
from bot.mentoring.networks import Encounter
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, in_brief, lasting

WINDOW = timedelta(hours=48)
NAME_WORDS = 5


def due(facts: PersonFacts) -> Iterator[Due]:
    """Remind on the next working day, for two days."""
    for met in facts.encounters:
        at = facts.person.hours.working_days_after(met.at, 1)
        yield from lasting(facts.person, at, at + WINDOW, f"met{met.id}")


def meant(facts: PersonFacts, due: Due) -> Encounter:
    """Return the encounter an occasion is about."""
    return next(met for met in facts.encounters if f"met{met.id}" == due.occasion)


def words(facts: PersonFacts, due: Due) -> Message:
    """Suggest a line; it stays theirs."""
    met = meant(facts, due)
    where = f" ({in_brief(met.where, NAME_WORDS)})" if met.where else ""
    return message(
        f"You met {in_brief(met.who, NAME_WORDS)}{where}. One line on what you talked about, while it's fresh? "
        "Only you see it, and I send nothing.",
        actions(
            button("Write note", "write_encounter", met.id, style="primary", says="Write a note about whom you met"),
            button("Not needed", "drop_encounter", met.id),
        ),
    )


NUDGE = Nudge(
    kind="event_followup",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=70,
    why="You get this because you told me that you met somebody.",
    due=due,
    words=words,
)
