"""Others: two more mentors for a request that came to nothing, and by what they were found."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import orm

from bot.mentoring.asks import Ask, Reason
from bot.mentoring.matching import By, Match, Others
from bot.mentoring.topics import words
from bot.store import asks, goals, searches, shortlists, sought

OTHERS: Final = 2
AMONG: Final = 12
"""So many are looked at where those are left out who teach just what the mentor does."""
NEWEST: Final = 3
"""So many goals, and requests before this one, say what somebody looks for now."""


def of(db: orm.Session, ask: Ask, now: datetime) -> Others:
    """Find two others for a request that didn't work out; the mentor who was asked isn't among them.

    What the mentee says and wants comes first, and what the mentor teaches is the wish only where nothing of theirs
    finds anybody. Where that is what doesn't fit, somebody who teaches the same doesn't either.
    """
    if ask.reason is Reason.OTHER_EXPERTISE:
        at_fault = frozenset(word for topic in ask.mentor.topics for word in words(topic))
        return _first_found(db, ask, _theirs(db, ask, at_fault), now, at_fault)
    found = _first_found(db, ask, _theirs(db, ask), now)
    return found if found.matches else _first_found(db, ask, [(By.TAUGHT, ", ".join(ask.mentor.topics))], now)


def _theirs(db: orm.Session, ask: Ask, but: frozenset[str] = frozenset()) -> Iterator[tuple[By, str]]:
    """Go through what the mentee wants, what is nearest to this request first; nothing is read before it is needed.

    What names a topic at fault is left out: a whole topic where topics are listed, and a word of a sentence.
    """
    yield By.REQUEST, _without(but, ask.want)
    yield By.SEARCH, ", ".join(topic for topic in sought.by(db, ask.mentee) if but.isdisjoint(words(topic)))
    search = searches.current(db, ask.mentee)
    yield By.SEARCH, _without(but, search.goal) if search else ""
    for goal in islice(reversed(goals.open_of(db, ask.mentee)), NEWEST):
        yield By.GOALS, _without(but, goal.text)
    for text in asks.wanted_before(db, ask, NEWEST):
        yield By.EARLIER, _without(but, text)


def _without(but: frozenset[str], text: str) -> str:
    return " ".join(word for word in text.split() if but.isdisjoint(words(word)))


def _first_found(
    db: orm.Session, ask: Ask, wishes: Iterable[tuple[By, str]], now: datetime, but: Collection[str] = ()
) -> Others:
    """Search for one wish after another; "to get better" asks for nothing, so that it would be met by everybody.

    So does one that says only what isn't wanted.
    """
    for by, wish in wishes:
        found = _others(db, ask, wish, now, but) if words(shortlists.told(db, wish).sought) else ()
        if found:
            return Others(found, by)
    return Others()


def _others(db: orm.Session, ask: Ask, wish: str, now: datetime, but: Collection[str]) -> tuple[Match, ...]:
    """Search for two others; whoever teaches nothing but what is at fault isn't one of them."""
    _, found = shortlists.search(db, ask.mentee, wish, now, size=AMONG if but else OTHERS + 1)
    fitting = (
        match
        for match in found.matches
        if match.offer.slack_id != ask.mentor.slack_id
        and not (but and {word for topic in match.offer.topics for word in words(topic)} <= {*but})
    )
    return tuple(islice(fitting, OTHERS))
