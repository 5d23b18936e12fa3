"""Waiting: who asked to hear once somebody offers what they look for, and whom an offer is good news for."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.people import Person, Standing
from bot.mentoring.topics import understand
from bot.mentoring.wish import Wish
from bot.store import pairs, people, sought


def for_offer(db: orm.Session, mentor: Person, now: datetime) -> list[Person]:
    """Return the people who wait for what this mentor offers, if the mentor has room and nothing keeps them apart."""
    patient = people.waiting(db)
    if not patient or not mentor.offers_at(now) or mentor.is_paused(now) or pairs.room_of(db, mentor) < 1:
        return []
    apart = people.blocked_with(db, mentor.slack_id) | people.line_of(db, mentor.slack_id)
    past, wishes = pairs.ended_with(db, mentor), sought.by_each(db, patient)
    return [
        person
        for person in patient
        if person.standing is Standing.MEMBER
        and person.slack_id not in apart | {mentor.slack_id}
        and (person.slack_id not in past or mentor.slack_id in person.meets_again)
        and is_met(wishes[person.id], mentor)
    ]


def is_met(wishes: Iterable[str], mentor: Person) -> bool:
    """Tell whether an offer meets a wish, as a search would: a telling word, also a misspelt one, or a whole topic."""
    wanted = understand(", ".join(wishes), mentor.topics)
    wish = Wish(wanted, [mentor.topics])
    return bool(wanted.words) and wish.met_by(wish.taught[0], 0)
