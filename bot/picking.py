"""Picking: the times that one of a pair proposed, on the clock of whoever picks."""

from datetime import datetime
from typing import Final

from bot.blocks import Message, actions, button, context, day, mention, message
from bot.mentoring.people import Person
from bot.mentoring.times import Times

KIND: Final = "times"
PICKS: Final = (("take_first", 0), ("take_second", 1), ("take_third", 2))


def proposal(proposed: Times, now: datetime) -> Message:
    """Show the other one the times that are still to come, on their own clock."""
    reader, by = proposed.reader, mention(proposed.by.slack_id)
    others, left = button("Propose others", "other_times", proposed.id), proposed.to_come(now)
    if not left:
        return message(f"{by} proposed times to meet, and they have passed by now.", actions(others))
    taken = [button(spoken(reader, left[place]), pick, proposed.id) for pick, place in PICKS if place in left]
    return message(
        f"{by} proposes to meet for {proposed.minutes} minutes. Which time suits you?",
        actions(*taken, others),
        context(f"{zone(reader)}. No need to answer right away; each can be picked until it has passed."),
        also=", ".join(spoken(reader, at) for at in left.values()),
    )


def spoken(reader: Person, at: datetime) -> str:
    """Say a moment on somebody's own clock."""
    here = reader.hours.local(at)
    return f"{day(here.date())}, {here:%H:%M}"


def zone(person: Person) -> str:
    """Name a time zone as people do: London time."""
    return f"{person.hours.zone.key.rpartition('/')[2].replace('_', ' ')} time"
