"""What somebody looks for: the waiting list, searches they keep, and their 20-minute chats on either side."""

from datetime import datetime

from bot.blocks import Block, actions, button, day, divider, escape, header, mention, moment, section
from bot.mentoring.chats import Chat, ChatState
from bot.mentoring.people import Person
from bot.mentoring.searches import Search
from handlers.home.hub import Hub

CHATS_SHOWN = 4
GO_ON = "would you like to go on as a pair? Only if you both say so does anything come of it."


def looking(hub: Hub, now: datetime) -> list[Block]:
    """Show what is looked for, and what can be done about it."""
    blocks = [
        *([waiting(hub.person)] if hub.person.waits_since else []),
        *(block for chat in hub.chats[:CHATS_SHOWN] for block in talk(chat, hub.person.slack_id, now)),
        *(block for search in hub.searches for block in kept(search)),
    ]
    others = actions(
        button("My network", "open_network", says="My own map of whom I learn from"),
        button("I met someone", "met_someone", says="Note somebody I met, to be reminded"),
    )
    return [divider(), header("Whom you look for and talk to"), *blocks, others]


def waiting(person: Person) -> Block:
    """Say that they wait, and until when."""
    ends = person.wait_ends_at
    until = f" until {day(person.hours.local(ends).date())}" if ends else ""
    stops = button("Stop waiting", "stop_waiting", says="Leave the waiting list")
    return section(f"You're on the waiting list{until}: I write when somebody with room fits.", stops)


def talk(chat: Chat, me: str, now: datetime) -> list[Block]:
    """Show one chat, and what can be done about it."""
    other = chat.partner_of(me)
    if chat.state is ChatState.HELD:
        return [section(f"20-minute chat with {mention(other.slack_id)}: {GO_ON}"), actions(*wishes(chat))]
    when = {
        ChatState.SCHEDULED: moment(chat.at) if chat.at else "",
        ChatState.MISSED: "it didn't happen, and may find another time",
    }.get(chat.state, "no time yet")
    set_time = button("Set the time", "chat_time", chat.id, says=f"Set the time for the chat with {other.name}")
    talked = button("We talked", "chat_met", chat.id, says=f"Note that you talked to {other.name}")
    return [
        section(f"20-minute chat with {mention(other.slack_id)}: {when}"),
        actions(set_time, *([] if chat.is_ahead(now) else [talked])),
    ]


def wishes(chat: Chat) -> list[Block]:
    """Let one of the two say, alone, whether they'd like to go on."""
    return [
        button("Yes, again", "chat_again", chat.id, says="I would like to go on"),
        button("Once was good", "chat_once", chat.id, says="I leave it at this one chat"),
    ]


def kept(search: Search) -> list[Block]:
    """Show a saved search."""
    wish = f"“{escape(search.wish)}”" if search.wish else "Everybody with room"
    again = button("Look again", "look_again", search.id, says=f"Look again for {search.wish or 'everybody'}")
    drops = button("Drop it", "drop_search", search.id, says=f"Drop the search for {search.wish or 'everybody'}")
    return [section(f"Saved search: {wish}"), actions(again, drops)]
