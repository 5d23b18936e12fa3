"""What is next for somebody, pair by pair, or where to begin."""

from datetime import datetime

from bot.blocks import Block, actions, button, header, mention, moment, section
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.sessions import Session
from handlers.home.hub import Glance


def next_up(hub: Glance, now: datetime) -> list[Block]:
    """Say the few things that are next, or offer a beginning."""
    steps = [step for pair in hub.pairs if (step := next_step(pair, hub, now))]
    offer = [] if hub.person.is_mentor else [button("Offer to mentor", "open_offer")]
    buttons = actions(
        button("Find a mentor", "open_find", style="" if hub.pairs else "primary"),
        *([button("Log a session", "log_session")] if hub.pairs else offer),
        button("New goal", "new_goal"),
        button("Help", "open_help"),
    )
    told = "\n".join(f"• {step}" for step in steps) or nothing_next(hub)
    return [header("Next for you"), section(told), buttons]


def nothing_next(hub: Glance) -> str:
    """Say what there is to do, or to wait for, when no pair has a next step."""
    if hub.versions or hub.wished:
        return "Something between you two waits for your answer under Requests."
    if hub.waiting_for_me:
        return "Somebody's request waits for your answer."
    if hub.waiting_for_them or hub.answered:
        return "You have asked. You'll hear either way, and there's nothing to do until then."
    if hub.pairs:
        return "Nothing waits for you right now."
    if hub.person.is_mentor:
        return "Nobody waits for an answer of yours. When somebody asks you, their note is here."
    return "You have no mentor and no mentee. A good first step is to look who is there."


def next_step(pair: Pair, hub: Glance, now: datetime) -> str:
    """Say one pair's next step as a sentence."""
    other = mention(pair.partner_of(hub.person.slack_id).slack_id)
    booked = hub.booked.get(pair.id)
    if pair.line_since:
        return f"You and {other} share a reporting line now: `/mentor line` asks how you'd like to go on."
    if pair.lifecycle.shown in {Lifecycle.PAUSED, Lifecycle.REDEFINED}:
        return ""
    if not pair.partner_of(hub.person.slack_id).has_joined:
        return alone(other, booked, now)
    return together(pair, hub, now)


def alone(other: str, booked: Session | None, now: datetime) -> str:
    """Tell whoever stays that the other one has left, and of the date that the two may still have."""
    date = f"You meet {other} {moment(booked.at)}. " if booked and booked.at > now else ""
    return f"{date}{other} has left mentoring and takes no messages from me any more: please write to them yourself."


def together(pair: Pair, hub: Glance, now: datetime) -> str:
    """Say what is next for two who are both here."""
    other = mention(pair.partner_of(hub.person.slack_id).slack_id)
    booked = hub.booked.get(pair.id)
    if pair.lifecycle is Lifecycle.DORMANT:
        return f"You and {other} are resting. One tap takes it up again."
    proposed = None if booked else hub.times.get(pair.id)
    if proposed:
        told = (
            "may pick one of your times"
            if proposed.by is hub.person
            else "proposes times to meet: pick one under Requests"
        )
        return f"{other} {told}."
    if booked:
        return f"You meet {other} {moment(booked.at)}." if booked.at > now else f"Did you and {other} meet?"
    if pair.lifecycle is Lifecycle.WINDING_DOWN:
        return f"You and {other} are wrapping up, and no last session is set yet."
    return f"You and {other} have no next date yet." if pair.held else first_date(pair, hub, other)


def first_date(pair: Pair, hub: Glance, other: str) -> str:
    """Say who finds the first date, as the introduction does: usually the mentee; a mentor may propose times."""
    if hub.person is pair.mentor:
        return f"{other} usually finds the first date; `/mentor times` proposes some."
    return f"Find a first date with {other}."
