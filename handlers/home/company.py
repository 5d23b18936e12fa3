"""One's pairs: each with its stage, how it is doing, rhythm and sessions, and what can be done about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.blocks import Block, actions, button, counted, divider, header, mention, moment, overflow, section
from bot.mentoring.health import Status
from bot.mentoring.lifecycles import Stage
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.rhythms import every
from bot.store.vitals import Known
from handlers.home.hub import Hub

DOING: Final[Mapping[Status, str]] = {
    Status.ON_TRACK: "On track",
    Status.NEEDS_CHECK_IN: "A check-in would help",
    Status.STALLED: "Quiet for a while",
    Status.NOT_STARTED: "Not started yet",
}
"""How a pair is doing, in the words of whoever looks; where there is nothing to say yet, nothing is said."""


def relationships(hub: Hub, now: datetime) -> list[Block]:
    """Show each pair, and what can be done about it."""
    me = hub.person.slack_id
    blocks = [block for pair in hub.pairs for block in couple(pair, me, hub.known.get(pair.id), now)]
    return [divider(), header("Your pairs"), *blocks] if blocks else []


def couple(pair: Pair, me: str, known: Known | None, now: datetime) -> list[Block]:
    """Show one pair."""
    other = pair.partner_of(me)
    role = "Your mentor" if other is pair.mentor else "Your mentee"
    met = f"{counted(pair.held, 'session')} so far" if pair.held else "no session yet"
    is_mentee = other is pair.mentor
    agenda = button("Agenda", "open_agenda", pair.id, says=f"Write the agenda for {other.name}")
    prep = button("Prepare", "open_prep", pair.id, says=f"Prepare to meet {other.name}")
    doing = DOING.get(known.status(now), "") if known else ""
    parts = [stage(pair, agreed=bool(known and known.facts.agreed)), doing, every(pair.rhythm), met]
    return [
        section(f"*{role}: {mention(other.slack_id)}*\n{' · '.join(part for part in parts if part)}", menu(pair)),
        actions(
            button("Log", "log_session", pair.id, says=f"Log a session with {other.name}"),
            button("Next date", "book_session", pair.id, says=f"Set the next date with {other.name}"),
            agenda if is_mentee else prep,
            button("Sessions", "open_sessions", pair.id, says=f"Sessions and takeaways with {other.name}"),
            button("Agreement", "open_agreement", pair.id, says=f"What {other.name} and you agree on"),
        ),
    ]


def menu(pair: Pair) -> Block:
    """Offer the rarer acts on a pair."""
    if pair.lifecycle.shown in {Lifecycle.PAUSED, Lifecycle.DORMANT}:
        return overflow("pair_menu", [("Take it up again", f"resume:{pair.id}"), ("End", f"end:{pair.id}")])
    choices = [("Change the rhythm", f"rhythm:{pair.id}"), ("Pause", f"pause:{pair.id}"), ("End", f"end:{pair.id}")]
    return overflow("pair_menu", choices)


def stage(pair: Pair, *, agreed: bool) -> str:
    """Name the stage in a plain word. On hold looks like paused, so that nobody can tell that something was raised."""
    match pair.lifecycle.shown:
        case Lifecycle.PAUSED:
            return f"Paused until {moment(pair.paused_until)}" if pair.paused_until else "Paused"
        case Lifecycle.DORMANT:
            return "Resting"
        case Lifecycle.INITIATING:
            return "Getting started"
        case Lifecycle.WINDING_DOWN:
            return "Wrapping up"
        case Lifecycle.REDEFINED:
            return "Going on without a schedule"
        case _:
            known = pair.stage(agreed=agreed) is Stage.CULTIVATION
            return "Under way" if known else "Getting to know each other"
