"""One's pairs: each with its stage, how it is doing, rhythm and sessions, and what can be done about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.blocks import Block, actions, button, counted, day, divider, escape, header, mention, overflow, section
from bot.mentoring.checkpoints import Checkpoint
from bot.mentoring.health import Status
from bot.mentoring.holds import shown_until
from bot.mentoring.lifecycles import Stage
from bot.mentoring.pairs import GoesOnAs, Lifecycle, Pair
from bot.mentoring.rhythms import every
from bot.parting import NO_MARK
from handlers.home.hub import Hub

DOING: Final[Mapping[Status, str]] = {
    Status.ON_TRACK: "On track",
    Status.NEEDS_CHECK_IN: "A check-in would help",
    Status.STALLED: "Quiet for a while",
    Status.NOT_STARTED: "Not started yet",
}
"""How a pair is doing, in the words of whoever looks; where there is nothing to say yet, nothing is said."""
IN_A_WORD = {
    Lifecycle.INITIATING: "Getting started",
    Lifecycle.PAUSED: "Paused",
    Lifecycle.DORMANT: "Resting",
    Lifecycle.WINDING_DOWN: "Wrapping up",
    Lifecycle.REDEFINED: "Peers, no schedule",
}

TO_DO: Final[Mapping[Checkpoint, str]] = {
    Checkpoint.AGREEMENT: "what you two agree on",
    Checkpoint.AUDIT: "a look back, for you alone",
    Checkpoint.CLOSING: "how you two go on",
}
"""What comes once on the way and has a place here; how the fit feels is asked after a session."""

TO_LOOK_AT = (("Sessions and takeaways", "sessions"), ("What we agree on", "agreement"))
NO_REPLY = ("No reply", "no_reply")
ALWAYS = (("End", "end"), ("Raise a concern", "concern"))
PAUSE = ("Pause", "pause")
AGAIN = ("Start again", "reopen")
UNDER_WAY = (("Change the rhythm", "rhythm"), PAUSE)
LINE = (("Continue as peers", "line_peers"), ("Ask a lead", "line_lead"))
"""What answers how to go on, as long as two who share a reporting line haven't settled it."""
TAKE_UP = (("Take it up again", "resume"),)
MENUS = {
    Lifecycle.INITIATING: UNDER_WAY,
    Lifecycle.ACTIVE: (*UNDER_WAY, ("Wrap up well", "wrap_up")),
    Lifecycle.PAUSED: TAKE_UP,
    Lifecycle.DORMANT: TAKE_UP,
    Lifecycle.WINDING_DOWN: (("Rather extend", "extend"), ("How to go on", "go_on"), PAUSE),
    Lifecycle.REDEFINED: (AGAIN, PAUSE),
}
"""What can be done where a pair stands; whatever it is, it can be ended."""


def relationships(hub: Hub, now: datetime) -> list[Block]:
    """Show each pair, and what can be done about it."""
    called = hub.called()
    blocks = [
        block
        for pair in hub.pairs
        for block in couple(pair, hub, called[pair.partner_of(hub.person.slack_id).slack_id], now)
    ]
    blocks += [section(ended(pair, hub.person.slack_id)) for pair in hub.over]
    return [divider(), header("Your pairs"), *blocks] if blocks else []


def ended(pair: Pair, actor: str) -> str:
    """Say kindly what became of a pair before the words about it come, which wait for somebody's hours."""
    partner = mention(pair.partner_of(actor).slack_id)
    return f"Your pair with {partner} has ended. {NO_MARK} I write to you about it in your working hours."


def couple(pair: Pair, hub: Hub, name: str, now: datetime) -> list[Block]:
    """Show one pair, and what tells the other one from somebody of the same name."""
    other, known = pair.partner_of(hub.person.slack_id), hub.known.get(pair.id)
    role = "Your mentor" if other is pair.mentor else "Your mentee"
    met = f"{counted(pair.held, 'session')} so far" if pair.held else "no session yet"
    is_mentee = other is pair.mentor
    agenda = button("Agenda", "open_agenda", pair.id, says=f"Write the agenda for {name}")
    prep = button("Prepare", "open_prep", pair.id, says=f"Prepare to meet {name}")
    doing = DOING.get(known.status(now), "") if known else ""
    stands = paused(pair, hub, now) or stage(pair, agreed=bool(known and known.facts.agreed))
    parts = [stands, doing, every(pair.rhythm) if pair.has_schedule else "", met]
    tasks = known.open_at(now) if known else []
    gone = "" if other.has_joined else "\nHas left mentoring: takes no messages from me any more"
    apart = "" if name == other.name else f" ({escape(name)})"
    still = "".join(f"\nOpen: {TO_DO[task.what]}" for task in tasks if task.what in TO_DO)
    back = [
        button("Look back", "open_audit", f"{pair.id}:{task.number}", says=f"Look back on your time with {name}")
        for task in tasks
        if task.what is Checkpoint.AUDIT
    ]
    return [
        section(
            f"*{role}: {mention(other.slack_id)}*{apart}\n{' · '.join(part for part in parts if part)}{gone}{still}",
            menu(pair, hub),
        ),
        actions(
            button("Log", "log_session", pair.id, says=f"Log a session with {name}"),
            button("Next date", "book_session", pair.id, says=f"Set the next date with {name}"),
            agenda if is_mentee else prep,
            *back[:1],
            more(pair),
        ),
    ]


def more(pair: Pair) -> Block:
    """Offer what there is to look at, so that no more than four buttons stand beside each other."""
    no_reply = [NO_REPLY] if pair.meets else []
    return overflow("pair_more", [(label, f"{act}:{pair.id}") for label, act in (*TO_LOOK_AT, *no_reply)])


def menu(pair: Pair, hub: Hub) -> Block:
    """Offer the rarer acts on a pair. Who knows why it is on hold can't take it up; peers in a line only go on."""
    usual = [each for each in MENUS.get(pair.lifecycle.shown, ()) if each is not AGAIN or pair.id not in hub.in_a_line]
    acts = LINE if pair.line_since else () if pair.id in hub.knows_why else usual
    return overflow("pair_menu", [(label, f"{act}:{pair.id}") for label, act in (*acts, *ALWAYS)])


def paused(pair: Pair, hub: Hub, now: datetime) -> str:
    """Say until which day a pair is paused, on the calendar of whoever looks; who knows why it is gets no day."""
    if pair.line_since:
        return "Paused until both of you said how to go on, as you share a reporting line"
    until = None if pair.id in hub.knows_why else shown_until(pair, now)
    return f"Paused until {day(hub.person.hours.local(until).date())}" if until else ""


def stage(pair: Pair, *, agreed: bool) -> str:
    """Name the stage in a plain word."""
    if pair.goes_on_as is GoesOnAs.NOW_AND_THEN:
        return "Now and then"
    known = "Under way" if pair.stage(agreed=agreed) is Stage.CULTIVATION else "Getting to know each other"
    return IN_A_WORD.get(pair.lifecycle.shown, known)
