"""Whoever asked for it is reminded half an hour before a session; calendars do that for the others (practice C3)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, booked, lasting

BEFORE = timedelta(minutes=30)


def due(facts: PairFacts) -> Iterator[Due]:
    """Remind those of the two who want it, before each session that was set earlier than that.

    A session at nine is announced at half past eight: whoever asks for a reminder asks for it then.
    """
    for session in booked(facts):
        for reader in facts.pair.both:
            if reader.wants_reminders and session.noted_at <= session.at - BEFORE:
                yield from lasting(reader, session.at - BEFORE, session.at, f"session{session.id}")


def words(facts: PairFacts, due: Due) -> Message:
    """Say when, on the reader's own clock, and with whom."""
    pair = facts.pair
    session = next(each for each in booked(facts) if due.occasion == f"session{each.id}")
    at = pair.person(due.to).hours.local(session.at)
    return message(
        f"You meet {mention(pair.partner_of(due.to).slack_id)} at {at:%H:%M}, for {session.minutes} minutes.",
        actions(button("Another time", "book_session", pair.id, says="Suggest another time for the session")),
    )


NUDGE = Nudge(
    kind="session_reminder",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=4,
    why="You get this because you asked to be reminded before sessions.",
    due=due,
    words=words,
    at_any_hour=True,
    flow="C3",
)
