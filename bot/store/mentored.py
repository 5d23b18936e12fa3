"""What people gave as mentors: sessions held and what was shared with them, over all their pairs, ended ones too."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.mentored import Meeting, Mentored, Win
from bot.mentoring.pairs import LIVE
from bot.mentoring.sessions import Outcome
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people
from bot.store.tables.sessions import sessions, updates


def of(db: orm.Session, ids: Collection[int]) -> Mapping[int, Mentored]:
    """Return what each of these people gave, by number; whoever never was a mentor isn't among them."""
    since: dict[int, datetime] = {}
    live: set[int] = set()
    meetings: dict[int, list[Meeting]] = defaultdict(list)
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
    for number, began, lifecycle, at, minutes, mentee, name in db.execute(
        query.where(pairs.c.mentor_id.in_(ids)).order_by(sessions.c.at)
    ):
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
    told = (pairs.c.mentor_id, updates.c.shared_at, people.c.slack_id, people.c.name, updates.c.about, updates.c.text)
    query = sa.select(*told).join(pairs, pairs.c.id == updates.c.pair_id).join(people, people.c.id == pairs.c.mentee_id)
    query = query.where(pairs.c.mentor_id.in_(ids), updates.c.shared_at.is_not(None)).order_by(updates.c.shared_at)
    found: dict[int, list[Win]] = defaultdict(list)
    for number, at, mentee, name, about, text in db.execute(query) if ids else ():
        found[number] += [Win(at, mentee, name, about, text)] if at else []
    return found
