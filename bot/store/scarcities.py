"""Scarcities: what being asked costs others, worked out anew from the wishes that are open."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.scarcity import prices as going
from bot.mentoring.search.ranking import best
from bot.mentoring.search.wishes import read
from bot.store import catalogue, people
from bot.store.database import workspace_of
from bot.store.tables.catalogues import prices
from bot.store.tables.searches import searches

OPEN_FOR = timedelta(days=30)
"""A wish that somebody came back to within this time is still one."""
MOST_WISHES = 1000
CHOICES = 30


def reckon(db: orm.Session, now: datetime) -> Mapping[int, int]:
    """Find the prices of a workspace, as they should be now; nothing is kept yet."""
    since = searches.c.at > now - OPEN_FOR
    wishes = sa.select(searches.c.wish).where(searches.c.workspace == workspace_of(db), searches.c.wish != "", since)
    texts = db.scalars(wishes.order_by(searches.c.at.desc(), searches.c.id).limit(MOST_WISHES)).all()
    with catalogue.opened(db) as index:
        read_as = [best(index, read(text, index, index.skills), CHOICES) for text in texts]
    fits = [{int(str(hit.id)): hit.relevance for hit in hits} for hits in read_as]
    wanted = {mentor for each in fits for mentor in each}
    places = {row.id: max(0, row.capacity - row.mentees) for row in people.mentors(db, wanted)} if wanted else {}
    return going([{mentor: score for mentor, score in each.items() if mentor in places} for each in fits], places)


def keep(db: orm.Session, found: Mapping[int, int]) -> None:
    """Keep these prices in the place of the ones before."""
    here = workspace_of(db)
    db.execute(sa.delete(prices).where(prices.c.workspace == here))
    if rows := [{"workspace": here, "person_id": mentor, "price": price} for mentor, price in sorted(found.items())]:
        db.execute(sa.insert(prices), rows)
