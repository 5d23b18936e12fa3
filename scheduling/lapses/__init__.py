"""Lapses: what time changes by itself when nobody does. Every change and its letters are one transaction.

A request that nobody answered is closed kindly, a pause that is over ends, a pair that nobody kept rests and is
closed later. Nothing here depends on being looked at on the right day: what was missed is found the next time.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.asks import Ask
from bot.mentoring.facts import AskFacts, PairFacts
from bot.mentoring.matching import Others
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store.database import Database
from bot.store.facts import Facts
from scheduling.lapses import (
    chats,
    contacts,
    erasures,
    leavers,
    listings,
    programs,
    proposals,
    requests,
    rests,
    returns,
    turns,
    untouched,
    waits,
)

Lapse = Callable[[Database, datetime], int]
EVERY: tuple[Lapse, ...] = (
    requests.lapse,
    *turns.LAPSES,
    rests.lapse,
    proposals.lapse,
    untouched.lapse,
    *returns.LAPSES,
    waits.lapse,
    leavers.lapse,
    erasures.lapse,
    contacts.lapse,
    chats.lapse,
    listings.lapse,
    programs.lapse,
)


def pass_(database: Database, now: datetime) -> int:
    """Change everything whose time has run out; return how many things changed.

    One kind that fails keeps no other from its turn; what went wrong is raised when all have had theirs.
    """
    changed: list[int] = []
    with ExitStack() as turns_of_all:
        for lapse in reversed(EVERY):
            turns_of_all.callback(_note, changed, lapse, database, now)
    return sum(changed)


def _note(changed: list[int], lapse: Lapse, database: Database, now: datetime) -> None:
    changed.append(lapse(database, now))


def change(db: orm.Session, subjects: Iterable[Facts], now: datetime) -> int:
    """Change those of these subjects whose time has run out, for looking ahead; return how many changed.

    Whom a mentee is handed on to isn't looked up: it is the same letter either way.
    """
    changed = 0
    for subject in subjects:
        if isinstance(subject, AskFacts):
            changed += requests.close(db, subject.ask, Others(), now)
        elif isinstance(subject, PairFacts):
            pair = subject.pair
            rest_at = rests.rests_at(pair, subject.told, subject.sessions, subject.times)
            changed += turns.turn(db, pair, now, subject.told) or rests.rest(db, pair, rest_at, now)
        else:
            changed += untouched.park(subject.goals, now)
            changed += waits.end(db, subject.person, now)
    return changed


def next_for(thing: Pair | Ask | Person) -> datetime | None:
    """Return the next moment at which time alone may change this, if nobody does before."""
    if isinstance(thing, Ask):
        return thing.open_until if thing.is_open else None
    return thing.lapses_at if isinstance(thing, Pair) else thing.wait_ends_at
