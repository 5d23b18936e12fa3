"""How the stories of a pair begin: Ada learns from Jonas, and somebody has a button in front of them."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import TypeVar

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Block, actions, message
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Outcome, Session
from bot.playground.client import Visitor
from bot.store import pairs, people
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office

T = TypeVar("T")
_numbers = count(1)
NAMES = {"UJONAS": "Jonas Weber"}
"""Who has two mentors picks them by their names."""
NOT_YOURS = "That pair isn't yours."
OVER = "This pair has ended, so nothing changed."


def pairs_up(office: Office, mentor: str = "UJONAS", mentee: str = "UADA", *, met_days_ago: int | None = None) -> int:
    """Let two people be a pair, who met once if it is said when; return its number."""
    offers(office, mentor, "sql", timezone="Europe/Berlin", name=NAMES.get(mentor, mentor), capacity=3)
    moves_in(office, mentee, name="Ada Okafor")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, [mentor, mentee])
        began = office.now() - timedelta(days=(met_days_ago or 0) + 3)
        pair = pairs.make(db, two[mentor], two[mentee], "sql", began)
        if met_days_ago is not None:
            meets(db, office, pair, met_days_ago)
        return pair.id


def meets(db: orm.Session, office: Office, pair: Pair, days_ago: int) -> Session:
    """Let a pair have met."""
    at = office.now() - timedelta(days=days_ago)
    pair.meet(at, office.now())
    session = Session(
        workspace=pair.workspace,
        pair=pair,
        at=at,
        on=at.date(),
        outcome=Outcome.HELD,
        by=pair.mentee,
        noted_at=at,
    )
    db.add(session)
    db.flush()
    return session


def books(office: Office, pair_id: int, in_days: int) -> int:
    """Let a pair have a date at this time of day; return the session's number."""
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        at = office.now() + timedelta(days=in_days)
        session = Session(
            workspace=pair.workspace,
            pair=pair,
            at=at,
            on=at.date(),
            outcome=Outcome.BOOKED,
            by=pair.mentee,
            noted_at=at - timedelta(days=14),
        )
        db.add(session)
        db.flush()
        return session.id


def holds(office: Office, slack_id: str, *elements: Block) -> Visitor:
    """Put a message with these buttons in front of somebody."""
    if slack_id not in {"UADA", "UJONAS"}:
        moves_in(office, slack_id)
    everything_arrives(office)
    with office.database.begin(office.workspace) as db:
        words = message("What would you like to do?", *(actions(each) for each in elements))
        letterbox.drop(db, slack_id, "story", f"page{next(_numbers)}", words, office.now())
    everything_arrives(office)
    return office.visitor(slack_id)


def everything_arrives(office: Office) -> None:
    """Deliver until nothing waits: one delivery says one thing to each person."""
    office.says_all()


def looks(office: Office, pair_id: int, at: Callable[[Pair], T]) -> T:
    """Read something of a pair as it is kept now."""
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        return at(pair)


def letters_to(office: Office, slack_id: str) -> list[str]:
    """Let everything arrive, and read what the bot wrote to somebody."""
    everything_arrives(office)
    return [str(each["text"]) for each in office.visitor(slack_id).dm()]


def hears(visitor: Visitor, words: str, times: int = 1) -> None:
    """Wait until somebody was told this so many times."""
    visitor.waits_for(lambda: sum(words in str(each["text"]) for each in visitor.dm()) == times)
