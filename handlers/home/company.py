"""One's pairs: each with its stage, rhythm and sessions, and what can be done about it."""

from bot.blocks import Block, actions, button, counted, divider, header, mention, moment, overflow, section
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.rhythms import every
from handlers.home.hub import Hub

KNOWN_AFTER = 3
"""After three sessions a pair is past getting to know each other (practice 3)."""


def relationships(hub: Hub) -> list[Block]:
    """Show each pair, and what can be done about it."""
    blocks = [block for pair in hub.pairs for block in couple(pair, hub.person.slack_id)]
    return [divider(), header("Your pairs"), *blocks] if blocks else []


def couple(pair: Pair, me: str) -> list[Block]:
    """Show one pair."""
    other = pair.partner_of(me)
    role = "Your mentor" if other is pair.mentor else "Your mentee"
    met = f"{counted(pair.held, 'session')} so far" if pair.held else "no session yet"
    agenda = button("Agenda", "open_agenda", pair.id, says=f"Write the agenda for {other.name}")
    return [
        section(f"*{role}: {mention(other.slack_id)}*\n{stage(pair)} · {every(pair.rhythm)} · {met}", menu(pair)),
        actions(
            button("Log", "log_session", pair.id, says=f"Log a session with {other.name}"),
            button("Next date", "book_session", pair.id, says=f"Set the next date with {other.name}"),
            *([agenda] if other is pair.mentor else []),
        ),
    ]


def menu(pair: Pair) -> Block:
    """Offer the rarer acts on a pair."""
    if pair.lifecycle in {Lifecycle.PAUSED, Lifecycle.DORMANT}:
        return overflow("pair_menu", [("Take it up again", f"resume:{pair.id}"), ("End", f"end:{pair.id}")])
    choices = [("Change the rhythm", f"rhythm:{pair.id}"), ("Pause", f"pause:{pair.id}"), ("End", f"end:{pair.id}")]
    return overflow("pair_menu", choices)


def stage(pair: Pair) -> str:
    """Name the stage in a plain word."""
    match pair.lifecycle:
        case Lifecycle.PAUSED:
            return f"Paused until {moment(pair.paused_until)}" if pair.paused_until else "Paused"
        case Lifecycle.DORMANT:
            return "Resting"
        case Lifecycle.INITIATING:
            return "Getting started"
        case _:
            return "Getting to know each other" if pair.held < KNOWN_AFTER else "Under way"
