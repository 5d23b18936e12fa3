"""Withdrawn: news for whoever waited that isn't true any more when it would be said. They wait on, as before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter
from bot.mentoring.people import Person, Standing
from bot.store.tables.pairs import pairs, takes_room
from bot.store.tables.people import blocks, people

NEWS: Final = "somebody_offers"
ASK: Final = "ask_mentor"
"""The button that leads to whom the news is about."""
SIGN: Final = "-"
_Who = tuple[str, str]


def occasion(since: datetime | None, now: datetime) -> str:
    """Name what brings the news, so that whoever waits on afterwards can hear once more."""
    return f"{int(since.timestamp()) if since else 0}{SIGN}{int(now.timestamp())}"


def of(db: orm.Session, several: Collection[Letter], now: datetime) -> Sequence[Letter]:
    """Return which of these letters, in any workspaces, name a mentor who can't be asked by now."""
    news = {letter: (letter.workspace, who) for letter in several if letter.kind == NEWS and (who := _mentor(letter))}
    if not news:
        return ()
    mentors = _known(db, set(news.values()))
    full, apart = _full(db, mentors.values()), _apart(db, set(news.values()))
    return [
        letter
        for letter, who in news.items()
        if not (mentor := mentors.get(who))
        or not _can_be_asked(mentor, now)
        or mentor.id in full
        or (letter.workspace, frozenset({letter.to, mentor.slack_id})) in apart
    ]


def wait_on(db: orm.Session, news: Collection[Letter]) -> None:
    """Let whoever didn't hear these wait as before; who asked for something else meanwhile waits for that."""
    readers = _known(db, {(letter.workspace, letter.to) for letter in news}) if news else {}
    for letter in news:
        since, _, rest = letter.occasion.partition(SIGN)
        reader = readers.get((letter.workspace, letter.to))
        if reader and reader.has_joined and reader.waits_since is None and since.isdecimal() and rest:
            reader.waits_since = datetime.fromtimestamp(int(since), UTC)


def _mentor(letter: Letter) -> str:
    buttons = (each for block in letter.blocks for each in block.get("elements", ()))
    return next((str(each["value"]) for each in buttons if each.get("action_id") == ASK), "")


def _known(db: orm.Session, several: Collection[_Who]) -> Mapping[_Who, Person]:
    found = db.scalars(sa.select(Person).where(sa.tuple_(people.c.workspace, people.c.slack_id).in_(several)))
    return {(person.workspace, person.slack_id): person for person in found}


def _can_be_asked(mentor: Person, now: datetime) -> bool:
    is_here = mentor.standing is Standing.MEMBER and mentor.has_joined
    return is_here and mentor.offers_at(now) and not mentor.is_paused(now)


def _full(db: orm.Session, mentors: Collection[Person]) -> frozenset[int]:
    """Return which of these mentors have no place left, by number."""
    theirs = pairs.c.mentor_id.in_([mentor.id for mentor in mentors])
    query = sa.select(pairs.c.mentor_id, sa.func.count()).where(theirs, takes_room()).group_by(pairs.c.mentor_id)
    taken = {row[0]: row[1] for row in db.execute(query)}
    return frozenset(mentor.id for mentor in mentors if taken.get(mentor.id, 0) >= mentor.capacity)


def _apart(db: orm.Session, mentors: Collection[_Who]) -> frozenset[tuple[str, frozenset[str]]]:
    """Return who doesn't want to be matched with one of these, or isn't wanted by them: where, and the two."""
    by, whom = (sa.tuple_(blocks.c.workspace, each).in_(mentors) for each in (blocks.c.by, blocks.c.whom))
    found = db.execute(sa.select(blocks.c.workspace, blocks.c.by, blocks.c.whom).where(sa.or_(by, whom)))
    return frozenset((row.workspace, frozenset({row.by, row.whom})) for row in found)
