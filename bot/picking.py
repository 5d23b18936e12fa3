"""Picking: the times that one of a pair proposed, on the clock of whoever picks."""

from datetime import datetime
from typing import Final

from bot.blocks import Message, actions, button, context, day, mention, message
from bot.mentoring.people import Person
from bot.mentoring.times import Times

PICKS: Final = (("take_first", 0), ("take_second", 1), ("take_third", 2))


def proposal(proposed: Times) -> Message:
    """Show the other one the times on their own clock."""
    reader = proposed.reader
    told = f"{mention(proposed.by.slack_id)} proposes to meet for {proposed.minutes} minutes. Which time suits you?"
    taken = [
        button(spoken(reader, proposed.moments[place]), pick, proposed.id)
        for pick, place in PICKS
        if place < len(proposed.moments)
    ]
    return message(
        told,
        actions(*taken, button("Propose others", "other_times", proposed.id)),
        context(f"{zone(reader)}. No need to answer right away; each can be picked until it has passed."),
        also=", ".join(spoken(reader, at) for at in proposed.moments),
    )


def spoken(reader: Person, at: datetime) -> str:
    """Say a moment on somebody's own clock."""
    here = reader.hours.local(at)
    return f"{day(here.date())}, {here:%H:%M}"


def zone(person: Person) -> str:
    """Name a time zone as people do: London time."""
    return f"{person.hours.zone.key.rpartition('/')[2].replace('_', ' ')} time"
