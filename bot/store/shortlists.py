"""Shortlists: mentors for one person, from what is kept to what the matching rules need."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import Ask, Reason
from bot.mentoring.matching import Found, shortlist
from bot.mentoring.offers import Offer, Rule, Seeker
from bot.mentoring.people import Person, Standing
from bot.mentoring.search.hits import Hit
from bot.mentoring.search.negations import told_apart
from bot.mentoring.search.ranking import beside, best, is_vague
from bot.mentoring.search.unwanted import Unwanted
from bot.mentoring.search.wishes import A_NAME, Reading, read
from bot.mentoring.topics import Wanted, words
from bot.store import asks, catalogue, enrolments, pairs, people, sought

AMONG: Final = 150
"""So many of those who answer a wish best are looked at: rules, load and scarcity choose among them."""
BESIDE: Final = 6
SAYABLE: Final = 0.3
"""A guess that is less sure helps a search, and would only puzzle whoever reads it."""
LEAST_RELEVANCE: Final = 80
NOT_HALF_AS_GOOD: Final = 3
OTHERS: Final = 2
OTHERS_AMONG: Final = 12
"""So many are looked at where those are left out who teach just what the mentor does."""


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
        reading = read(text, index, index.skills)
        answers = best(index, reading, AMONG)
        hits = {int(str(hit.id)): hit for hit in _worth_showing(answers)}
        wanted = replace(_wanted(reading), beside=beside(index, reading, BESIDE))
        unwanted = Unwanted(reading.unwanted, index.skills)
    if not reading.words and not hits:
        return wanted, shortlist(wanted, seeker, _everybody(db, unwanted, now), size, now=now, switches=switches)
    if is_vague(reading, answers):
        return replace(wanted, is_vague=True), Found()
    offers = _those_wanted([_offer(row, row.mentees, row.waiting, now) for row in people.mentors(db, hits)], unwanted)
    found = shortlist(wanted, seeker, offers, size, now=now, hits=hits, switches=switches)
    return wanted, found if found.matches else replace(found, near=_near(db, wanted, seeker, now))


def _everybody(db: orm.Session, unwanted: Unwanted, now: datetime) -> list[Offer]:
    """Read everybody who offers anything else than what isn't wanted."""
    return _those_wanted([_offer(row, row.mentees, row.waiting, now) for row in people.mentors(db)], unwanted)


def _those_wanted(offers: list[Offer], unwanted: Unwanted) -> list[Offer]:
    """Leave out who isn't wanted: by name, by department or title, or as they teach nothing else than what isn't."""
    if not unwanted:
        return offers
    return [each for each in offers if not unwanted.keeps_out(each)]


def _worth_showing(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Leave out what answers so little of a wish, or so much less than the best, that it would only be noise."""
    least = max([LEAST_RELEVANCE, *(hit.relevance // NOT_HALF_AS_GOOD for hit in hits[:1])])
    return (hit for hit in hits if hit.is_named or hit.relevance >= least)


def _wanted(reading: Reading) -> Wanted:
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
    everybody = [_offer(row, row.mentees, row.waiting, now) for row in people.mentors(db)]
    return shortlist(wanted, seeker, everybody, now=now, hits={}).near


def others_for(db: orm.Session, ask: Ask, now: datetime) -> Found:
    """Find two others for a request that didn't work out; the mentor who was asked isn't among them.

    A sentence in people's own words may name no topic that anybody offers, or none at all: then what the mentor teaches
    is the wish. Where that is what doesn't fit, somebody who teaches the same doesn't either.
    """
    if ask.reason is Reason.OTHER_EXPERTISE:
        return _of_other_expertise(db, ask, now)
    return _first_found(db, ask, (ask.want, ", ".join(ask.mentor.topics)), now)


def _of_other_expertise(db: orm.Session, ask: Ask, now: datetime) -> Found:
    """Look for what the request says besides the topics of the mentor, and then for what else the mentee looks for."""
    at_fault = {word for topic in ask.mentor.topics for word in words(topic)}
    said = " ".join(word for word in ask.want.split() if not at_fault.intersection(words(word)))
    besides = ", ".join(wish for wish in sought.by(db, ask.mentee) if not at_fault.intersection(words(wish)))
    return _first_found(db, ask, (said, besides), now, but=at_fault)


def _first_found(db: orm.Session, ask: Ask, wishes: Iterable[str], now: datetime, but: Collection[str] = ()) -> Found:
    """Search for one wish after another; "to get better" asks for nothing, so that it would be met by everybody.

    So does one that says only what isn't wanted.
    """
    for wish in (each for each in wishes if words(told_apart(each).sought)):
        found = _others(db, ask, wish, now, but)
        if found.matches:
            return found
    return Found()


def _others(db: orm.Session, ask: Ask, wish: str, now: datetime, but: Collection[str]) -> Found:
    """Search for two others; whoever teaches nothing but what is at fault isn't one of them."""
    _, found = search(db, ask.mentee, wish, now, size=OTHERS_AMONG if but else OTHERS + 1)
    fitting = tuple(
        match
        for match in found.matches
        if match.offer.slack_id != ask.mentor.slack_id
        and not (but and {word for topic in match.offer.topics for word in words(topic)} <= {*but})
    )
    return Found(fitting[:OTHERS], found.removed, found.near)


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


def _offer(mentor: sa.Row[Any], mentees: int, waiting: int, now: datetime) -> Offer:
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
        mentees=mentees,
        waiting=waiting,
        paused=bool(mentor.offering_paused_until and mentor.offering_paused_until > now),
        away=bool(mentor.paused_until and mentor.paused_until > now),
        guest=mentor.standing is Standing.GUEST,
        new=mentees == 0,
        price=mentor.price,
    )
