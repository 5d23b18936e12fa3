"""A month after mentoring that was worth it, whoever was mentored is asked once whether to mentor, too (E6)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, message
from bot.mentoring.facts import PersonFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

KIND = "pay_forward"
AFTER = timedelta(days=30)
WINDOW = timedelta(days=14)
WORTH_IT = frozenset({"4", "5"})


def due(facts: PersonFacts) -> Iterator[Due]:
    """Ask once in a lifetime, and nobody who mentors already."""
    good = [each.at for each in facts.looked_back if each.value in WORTH_IT]
    if good and not facts.person.is_mentor:
        at = first_slot(facts.person, min(good) + AFTER)
        yield from lasting(facts.person, at, at + WINDOW, "once")


def words(facts: PersonFacts, due: Due) -> Message:
    """Ask without persuading."""
    del facts, due
    return message(
        "You wrote that your mentoring was worth it. Would you like to offer the same to somebody else? Room for one "
        "is plenty, and a no is fine.",
        actions(
            button("Become a mentor", "open_offer", style="primary"),
            button("Not now", "hide_message", says="Not now; hide this message"),
            button("Never ask", "never_pay_forward", says="Never ask me this again"),
        ),
    )


NUDGE = Nudge(
    kind=KIND,
    flow="E6",
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=170,
    why="You get this because you looked back on your mentoring.",
    due=due,
    words=words,
)
