"""Shortlists: mentors for one person, from what is kept to what the matching rules need."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import Ask
from bot.mentoring.matching import Found, shortlist
from bot.mentoring.offers import Offer, Seeker
from bot.mentoring.people import Person
from bot.mentoring.topics import Wanted, understand
from bot.store import asks, pairs, people


def search(db: orm.Session, person: Person, text: str, now: datetime, size: int = 5) -> tuple[Wanted, Found]:
    """Understand a wish and find mentors for it."""
    wanted = understand(text, people.vocabulary(db))
    offers = {row.id: _offer(row, row.mentees, row.waiting, now) for row in people.mentors(db, wanted.words)}
    for namesake in people.named(db, text) if text else ():
        if namesake.is_mentor and namesake.has_joined and namesake.id not in offers:
            offers[namesake.id] = _offer(namesake, namesake.capacity - pairs.room_of(db, namesake), 0, now)
    return wanted, shortlist(wanted, _seeker(db, person, now), offers.values(), size, now=now)


def others_for(db: orm.Session, ask: Ask, now: datetime) -> Found:
    """Find two others for a request that didn't work out; the mentor who was asked isn't among them.

    A sentence in people's own words may name no topic that anybody offers: then what the mentor teaches is the wish.
    """
    found = _others(db, ask, ask.want, now)
    return found if found.matches else _others(db, ask, ", ".join(ask.mentor.topics), now)


def _others(db: orm.Session, ask: Ask, wish: str, now: datetime) -> Found:
    _, found = search(db, ask.mentee, wish, now, size=3)
    fitting = tuple(match for match in found.matches if match.offer.slack_id != ask.mentor.slack_id)
    return Found(fitting[:2], found.removed, found.near)


def _seeker(db: orm.Session, person: Person, now: datetime) -> Seeker:
    """Say who is looking, and whom they must not be shown: their line, people blocked, partners, mentors asked."""
    asked = {ask.mentor.slack_id for ask in asks.open_by(db, person)} | asks.declined_lately(db, person, now)
    return Seeker(
        slack_id=person.slack_id,
        timezone=person.timezone,
        languages=frozenset(person.languages),
        department=person.department,
        level=person.level,
        above=people.line_of(db, person.slack_id),
        excluded=people.blocked_with(db, person.slack_id),
        ended=pairs.ended_with(db, person) | asked,
    )


def _offer(mentor: sa.Row[Any] | Person, mentees: int, waiting: int, now: datetime) -> Offer:
    absences = (mentor.paused_until, mentor.offering_paused_until)
    return Offer(
        person_id=mentor.id,
        slack_id=mentor.slack_id,
        name=mentor.name,
        title=mentor.title,
        department=mentor.department,
        level=mentor.level,
        timezone=mentor.timezone,
        languages=frozenset(mentor.languages),
        topics=mentor.topics,
        about=mentor.about,
        capacity=mentor.capacity,
        mentees=mentees,
        waiting=waiting,
        paused=any(until > now for until in absences if until),
        new=mentees == 0,
    )
