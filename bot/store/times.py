"""Proposed times: what one of a pair proposed and nobody has settled yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.times import Times
from bot.store.schema import joined
from bot.store.tables.times import times

BOTH = (joined(Times, "by"), joined(Times, "pair", "mentee"), joined(Times, "pair", "mentor"))


def one(db: orm.Session, number: int, *, hold: bool = False) -> Times | None:
    """Return what was proposed; `hold` keeps others from settling it until this transaction ends."""
    query = sa.select(Times).where(times.c.id == number).options(*BOTH)
    return db.scalar(query.with_for_update(of=Times) if hold else query)


def these(db: orm.Session, numbers: Collection[int]) -> Sequence[Times]:
    """Return some of what was proposed, by number."""
    return db.scalars(sa.select(Times).where(times.c.id.in_(numbers)).options(*BOTH)).all()


def of_pairs(db: orm.Session, pair_ids: Collection[int]) -> Mapping[int, Sequence[Times]]:
    """Return all that was proposed in each of several pairs, settled or not."""
    query = sa.select(times.c.pair_id, Times).where(times.c.pair_id.in_(pair_ids))
    found: dict[int, list[Times]] = defaultdict(list)
    for number, proposed in db.execute(query):
        found[number].append(proposed)
    return found


def open_of(db: orm.Session, pair: Pair) -> Sequence[Times]:
    """Return what is proposed in a pair and not settled."""
    return db.scalars(
        sa.select(Times).where(times.c.pair_id == pair.id, times.c.closed_at.is_(None)).options(*BOTH)
    ).all()


def open_in(db: orm.Session, several: Iterable[Pair], reader: Person, now: datetime) -> Mapping[int, Times]:
    """Return what can still be picked in each of several pairs, by their numbers; what the reader can pick first."""
    among = [pair.id for pair in several if pair.meets]
    if not among:
        return {}
    query = sa.select(Times).where(times.c.pair_id.in_(among), times.c.closed_at.is_(None)).options(*BOTH)
    found = [each for each in db.scalars(query.order_by(times.c.id)) if max(each.moments) > now]
    return {each.pair.id: each for each in sorted(found, key=lambda each: each.reader is reader)}


def close(db: orm.Session, pair: Pair, now: datetime, by: Person | None = None) -> int:
    """Settle what is proposed in a pair, by one of the two or by both; return how much that was."""
    proposed = [each for each in open_of(db, pair) if by in {None, each.by}]
    for each in proposed:
        each.closed_at = now
    return len(proposed)
