"""Knocks: whether somebody has asked in this silence, and asking."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.knocks import Knock, KnockedAlready, NobodyHome
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store.tables.knocks import knocks


def latest(db: orm.Session, pair: Pair, by: Person) -> Knock | None:
    """Return how this person knocked in this silence, if they did."""
    theirs = (knocks.c.pair_id == pair.id, knocks.c.by_id == by.id, knocks.c.silence == pair.silence)
    return db.scalar(sa.select(Knock).where(*theirs))


def check(db: orm.Session, pair: Pair, by: Person) -> None:
    """Refuse a second knock in one silence, and any where the two aren't meeting anyway."""
    if not pair.meets:
        raise NobodyHome
    if latest(db, pair, by):
        raise KnockedAlready


def begin(db: orm.Session, pair: Pair, by: Person, now: datetime) -> Knock:
    """Knock, once in each silence; the pair is held meanwhile."""
    check(db, pair, by)
    knock = Knock(workspace=pair.workspace, pair=pair, by=by, silence=pair.silence, at=now)
    db.add(knock)
    db.flush()
    pair.look_at = now
    return knock
