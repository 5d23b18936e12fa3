"""Who is in the database in these stories, and what one hurries to set up."""

from sqlalchemy import orm

from bot.mentoring.people import Person
from bot.store import people
from bot.store.database import Database
from tests.examples import TEAM

ELSEWHERE = "T2"


def kept(database: Database, *several: Person) -> None:
    """Let people in."""
    for person in several:
        with database.begin(person.workspace) as db:
            db.add(person)
            people.index(db, person)


def known(db: orm.Session, slack_id: str) -> Person:
    """Return somebody who is certainly there."""
    found = people.known(db, slack_id)
    assert found is not None
    return found


__all__ = ["ELSEWHERE", "TEAM", "kept", "known"]
