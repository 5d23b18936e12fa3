"""Shortlists: mentors for one person, from what is kept to what the matching rules need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.matching import Found, shortlist
from bot.mentoring.offers import Offer, Rule, Seeker
from bot.mentoring.people import Person, Standing
from bot.mentoring.search.hits import Hit
from bot.mentoring.search.index import Index
from bot.mentoring.search.negations import Told, told_apart
from bot.mentoring.search.ranking import beside, best, is_vague
from bot.mentoring.search.unwanted import Unwanted
from bot.mentoring.search.wishes import A_NAME, Reading, as_a_name, read
from bot.mentoring.topics import Wanted, words
from bot.store import asks, catalogue, enrolments, pairs, people

AMONG: Final = 150
"""So many of those who answer a wish best are looked at: rules, load and scarcity choose among them."""
BESIDE: Final = 6
SAYABLE: Final = 0.3
"""A guess that is less sure helps a search, and would only puzzle whoever reads it."""
LEAST_RELEVANCE: Final = 80
NOT_HALF_AS_GOOD: Final = 3


def search(
    db: orm.Session,
    person: Person,
    text: str,
    now: datetime,
    size: int = 5,
    *,
    relaxed: frozenset[Rule] = frozenset(),
) -> tuple[Wanted, Found]:
    """Understand a wish and find mentors for it. Without a wish, everybody with room is an answer."""
    seeker = replace(_seeker(db, person, now), relaxed=relaxed)
    switches = enrolments.switches_of(db, person)
    with catalogue.opened(db) as index:
        reading = understood(db, index, text)
        answers = best(index, reading, AMONG)
        hits = {int(str(hit.id)): hit for hit in worth_showing(answers)}
        wanted = replace(wanted_by(reading), beside=beside(index, reading, BESIDE))
        unwanted = Unwanted(reading.unwanted, index.skills, reading.skills)
    if not reading.words and not hits:
        return wanted, shortlist(wanted, seeker, _everybody(db, unwanted, now), size, now=now, switches=switches)
    if is_vague(reading, answers):
        return replace(wanted, is_vague=True), Found()
    offers = _those_wanted([offer_of(row, now) for row in people.mentors(db, hits)], unwanted)
    found = shortlist(wanted, seeker, offers, size, now=now, hits=hits, switches=switches)
    return wanted, found if found.matches else replace(found, near=_near(db, wanted, seeker, now))


def understood(db: orm.Session, index: Index, text: str) -> Reading:
    """Read a wish; what would have to be mended isn't, where it is what somebody here is called."""
    reading = read(text, index, index.skills)
    if not reading.is_mended:
        return reading
    name = as_a_name(reading)
    return name if people.names_among(db, {name.typed: name.words}) else reading


def told(db: orm.Session, text: str) -> Told:
    """Tell apart what somebody looks for and what, and whom, they don't."""
    with catalogue.opened(db) as index:
        return told_apart(text, index.is_called)


def _everybody(db: orm.Session, unwanted: Unwanted, now: datetime) -> list[Offer]:
    """Read everybody who offers anything else than what isn't wanted."""
    return _those_wanted([offer_of(row, now) for row in people.mentors(db)], unwanted)


def _those_wanted(offers: list[Offer], unwanted: Unwanted) -> list[Offer]:
    """Leave out who isn't wanted: by name, by department or title, or as they teach nothing else than what isn't."""
    if not unwanted:
        return offers
    return [each for each in offers if not unwanted.keeps_out(each)]


def worth_showing(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Leave out what answers so little of a wish, or so much less than the best, that it would only be noise."""
    least = max([LEAST_RELEVANCE, *(hit.relevance // NOT_HALF_AS_GOOD for hit in hits[:1])])
    return (hit for hit in hits if hit.is_named or hit.relevance >= least)


def wanted_by(reading: Reading) -> Wanted:
    """Say what was understood: words to name in reasons, what was mended, and the skills that were guessed.

    Whose name stands beside a topic is found by it; nobody else has to be called so to meet the wish.
    """
    topical = [word for word in reading.words if not word.startswith(A_NAME)]
    return Wanted(
        typed=reading.typed,
        words=words(" ".join(topical or reading.words)),
        corrected=reading.corrected,
        unknown=reading.unknown,
        skills=tuple(name for name, sure in reading.skills.items() if sure >= SAYABLE),
        unwanted=reading.unwanted,
        may_be_a_name=reading.may_be_a_name,
    )


def _near(db: orm.Session, wanted: Wanted, seeker: Seeker, now: datetime) -> tuple[str, ...]:
    """Name topics of people with room that look like the wish."""
    everybody = [offer_of(row, now) for row in people.mentors(db)]
    return shortlist(wanted, seeker, everybody, now=now, hits={}).near


def _seeker(db: orm.Session, person: Person, now: datetime) -> Seeker:
    """Say who is looking, and whom they must not be shown: their line, people blocked, partners, mentors asked."""
    asked = {ask.mentor.slack_id for ask in asks.open_by(db, person)} | asks.declined_lately(db, person, now)
    return Seeker(
        slack_id=person.slack_id,
        timezone=person.timezone,
        languages=frozenset(person.languages),
        manager=person.manager,
        department=person.department,
        level=person.level,
        above=people.line_of(db, person.slack_id),
        excluded=people.blocked_with(db, person.slack_id),
        ended=pairs.ended_with(db, person) | asked,
    )


def offer_of(mentor: sa.Row[Any], now: datetime) -> Offer:
    """Return what a mentor offers as the rules of matching read it."""
    return Offer(
        person_id=mentor.id,
        slack_id=mentor.slack_id,
        name=mentor.name,
        real_name=mentor.real_name,
        title=mentor.title,
        department=mentor.department,
        level=mentor.level,
        manager=mentor.manager,
        timezone=mentor.timezone,
        languages=frozenset(mentor.languages),
        topics=mentor.topics,
        about=mentor.about,
        capacity=mentor.capacity,
        mentees=mentor.mentees,
        waiting=mentor.waiting,
        paused=bool(mentor.offering_paused_until and mentor.offering_paused_until > now),
        away=bool(mentor.paused_until and mentor.paused_until > now),
        guest=mentor.standing is Standing.GUEST,
        new=mentor.mentees == 0,
        price=mentor.price,
    )
