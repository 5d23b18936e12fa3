"""What people look for: the words of their last search, and of whoever searched for nothing what they enrolled with.

A search is the searcher's alone: read this only for themselves, or to find what would be good news for them.
"""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.people import Person
from bot.mentoring.topics import topics
from bot.store.database import workspace_of
from bot.store.tables.searches import searches


def by(db: orm.Session, person: Person) -> tuple[str, ...]:
    """Return what one person looks for."""
    return by_each(db, [person])[person.id]


def waited_for(db: orm.Session, several: Collection[Person]) -> dict[int, str]:
    """Return what each of these people waits for, by their number: what they asked to be told of."""
    sought = by_each(db, [person for person in several if not person.waits_for])
    return {person.id: person.waits_for or ", ".join(sought[person.id]) for person in several}


def by_each(db: orm.Session, several: Collection[Person]) -> dict[int, tuple[str, ...]]:
    """Return what each of these people looks for, by their number."""
    theirs = (searches.c.workspace == workspace_of(db), searches.c.person_id.in_([person.id for person in several]))
    query = sa.select(searches.c.person_id, searches.c.wish).where(*theirs).order_by(searches.c.at, searches.c.id)
    last = {row.person_id: wished for row in db.execute(query) if (wished := topics(row.wish))}
    return {person.id: last.get(person.id, person.wants) for person in several}
