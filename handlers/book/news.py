"""What is said of a date: to whoever set it, and to the other one in their own time."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import Message, actions, button, in_own_words, mention, message, moment, quote
from bot.letterbox import About
from bot.mentoring.facts import BOOKED
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Session
from bot.parting import BEFORE_A_SESSION, OF_A_DATE, PRIMER
from bot.store import times
from handlers.calendar_file import calendar_lines, file_button

ASKING = (
    "book_next",
    "first_meeting",
    "first_meeting_choice",
    "outcome",
    "slip_mentee",
    "stalled",
    "proposal",
)
"""Nudges that a date answers."""


class Booked(NamedTuple):
    """What came of setting a date."""

    pair: Pair
    session: Session
    is_new: bool
    moved_from: datetime | None


def tell(db: orm.Session, booked: Booked, actor: str, topic: str, view: str, now: datetime) -> None:
    """Write to the other one, and take away what the date has answered."""
    session = booked.session
    partner, about = booked.pair.partner_of(actor), About(pair=booked.pair.id)
    if booked.is_new:
        if times.close(db, booked.pair, now):
            letterbox.take_back(db, "a date", pair=booked.pair.id, kinds=("times",))
            settled = message(f"Settled: your next session was set for {moment(session.at)}.")
            letterbox.retire(db, settled, now, pair=booked.pair.id, kinds=("times",))
        letterbox.take_back(db, "another date", pair=booked.pair.id, kinds=(BOOKED, *ASKING))
        dated = "This date was changed to" if booked.moved_from else "A new date was set:"
        outdated = message(f"{dated} {moment(session.at)}.")
        letterbox.retire(db, outdated, now, pair=booked.pair.id, kinds=(*OF_A_DATE, PRIMER), stays=in_own_words)
        letterbox.retire(db, outdated, now, pair=booked.pair.id, kinds=BEFORE_A_SESSION)
        for reader in booked.pair.both:
            who = mention(booked.pair.partner_of(reader.slack_id).slack_id)
            answered = message(f"Answered: your next session with {who} was set for {moment(session.at)}.")
            letterbox.retire(db, answered, now, pair=booked.pair.id, to=reader.slack_id, kinds=ASKING)
        words = news(booked, actor, topic)
        letterbox.drop(db, partner.slack_id, BOOKED, f"session{session.id}", words, now, about=about)
    elif topic:
        letterbox.drop(db, partner.slack_id, "topic", view, news(booked, actor, topic), now, about=about)


def news(booked: Booked, actor: str, topic: str) -> Message:
    """Tell the other one the date in their own time."""
    session, who = booked.session, mention(actor)
    partner = booked.pair.partner_of(actor)
    when = f"{moment(session.at)}, {session.minutes} minutes"
    if booked.moved_from:
        told = f"{who} moved your session from {moment(booked.moved_from)} to {when}."
    elif booked.is_new:
        told = f"{who} set your next session: {when}."
    else:
        told = f"{who} added a topic to your session {when}."
    return message(
        told,
        *([f"To talk about:\n{quote(topic)}"] if topic else []),
        *calendar_lines(session, partner, booked.pair),
        actions(
            button("Another time", "book_session", booked.pair.id, says="Suggest another time for the session"),
            file_button(session),
        ),
    )


def confirmed(db: orm.Session, booked: Booked, actor: str, now: datetime) -> Message:
    """Confirm the date to whoever set it."""
    session = booked.session
    partner = booked.pair.partner_of(actor)
    set_ = f"You and {mention(partner.slack_id)} meet {moment(session.at)}, {session.minutes} minutes."
    dates = (session.at, booked.moved_from)
    told = (
        f"Set. {set_} {will_hear(db, 'booked', partner, now, *dates, pair=booked.pair)}"
        if booked.is_new
        else f"This date was already set. {set_}"
    )
    lines = calendar_lines(session, booked.pair.person(actor), booked.pair)
    return message(told, *lines, actions(file_button(session)))
