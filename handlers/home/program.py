"""What somebody offers, what leads do, and when the bot may write."""

from datetime import datetime

from bot.blocks import Block, actions, button, context, counted, divider, escape, header, listed, section, weekdays
from bot.mentoring.people import Person
from bot.mentoring.roles import Act, can
from handlers import enrol, join, quiet, to_come
from handlers.home.hub import Hub

PROGRAMS_SHOWN = 3


def programs(hub: Hub) -> list[Block]:
    """Show the programs they are in, and those they could be in."""
    shown = enrol.offered(hub.person, hub.part_in, hub.open_programs)
    return [divider(), header("Programs"), *shown[:PROGRAMS_SHOWN]] if shown else []


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
        actions(
            button("My three months", "open_quarter", says="Show my three months as a mentor"),
            *([button("I'm back", "im_back", person.id)] if person.is_hidden(now) else []),
        ),
    ]


def lead_desk(hub: Hub) -> list[Block]:
    """Offer a lead what leads do."""
    if not hub.actor.is_lead:
        return []
    post = button("Announce", "open_announce", says="Write an announcement about mentoring")
    told = "Open a program or a cohort, invite people, review matches, and see who helps you lead."
    everywhere = can(hub.actor, Act.NAME_LEADS)
    programs = button("Programs", "open_programs", says="See and open programs and cohorts", style="primary")
    leads = button("Who leads", "open_leads", says="See and name who leads")
    closes = button("End a pair", "open_close", says="End a pair for the program")
    contacts = button("Safety contacts", "open_safety", says="See and name whom concerns can be brought to")
    sent = button("What was announced", "open_announced", says="See how far announcements are, and stop one")
    looks = actions(
        button("How it's going", "open_health", says="See how the program does"),
        button("Needs a person", "open_worklist", says="See the pairs that need a person"),
        button("What I mean to say", "open_ahead", says="See whom I mean to write to, and why"),
        button("Hold back", "open_brakes", says="Hold messages back, or let go"),
        button("Take in a table", "open_import", says="Take people in from a table"),
        button("Get the tables", "export", says="Get pairs and figures as files"),
    )
    return [
        divider(),
        header("Leading the program"),
        section(told),
        actions(programs, *([post, sent, leads, contacts] if everywhere else []), closes),
        looks,
    ]


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
            button("What will come?", to_come.OPEN, says="What will you send me, and why?"),
            button("What is kept about me", "open_me"),
        ),
        context("Your notes are yours until you share one. Leads see states, dates and counts."),
    ]
