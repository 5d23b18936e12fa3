"""Who waits for a mentor hears now and then how it stands, and never that nothing happens (practice A10)."""

from collections.abc import Iterator

from bot.blocks import Message, actions, button, day, escape, message
from bot.mentoring.facts import PersonFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.people import WAIT_UPDATE_EVERY, WAIT_UPDATES
from scheduling.nudges import Nudge, first_slot, lasting


def due(facts: PersonFacts) -> Iterator[Due]:
    """Tell every two weeks, until the wait ends by itself."""
    person = facts.person
    if person.waits_since is None:
        return
    since = int(person.waits_since.timestamp())
    for place in range(1, WAIT_UPDATES + 1):
        at = first_slot(person, person.waits_since + place * WAIT_UPDATE_EVERY)
        yield from lasting(person, at, person.waits_since + (place + 1) * WAIT_UPDATE_EVERY, f"{since}-{place}")


def words(facts: PersonFacts, _: Due) -> Message:
    """Say that they still wait, until when, and what else there is."""
    person = facts.person
    ends = person.wait_ends_at
    what = f" for “{escape(person.waits_for)}”" if person.waits_for else ""
    until = f" until {day(person.hours.local(ends).date())}" if ends else ""
    return message(
        f"You're still on the waiting list{what}: I know of nobody yet who fits and has room. I keep looking{until}. "
        "Other words may find somebody, and so may one short chat.",
        actions(
            button("Try a chat", "try_chat", person.waits_for, says="Look for a 20-minute chat"),
            button("Try other words", "open_find", says="Look for a mentor with other words"),
            button("Ask the program lead", "ask_lead"),
            button("Stop waiting", "stop_waiting"),
        ),
    )


NUDGE = Nudge(
    kind="waitlist",
    about=PersonFacts,
    class_=Class.SERVICE,
    priority=9,
    why="You get this because you asked to hear how it stands.",
    due=due,
    words=words,
)
