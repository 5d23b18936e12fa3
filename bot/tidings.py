"""Tidings: what Slack says of somebody known here is taken over, and what waits for them is looked at anew."""

from datetime import datetime

from sqlalchemy import orm

from bot import absences
from bot.mentoring.people import Person, Standing
from bot.profiles import Profile
from bot.store import asks, pairs, people


def take_over(db: orm.Session, news: Profile, now: datetime) -> bool:
    """Take over what is new about somebody known; return whether it changes when they may be written to, or at all."""
    person = people.known(db, news.slack_id)
    before = _matters(person) if person else None
    return bool(person) and before != _matters(remember(db, news, now))


def remember(db: orm.Session, news: Profile, now: datetime) -> Person:
    """Keep what Slack says of somebody, whoever asked first: an event, the night, or a visit of theirs."""
    known = people.known(db, news.slack_id)
    before, closed_at = (_matters(known), known.parted_at) if known else (None, None)
    person = people.remember(db, news, now)
    if closed_at and person.parted_at is None:
        absences.tell_who_is_back(db, person, closed_at, now)
    if before and before != _matters(person):
        look_again(db, person, now)
    return person


def _matters(person: Person) -> tuple[object, ...]:
    """Return what decides when somebody may be written to, or at all."""
    return person.silent_until, person.hours, person.standing


def note_gone(db: orm.Session, slack_id: str, now: datetime) -> bool:
    """Note that Slack knows somebody no more; return whether they were known here."""
    person = people.known(db, slack_id)
    if person is None:
        return False
    person.standing, person.seen_at = Standing.GONE, now
    look_again(db, person, now)
    return True


def look_again(db: orm.Session, person: Person, now: datetime) -> None:
    """Have the next round decide anew about everything that was put off while they wished otherwise, or were away."""
    for pair in pairs.live(db, person):
        pair.look_at = now
    for ask in asks.open_for(db, person):
        ask.look_at = now
    person.look_at = now if person.has_joined else None
