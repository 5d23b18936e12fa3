"""What people gave as mentors: sessions held and what was shared with them, over all their pairs, ended ones too."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.mentored import Meeting, Mentored, Win
from bot.mentoring.pairs import LIVE
from bot.mentoring.sessions import Outcome
from bot.store.columns import listed
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people
from bot.store.tables.sessions import sessions, updates


def of(db: orm.Session, ids: Collection[int]) -> Mapping[int, Mentored]:
    """Return what each of these people gave, by number; whoever never was a mentor isn't among them."""
    since: dict[int, datetime] = {}
    live: set[int] = set()
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    for number, began, lifecycle, at, minutes, mentee, name in db.execute(_met(), {"mentors": list(ids)}):
        live |= {number} if lifecycle in LIVE else set()
        since[number] = min(since.get(number, began), began)
        if at is not None:
            meetings[number].append(Meeting(at, minutes, mentee, name))
    wins = _wins(db, since)
    return {
        number: Mentored(since=began, goes_on=number in live, meetings=meetings[number], wins=wins[number])
        for number, began in since.items()
    }


def _wins(db: orm.Session, ids: Collection[int]) -> Mapping[int, list[Win]]:
    """Return what was shared with these mentors."""
    found: dict[int, list[Win]] = defaultdict(list)
    for number, at, mentee, name, about, text in db.execute(_shared(), {"mentors": list(ids)}) if ids else ():
        found[number] += [Win(at, mentee, name, about, text)] if at else []
    return found


@cache
def _met() -> sa.Select[*tuple[Any, ...]]:
    """Write a question down once, as the next: both are asked whenever anything may be said to a mentor."""
    held = sa.and_(sessions.c.pair_id == pairs.c.id, sessions.c.outcome == Outcome.HELD)
    told = (
        pairs.c.mentor_id,
        pairs.c.started_at,
        pairs.c.lifecycle,
        sessions.c.at,
        sessions.c.minutes,
        people.c.slack_id,
        people.c.name,
    )
    query = sa.select(*told).join(people, people.c.id == pairs.c.mentee_id).outerjoin(sessions, held)
    return query.where(_of_a_mentor()).order_by(sessions.c.at)


@cache
def _shared() -> sa.Select[*tuple[Any, ...]]:
    told = (pairs.c.mentor_id, updates.c.shared_at, people.c.slack_id, people.c.name, updates.c.about, updates.c.text)
    query = sa.select(*told).join(pairs, pairs.c.id == updates.c.pair_id).join(people, people.c.id == pairs.c.mentee_id)
    return query.where(_of_a_mentor(), updates.c.shared_at.is_not(None)).order_by(updates.c.shared_at)


def _of_a_mentor() -> sa.ColumnElement[bool]:
    return pairs.c.mentor_id.in_(listed("mentors"))
