"""Waiting: who asked to hear once somebody offers what they look for, and whom an offer is good news for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import orm

from bot.mentoring.matching import shortlist
from bot.mentoring.offers import Offer, Seeker, Switches
from bot.mentoring.people import Person, Standing
from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best
from bot.mentoring.search.unwanted import Unwanted
from bot.mentoring.search.wishes import Reading, as_a_name, read
from bot.mentoring.skills import with_own
from bot.store import asks, catalogue, enrolments, pairs, people, sought
from bot.store.shortlists import offer_of, wanted_by, worth_showing


class News(NamedTuple):
    """Whom an offer is good news for, why it fits, and which words of theirs had to be read as others."""

    person: Person
    why: str
    read_as: Mapping[str, str]


def for_offer(db: orm.Session, mentor: Person, now: datetime) -> list[News]:
    """Return the people who wait for what this mentor offers and whom a search would show them to."""
    patient = [person for person in people.waiting(db) if person.standing is Standing.MEMBER]
    if not patient or not mentor.offers_at(now):
        return []
    offers = [offer_of(row, now) for row in people.mentors(db, [mentor.id])]
    index = Index((_profile(mentor),), with_own(catalogue.called(db)))
    readings = _read(db, index, sought.waited_for(db, patient))
    seekers, switches = _seekers(db, mentor, patient, now), enrolments.switches_of_each(db, patient)
    return [
        News(person, why, readings[person.id].corrected)
        for person, seeker in zip(patient, seekers, strict=True)
        for offer in offers
        if (why := _shown(index, readings[person.id], seeker, offer, switches[person.id], now))
    ]


def _shown(
    index: Index, reading: Reading, seeker: Seeker, offer: Offer, switches: Switches, now: datetime
) -> str | None:
    """Say why a search for this would show the mentor, if it would. A name with a slip in it may be somebody else's."""
    hits = {int(str(hit.id)): hit for hit in worth_showing(best(index, reading, 1)) if not hit.is_guess}
    if Unwanted(reading.unwanted, index.skills, reading.skills).keeps_out(offer):
        return None
    found = shortlist(wanted_by(reading), seeker, [offer], now=now, hits=hits, switches=switches)
    return found.matches[0].reasons[0] if reading.words and found.matches else None


def _read(db: orm.Session, index: Index, wishes: Mapping[int, str]) -> dict[int, Reading]:
    """Read each wish as a search does; what somebody here is called isn't mended."""
    readings = {number: read(wish, index, index.skills) for number, wish in wishes.items()}
    mended = [as_a_name(reading) for reading in readings.values() if reading.is_mended]
    names = people.names_among(db, {name.typed: name.words for name in mended})
    return {
        number: as_a_name(reading) if reading.is_mended and reading.typed in names else reading
        for number, reading in readings.items()
    }


def _seekers(db: orm.Session, mentor: Person, patient: Sequence[Person], now: datetime) -> Iterator[Seeker]:
    """Say of each who looks what keeps this one mentor from them: read once from the mentor's side, for all of them."""
    this = frozenset({mentor.slack_id})
    blocked, line = people.blocked_with(db, mentor.slack_id), people.line_of(db, mentor.slack_id)
    past, asked = pairs.ended_with(db, mentor), asks.asked_lately(db, mentor, now)
    for person in patient:
        who = person.slack_id
        is_over = who in asked or (who in past and mentor.slack_id not in person.meets_again)
        yield Seeker(
            slack_id=who,
            timezone=person.timezone,
            languages=frozenset(person.languages),
            manager=person.manager,
            department=person.department,
            level=person.level,
            above=this if who in line else frozenset(),
            excluded=this if who in blocked else frozenset(),
            ended=this if is_over else frozenset(),
        )


def _profile(mentor: Person) -> Profile:
    """Return what a search reads of a mentor. The index that others search may not know of this offer yet."""
    return Profile(
        id=mentor.id,
        name=mentor.name,
        real_name=mentor.real_name,
        title=mentor.title,
        topics=mentor.topics,
        about=mentor.about,
    )
