"""Searches: the one that is under way, those that are saved, and the mentors each of them finds."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.matching import SHORTLIST, Found
from bot.mentoring.offers import Rule
from bot.mentoring.people import Person
from bot.mentoring.searches import SAVED_MAX, Search, TooManySearches
from bot.mentoring.suitability import overlap_hours
from bot.mentoring.topics import Wanted
from bot.store import people, shortlists
from bot.store.schema import joined
from bot.store.tables.searches import searches

WIDE = 50
"""So many are looked at when a wish is narrow, to find a handful that can be met as wished."""


def found(
    db: orm.Session,
    search: Search,
    now: datetime,
    skip: Collection[str] = (),
    *,
    relaxed: frozenset[Rule] = frozenset(),
) -> tuple[Wanted, Found]:
    """Find the mentors who fit and aren't to be skipped, a handful at a time."""
    size = WIDE if search.is_narrow else SHORTLIST + len(skip)
    wanted, everybody = shortlists.search(db, search.person, search.wish, now, size=size, relaxed=relaxed)
    fresh = [match for match in everybody.matches if match.offer.slack_id not in skip]
    if search.is_narrow:
        met = people.these(db, [match.offer.slack_id for match in fresh])
        fresh = [
            match
            for match in fresh
            if search.fits(
                match.offer,
                overlap_hours(search.person.timezone, match.offer.timezone, now),
                met[match.offer.slack_id].meets,
            )
        ]
    return wanted, replace(everybody, matches=tuple(fresh[:SHORTLIST]))


def current(db: orm.Session, person: Person) -> Search | None:
    """Return the search that is under way, if there is one."""
    return db.scalar(_theirs(person, searches.c.saved_at.is_(None)))


def saved(db: orm.Session, person: Person) -> Sequence[Search]:
    """Return the searches somebody keeps, oldest first."""
    return db.scalars(_theirs(person, searches.c.saved_at.is_not(None))).all()


def one(db: orm.Session, search_id: int | None, slack_id: str) -> Search | None:
    """Return one of this person's searches; somebody else's is nobody's."""
    if search_id is None:
        return None
    query = sa.select(Search).where(searches.c.id == search_id).options(joined(Search, "person"))
    search = db.scalar(query)
    return search if search and search.person.slack_id == slack_id else None


def begin(db: orm.Session, person: Person, now: datetime) -> Search:
    """Begin a search in the place of the one under way."""
    people.held(db, person.id)
    search = current(db, person)
    if search is None:
        search = Search(workspace=person.workspace, person=person, at=now)
        db.add(search)
    search.at, search.shown = now, ()
    return search


def save(db: orm.Session, search: Search, now: datetime) -> None:
    """Keep a search, if there aren't too many of them."""
    people.held(db, search.person.id)
    others = [each for each in saved(db, search.person) if each is not search]
    if len(others) >= SAVED_MAX:
        raise TooManySearches
    search.save(now)
    search.person.look_at = now


def drop(db: orm.Session, search: Search) -> None:
    """Forget a search."""
    db.delete(search)


def rest(db: orm.Session, person: Person) -> None:
    """Speak of no saved search any more, now that somebody was asked."""
    for search in saved(db, person):
        search.rest()


def _theirs(person: Person, which: sa.ColumnElement[bool]) -> sa.Select[Search]:
    query = sa.select(Search).where(searches.c.person_id == person.id, which)
    return query.options(joined(Search, "person")).order_by(searches.c.id)
