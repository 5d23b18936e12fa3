"""Networks: people's own maps, and whom they met. Nobody but the owner ever reads them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.networks import CONTACTS_MAX, Contact, Encounter, NotTheirNote, PartIsFull
from bot.mentoring.people import Person
from bot.store import people
from bot.store.schema import joined
from bot.store.tables.networks import contacts, encounters


def of(db: orm.Session, owner: Person) -> Sequence[Contact]:
    """Return everybody on somebody's map, in the order in which they were added."""
    return db.scalars(sa.select(Contact).where(contacts.c.owner_id == owner.id).order_by(contacts.c.id)).all()


def add(db: orm.Session, contact: Contact) -> None:
    """Put somebody on a map; the same name in the same part is the same person."""
    people.held(db, contact.owner.id)
    there = [each for each in of(db, contact.owner) if each.part is contact.part]
    if any(each.name.casefold() == contact.name.casefold() for each in there):
        return
    if len(there) >= CONTACTS_MAX:
        raise PartIsFull
    db.add(contact)
    db.flush()


def drop(db: orm.Session, owner: Person, contact_id: int | None) -> None:
    """Take somebody off one's own map; who isn't there stays away."""
    db.execute(sa.delete(Contact).where(contacts.c.id == (contact_id or 0), contacts.c.owner_id == owner.id))


def encounter(db: orm.Session, number: int | None, slack_id: str) -> Encounter:
    """Return one of this person's encounters; somebody else's is nobody's."""
    query = sa.select(Encounter).where(encounters.c.id == (number or 0)).options(joined(Encounter, "owner"))
    found = db.scalar(query)
    if found is None or found.owner.slack_id != slack_id:
        raise NotTheirNote
    return found
