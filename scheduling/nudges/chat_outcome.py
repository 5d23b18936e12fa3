"""A chat that had a time: whether it took place is asked once (practice A12)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.chats import ChatState
from bot.mentoring.facts import AskFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, lasting

WINDOW = timedelta(days=5)


def due(facts: AskFacts) -> Iterator[Due]:
    """Ask the mentee at their next usual time after it; another time is another question."""
    chat, mentee = facts.chat, facts.ask.mentee
    if chat and chat.ends_at and chat.state is ChatState.SCHEDULED:
        at = mentee.hours.next_slot(chat.ends_at)
        yield from lasting(mentee, at, at + WINDOW, f"{chat.id}-{int(chat.ends_at.timestamp())}")


def words(facts: AskFacts, due: Due) -> Message:
    """Ask, and make every answer one tap."""
    number = int(due.occasion.partition("-")[0])
    return message(
        f"Did you talk to {mention(facts.ask.mentor.slack_id)}, as planned? I ask once.",
        actions(
            button("We talked", "chat_met", number, style="primary"),
            button("It moved", "chat_time", number, says="It moved to another time"),
            button("It didn't happen", "chat_missed", number),
        ),
    )


NUDGE = Nudge(
    kind="chat_outcome",
    about=AskFacts,
    class_=Class.SERVICE,
    priority=8,
    why="You get this because you had a chat planned.",
    due=due,
    words=words,
)
