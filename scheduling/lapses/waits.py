"""Waits for a mentor that were long: they end, with an invitation to ask anew (practice A10)."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, message
from bot.mentoring.people import Person
from bot.store import overdue
from bot.store.database import Database


def lapse(database: Database, now: datetime) -> int:
    """End every wait whose time has run out."""
    with database.everywhere() as db:
        return sum(end(db, person, now) for person in overdue.waits(db, now))


def end(db: orm.Session, person: Person, now: datetime) -> bool:
    """End a wait if its time has run out, and say so."""
    if person.waits_since is None or person.wait_ends_at is None or person.wait_ends_at > now:
        return False
    since = int(person.waits_since.timestamp())
    person.stop_waiting()
    if person.has_joined:
        letterbox.drop(db, person.slack_id, "wait_over", str(since), over(), now, workspace=person.workspace)
    return True


def over() -> Message:
    """Say that it came to nothing, that it says nothing about them, and how to go on."""
    return message(
        "In these eight weeks nobody who fits what you look for had room, so I've closed your place on the waiting "
        "list. That isn't about you. Ask again whenever you like; other words may find somebody.",
        actions(
            button("Look again", "open_find", style="primary", says="Look for a mentor again"),
            button("Ask the program lead", "ask_lead"),
        ),
    )
