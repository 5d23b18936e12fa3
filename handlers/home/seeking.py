"""What somebody looks for: the waiting list, and searches they keep."""

from bot.blocks import Block, actions, button, day, divider, escape, header, section
from bot.mentoring.people import Person
from bot.mentoring.searches import Search
from handlers.home.hub import Hub


def looking(hub: Hub) -> list[Block]:
    """Show what is looked for, and what can be done about it."""
    blocks = [
        *([waiting(hub.person)] if hub.person.waits_since else []),
        *(block for search in hub.searches for block in kept(search)),
    ]
    return [divider(), header("What you look for"), *blocks] if blocks else []


def waiting(person: Person) -> Block:
    """Say that they wait, and until when."""
    ends = person.wait_ends_at
    until = f" until {day(person.hours.local(ends).date())}" if ends else ""
    stops = button("Stop waiting", "stop_waiting", says="Leave the waiting list")
    return section(f"You're on the waiting list{until}: I write when somebody with room fits.", stops)


def kept(search: Search) -> list[Block]:
    """Show a saved search."""
    wish = f"“{escape(search.wish)}”" if search.wish else "Everybody with room"
    again = button("Look again", "look_again", search.id, says=f"Look again for {search.wish or 'everybody'}")
    drops = button("Drop it", "drop_search", search.id, says=f"Drop the search for {search.wish or 'everybody'}")
    return [section(f"Saved search: {wish}"), actions(again, drops)]
