"""A simulation: the story of a few pairs through the real rounds, manners, letters, words and delivery, in seconds."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

from bot.simulation.story import BEGINS, Event, Story
from bot.simulation.telling import counted, entry, line, table


def tell(weeks: int, *, as_json: bool) -> Iterator[str]:
    """Tell what everybody hears in so many weeks, and how much that was; always the same."""
    events: list[Event] = []
    with closing(Story()) as story:
        for event in story.live(BEGINS + timedelta(weeks=weeks)):
            events.append(event)
            yield entry(event, BEGINS) if as_json else line(event, BEGINS)
    if not as_json:
        yield ""
        yield from table(counted(events))
