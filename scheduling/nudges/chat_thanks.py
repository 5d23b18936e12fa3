"""A working day after a chat, the mentee is reminded that thanks are welcome, once (practice A12)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import AskFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, lasting

WINDOW = timedelta(days=5)


def due(facts: AskFacts) -> Iterator[Due]:
    """Remind once, unless they have thanked already."""
    chat, mentee = facts.chat, facts.ask.mentee
    if chat and chat.held_at and chat.thanked_at is None:
        at = mentee.hours.working_days_after(chat.held_at, 1)
        yield from lasting(mentee, at, at + WINDOW, f"{chat.id}-held")


def words(facts: AskFacts, due: Due) -> Message:
    """Say what such a note may hold; the words are theirs."""
    number = int(due.occasion.partition("-")[0])
    return message(
        f"You talked to {mention(facts.ask.mentor.slack_id)}. What did you take from it, and what will you do by when? "
        "A line to them goes out in your words, or not at all.",
        actions(
            button("Write thanks", "chat_thanks", number, style="primary"),
            button("Not needed", "no_thanks", number),
        ),
    )


NUDGE = Nudge(
    kind="chat_thanks",
    about=AskFacts,
    class_=Class.SERVICE,
    priority=8,
    why="You get this because you had a chat.",
    due=due,
    words=words,
)
