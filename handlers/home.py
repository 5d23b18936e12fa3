"""Home: what is next for the person who looks, and everything they have here. Also the answer to `/mentor` alone."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Block,
    Home,
    Message,
    actions,
    button,
    context,
    counted,
    day,
    divider,
    escape,
    header,
    listed,
    mention,
    message,
    moment,
    overflow,
    section,
    weekdays,
)
from bot.desk import Desk
from bot.mentoring.asks import Ask
from bot.mentoring.goals import FAR, Goal
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.people import CannotTakePart, Person, Standing
from bot.mentoring.rhythms import every
from bot.mentoring.sessions import Action, Session
from bot.slack import Refresh, Reply, Visit
from bot.store import asks, goals, pairs, sessions
from bot.store.database import Database
from handlers import join, quiet

HELP = "`/mentor` — what's next for you"
ACTIONS_SHOWN = 5
KNOWN_AFTER = 3
"""After three sessions a pair is past getting to know each other (practice 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """Everything one person has here."""

    person: Person
    pairs: Sequence[Pair] = ()
    booked: Mapping[int, Session | None]
    waiting_for_me: Sequence[Ask] = ()
    waiting_for_them: Sequence[Ask] = ()
    drafts: Sequence[Ask] = ()
    goals: Sequence[Goal] = ()
    actions: Sequence[Action] = ()


def register(desk: Desk) -> None:
    """Listen for a look at Home, and for `/mentor` alone."""
    desk.event("app_home_opened")(look)
    desk.command("", "home", "status")(next_steps)


def look(ack: Ack, event: Mapping[str, Any], visit: Visit, refresh: Refresh) -> None:
    """Show Home to whoever opens it."""
    ack()
    if event.get("tab") == "home":
        with suppress(CannotTakePart):  # Home is where they read that
            visit()
        refresh()


def next_steps(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """Say what is next."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        hub = gather(db, join.known(db, actor))
    reply(summary(hub, now))


def of(database: Database, workspace: str, actor: str, now: datetime) -> Home:
    """Build the Home of one person."""
    with database.look(workspace) as db:
        hub = gather(db, join.known(db, actor))
    return Home(page(hub, now) if hub.person.standing is Standing.MEMBER else [section(CannotTakePart().sentence)])


def gather(db: orm.Session, person: Person) -> Hub:
    """Read everything one person has, in a handful of queries."""
    live = pairs.live(db, person)
    return Hub(
        person=person,
        pairs=live,
        booked=sessions.booked_of(db, live),
        waiting_for_me=asks.open_for(db, person),
        waiting_for_them=asks.open_by(db, person),
        drafts=asks.drafts_of(db, person),
        goals=goals.open_of(db, person),
        actions=sessions.open_actions(db, person),
    )


def page(hub: Hub, now: datetime) -> list[Block]:
    """Lay out Home, most pressing first."""
    if not hub.person.has_joined:
        return [*join.invitation(), *requests(hub), *relationships(hub), *lead_desk(hub.person)]
    return [
        *next_up(hub, now),
        *requests(hub),
        *relationships(hub),
        *work(hub),
        *offering(hub.person, now),
        *lead_desk(hub.person),
        *settings(hub.person, now),
    ]


def summary(hub: Hub, now: datetime) -> Message:
    """Say the same in short, as the answer to `/mentor` alone."""
    if not hub.person.has_joined:
        return message(*join.invitation())
    return message(*next_up(hub, now), *requests(hub), context("`/mentor help` lists everything you can do."))


def next_up(hub: Hub, now: datetime) -> list[Block]:
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


def nothing_next(hub: Hub) -> str:
    """Say what there is to do, or to wait for, when no pair has a next step."""
    if hub.waiting_for_me:
        return "Somebody's request waits for your answer."
    if hub.waiting_for_them:
        return "You have asked. You'll hear either way, and there's nothing to do until then."
    if hub.pairs:
        return "Nothing waits for you right now."
    if hub.person.is_mentor:
        return "Nobody waits for an answer of yours. When somebody asks you, their note is here."
    return "You have no mentor and no mentee. A good first step is to look who is there."


def next_step(pair: Pair, hub: Hub, now: datetime) -> str:
    """Say one pair's next step as a sentence."""
    other = mention(pair.partner_of(hub.person.slack_id).slack_id)
    booked = hub.booked.get(pair.id)
    if pair.lifecycle is Lifecycle.PAUSED:
        return ""
    if pair.lifecycle is Lifecycle.DORMANT:
        return f"You and {other} are resting. One tap takes it up again."
    if booked and booked.at > now:
        return f"You meet {other} {moment(booked.at)}."
    if booked:
        return f"Did you and {other} meet?"
    return f"You and {other} have no next date yet." if pair.held else f"Find a first date with {other}."


def requests(hub: Hub) -> list[Block]:
    """List requests that wait for an answer, on either side, and drafts."""
    blocks: list[Block] = []
    for ask in hub.waiting_for_me:
        told = f"{mention(ask.mentee.slack_id)} asks you to be their mentor. Open until {moment(ask.open_until)}."
        opens = button("Read and answer", "read_ask", ask.id, says=f"Read {ask.mentee.name}'s request")
        blocks += [section(told, opens)]
    for ask in hub.waiting_for_them:
        told = f"Your request to {mention(ask.mentor.slack_id)} is open until {moment(ask.open_until)}."
        withdraws = button("Withdraw", "withdraw_ask", ask.id, says=f"Withdraw the request to {ask.mentor.name}")
        blocks += [section(told, withdraws)]
    for ask in hub.drafts:
        opens = button("Open draft", "ask_mentor", ask.mentor.slack_id, says=f"Open the draft to {ask.mentor.name}")
        blocks += [section(f"Your note to {mention(ask.mentor.slack_id)} is still a draft.", opens)]
    return [divider(), header("Requests"), *blocks] if blocks else []


def relationships(hub: Hub) -> list[Block]:
    """Show each pair with its stage, rhythm and sessions, and what can be done about it."""
    blocks: list[Block] = []
    for pair in hub.pairs:
        other = pair.partner_of(hub.person.slack_id)
        role = "Your mentor" if other is pair.mentor else "Your mentee"
        met = f"{counted(pair.held, 'session')} so far" if pair.held else "no session yet"
        agenda = button("Agenda", "open_agenda", pair.id, says=f"Write the agenda for {other.name}")
        blocks += [
            section(f"*{role}: {mention(other.slack_id)}*\n{stage(pair)} · {every(pair.rhythm)} · {met}", menu(pair)),
            actions(
                button("Log", "log_session", pair.id, says=f"Log a session with {other.name}"),
                button("Next date", "book_session", pair.id, says=f"Set the next date with {other.name}"),
                *([agenda] if other is pair.mentor else []),
            ),
        ]
    return [divider(), header("Your pairs"), *blocks] if blocks else []


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


def work(hub: Hub) -> list[Block]:
    """Show goals and open actions."""
    blocks: list[Block] = [
        section(
            f"*{escape(goal.text)}*\n{progress(goal)}",
            button("Update", "open_goal", goal.id, says=f"Update the goal {goal.text}"),
        )
        for goal in hub.goals
    ]
    blocks += [
        section(to_do(action), button("Done", "action_done", action.id, says=f"Done: {action.text}"))
        for action in hub.actions[:ACTIONS_SHOWN]
    ]
    if (more := len(hub.actions) - ACTIONS_SHOWN) > 0:
        blocks += [context(f"and {counted(more, 'more thing')} to do")]
    return [divider(), header("Goals and things to do"), *blocks] if blocks else []


def to_do(action: Action) -> str:
    """Say what is to be done, and by when if they said so."""
    by = f" · by {day(action.due_on)}" if action.due_on else ""
    return f"To do: {escape(action.text)}{by}"


def progress(goal: Goal) -> str:
    """Say how far a goal is, in words."""
    by = f" · by {goal.due_on.day} {goal.due_on:%B %Y}" if goal.due_on else ""
    seen = "shared with your mentor" if goal.shared else "only you see it"
    return f"{FAR.get(goal.progress, 'Under way')}{by} · {seen}"


def offering(person: Person, now: datetime) -> list[Block]:
    """Say what they offer as a mentor, if they do."""
    if not person.is_mentor:
        return []
    paused = "" if person.offers_at(now) else " You take no new requests right now."
    told = f"You offer {escape(listed(person.topics))}, with room for {counted(person.capacity, 'mentee')}.{paused}"
    return [
        divider(),
        header("What you offer"),
        section(told, button("Change", "open_offer", says="Change what you offer")),
    ]


def lead_desk(person: Person) -> list[Block]:
    """Offer a lead what leads do."""
    if not (person.is_lead or person.is_admin):
        return []
    post = button("Announce in a channel", "open_announce", says="Write an announcement about mentoring")
    told = "Invite people with an announcement they can join from."
    return [divider(), header("Leading the program"), section(told), actions(post)]


def settings(person: Person, now: datetime) -> list[Block]:
    """Say when the bot may write, and where to change it."""
    days = weekdays(person.days)
    silence = f" {quiet.silence(person, now)}" if person.is_paused(now) else ""
    told = f"I write on {days} around {person.slot:%H:%M} your time, one nudge in seven days at most.{silence}"
    return [
        divider(),
        header("When I may write, and what I keep"),
        section(told),
        *join.about_holidays(person),
        actions(
            button("Change", "open_quiet", says="Change when I may write"),
            button("Hours and holidays", "open_hours"),
            button("What is kept about me", "open_me"),
        ),
        context("Your notes are yours until you share one. Leads see states, dates and counts."),
    ]
