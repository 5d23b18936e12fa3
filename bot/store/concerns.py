"""Concerns: who may hear of one, and which still wait for somebody to look after them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.concerns import Concern, independent
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person, Standing
from bot.store import pairs, people, programs
from bot.store.tables.concerns import concerns
from bot.store.tables.people import people as rows


def contacts(db: orm.Session) -> list[Person]:
    """Return the people who were named to bring concerns to."""
    named = sa.select(Person).where(rows.c.is_contact, rows.c.standing == Standing.MEMBER)
    return list(db.scalars(named.order_by(rows.c.id)))


def hearers(db: orm.Session, by: str, about: Person | None) -> list[Person]:
    """Return who may hear of this concern: a named contact, or where there is none, a lead who isn't involved.

    Whoever was named for the program in which the two are a pair comes first.
    """
    close = close_to(db, about) if about else frozenset[str]()
    together = next((pair.program_id for pair in pairs.live(db, about) if pair.has(by)), None) if about else None
    named = [*(programs.contacts_of(db, together) if together else ()), *contacts(db)]
    leads = [*(programs.leads_of(db, together) if together else ()), *people.leads(db)]
    about_whom = about.slack_id if about else None
    return independent(dict.fromkeys(named), by, about_whom, close) or independent(
        dict.fromkeys(leads), by, about_whom, close
    )


def close_to(db: orm.Session, person: Person) -> frozenset[str]:
    """Return who isn't independent of somebody: their reporting line, and those they are a pair with."""
    partners = {each.partner_of(person.slack_id).slack_id for each in pairs.live(db, person)}
    return people.line_of(db, person.slack_id) | partners


def known_to(db: orm.Session, person: Person, several: Iterable[Pair]) -> frozenset[int]:
    """Return which pairs are on hold for a reason this person knows: theirs, or a line about which both were asked."""
    return frozenset(number for number, who in knowing(db, several).items() if person.slack_id in who)


def knowing(db: orm.Session, several: Iterable[Pair]) -> Mapping[int, frozenset[str]]:
    """Return who knows why a pair is on hold, by its number: whoever raised something, and both of a shared line."""
    held = {pair.id: pair for pair in several if pair.lifecycle is Lifecycle.HOLD}
    if not held:
        return {}
    open_ = (concerns.c.pair_id.in_(held), concerns.c.closed_at.is_(None))
    raised = db.execute(sa.select(concerns.c.pair_id, concerns.c.by).where(*open_)).all()
    return {
        number: frozenset(each.slack_id for each in pair.both)
        if pair.line_since
        else frozenset(by for about, by in raised if about == number)
        for number, pair in held.items()
    }


def one(db: orm.Session, concern_id: int) -> Concern | None:
    """Return a concern, and keep others from closing it meanwhile."""
    return db.scalar(sa.select(Concern).where(concerns.c.id == concern_id).with_for_update())


def left_alone(db: orm.Session) -> Sequence[tuple[str, int]]:
    """Return where and which open concerns were brought to somebody who can't be written to any more."""
    return [(workspace, number) for workspace, number in db.execute(_left_alone())]


@cache
def _left_alone() -> sa.Select[str, int]:
    """Write a question down once: it is asked at every look, and mostly in vain."""
    here = sa.and_(rows.c.workspace == concerns.c.workspace, rows.c.slack_id == concerns.c.contact)
    has_left = sa.and_(rows.c.joined_at.is_(None), rows.c.welcomed_at.is_not(None))
    can_be_told = sa.and_(rows.c.standing == Standing.MEMBER, sa.not_(has_left))
    query = sa.select(concerns.c.workspace, concerns.c.id).join(rows, here, isouter=True)
    waits = (concerns.c.closed_at.is_(None), concerns.c.contact.is_not(None), concerns.c.contact != concerns.c.by)
    return query.where(*waits, sa.or_(rows.c.id.is_(None), sa.not_(can_be_told))).order_by(concerns.c.id)


def take_back(db: orm.Session, pair: Pair, by: str, now: datetime) -> Sequence[Concern]:
    """Close what somebody raised about a pair and was given back to them, and return it: they bring it elsewhere."""
    theirs = [each for each in still_open(db, pair) if each.by == each.contact == by]
    for each in theirs:
        each.closed_at = now
    return theirs


def still_open(db: orm.Session, pair: Pair) -> Sequence[Concern]:
    """Return what was raised about a pair and nobody has closed."""
    query = sa.select(Concern).where(concerns.c.pair_id == pair.id, concerns.c.closed_at.is_(None))
    return db.scalars(query.order_by(concerns.c.id)).all()
