"""Waiting: who asked to hear once somebody offers what they look for, and whom an offer is good news for."""

from collections.abc import Mapping, Sequence
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
from bot.store import apart, asks, catalogue, enrolments, pairs, people, sought
from bot.store.shortlists import offer_of, wanted_by, worth_showing


class News(NamedTuple):
    """Whom an offer is good news for, why it fits, and which words of theirs had to be read as others."""

    person: Person
    why: str
    read_as: Mapping[str, str]


def for_offers(db: orm.Session, mentors: Sequence[Person], now: datetime) -> list[tuple[Person, list[News]]]:
    """Return for each of these mentors the people who wait for what they offer and whom a search would show them to.

    However many mentors there are, the same few questions are asked.
    """
    patient = [person for person in people.waiting(db) if person.standing is Standing.MEMBER]
    taking = [mentor for mentor in mentors if mentor.offers_at(now)]
    if not patient or not taking:
        return []
    offers = {row.id: offer_of(row, now) for row in people.mentors(db, [mentor.id for mentor in taking])}
    skills = with_own(catalogue.called(db))
    indexes = {mentor.id: Index((_profile(mentor),), skills) for mentor in taking if mentor.id in offers}
    readings = _read(db, indexes, sought.waited_for(db, patient))
    seekers, switches = _seekers(db, taking, patient, now), enrolments.switches_of_each(db, patient)
    return [
        (
            mentor,
            [
                News(person, why, reading.corrected)
                for person, seeker, reading in zip(patient, seekers[mentor.id], readings[mentor.id], strict=True)
                if (why := _shown(indexes[mentor.id], reading, seeker, offers[mentor.id], switches[person.id], now))
            ],
        )
        for mentor in taking
        if mentor.id in indexes
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


def _read(db: orm.Session, indexes: Mapping[int, Index], wishes: Mapping[int, str]) -> dict[int, list[Reading]]:
    """Read each wish as a search does, once for each mentor; what somebody here is called isn't mended."""
    read_by = {
        number: [read(wish, index, index.skills) for wish in wishes.values()] for number, index in indexes.items()
    }
    mended = [as_a_name(reading) for several in read_by.values() for reading in several if reading.is_mended]
    names = people.names_among(db, {name.typed: name.words for name in mended})
    return {
        number: [as_a_name(reading) if reading.is_mended and reading.typed in names else reading for reading in several]
        for number, several in read_by.items()
    }


def _seekers(
    db: orm.Session, mentors: Sequence[Person], patient: Sequence[Person], now: datetime
) -> dict[int, list[Seeker]]:
    """Say of each who looks what keeps each mentor from them: read once from the mentors' side, for all of them."""
    ids = [mentor.slack_id for mentor in mentors]
    blocked, lines = apart.blocked_with(db, ids), apart.lines_of(db, ids)
    past, asked = pairs.ended_with_each(db, mentors), asks.asked_lately(db, mentors, now)
    return {
        mentor.id: [
            _seeker(person, mentor, blocked[mentor.slack_id], lines[mentor.slack_id], past[mentor.id], asked[mentor.id])
            for person in patient
        ]
        for mentor in mentors
    }


def _seeker(
    person: Person,
    mentor: Person,
    blocked: frozenset[str],
    line: frozenset[str],
    past: frozenset[str],
    asked: frozenset[str],
) -> Seeker:
    """Say what keeps one mentor from somebody who looks."""
    who, this = person.slack_id, frozenset({mentor.slack_id})
    is_over = who in asked or (who in past and mentor.slack_id not in person.meets_again)
    return Seeker(
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
