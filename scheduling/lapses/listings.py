"""Listings of mentors who were asked whether they are still there, and didn't answer: hidden, until they are back."""

from datetime import datetime

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, message
from bot.mentoring.letters import Letter
from bot.mentoring.people import Person
from bot.store import overdue, retirements
from bot.store.database import Database

HIDDEN = message("I've stopped showing you to people who look. `/mentor offer` shows you again.")


def lapse(database: Database, now: datetime) -> int:
    """Hide everybody who let the question pass for a week."""
    with database.everywhere() as db:
        unanswered = overdue.unanswered_questions(db, now)
        return sum(hide(db, letter, person, now) for letter, person in unanswered)


def hide(db: orm.Session, letter: Letter, person: Person, now: datetime) -> bool:
    """Hide one mentor, unless they answered in another way; the question is done with either way."""
    letter.retired_at = now
    if not person.has_joined or not person.offers_at(now) or overdue.answered_since(db, person, letter.sent_at or now):
        return False
    retirements.retire(db, letter, HIDDEN, now)
    person.hide(now)
    occasion = f"letter{letter.id}"
    letterbox.drop(db, person.slack_id, "listing_hidden", occasion, hidden(person), now, workspace=person.workspace)
    return True


def hidden(person: Person) -> Message:
    """Say what happened, that nothing is lost, and how to come back."""
    return message(
        "You take no new requests for now: I asked whether you're still open to some and heard nothing, which is fine. "
        "Nothing else changes, and what you offer is kept.",
        actions(
            button("I'm back", "im_back", person.id, style="primary", says="Show me to people who look again"),
            button("Take me off", "take_off", person.id, says="Stop offering to mentor"),
        ),
    )
