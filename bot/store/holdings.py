"""Holdings: how much is kept about one person, so that they can see it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.answers import Topic
from bot.mentoring.people import Person
from bot.store.tables.agreements import agreements, answers, drafts
from bot.store.tables.asks import asks
from bot.store.tables.chats import chats
from bot.store.tables.concerns import concerns
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.networks import contacts, encounters
from bot.store.tables.pairs import LIVE_NAMES, pairs
from bot.store.tables.searches import searches
from bot.store.tables.sessions import actions, agendas, notes, sessions, updates

LOOKING_BACK = (Topic.CLOSING, Topic.AUDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """How many of each thing are kept."""

    pairs: int
    past_pairs: int
    sessions: int
    notes: int
    agendas: int
    actions: int
    updates: int
    goals: int
    asks: int
    searches: int
    contacts: int
    encounters: int
    agreements: int
    drafts: int
    chats: int
    concerns: int
    answers: int
    looked_back: int
    letters: int


def of(db: orm.Session, person: Person) -> Holdings:
    """Count everything that is this person's, or that they share with somebody."""
    in_pair = sa.or_(pairs.c.mentor_id == person.id, pairs.c.mentee_id == person.id)
    is_live = pairs.c.lifecycle.in_(LIVE_NAMES)
    theirs = sa.select(pairs.c.id).where(in_pair)
    mine = answers.c.author_id == person.id
    of_both = sa.or_(asks.c.mentee_id == person.id, asks.c.mentor_id == person.id)
    asked = sa.select(asks.c.id).where(of_both)
    addressed = sa.and_(letters.c.workspace == person.workspace, letters.c.to == person.slack_id)
    return Holdings(
        pairs=_count(db, pairs, sa.and_(in_pair, is_live)),
        past_pairs=_count(db, pairs, sa.and_(in_pair, ~is_live)),
        sessions=_count(db, sessions, sessions.c.pair_id.in_(theirs)),
        notes=_count(db, notes, notes.c.author_id == person.id),
        agendas=_count(db, agendas, agendas.c.author_id == person.id),
        actions=_count(db, actions, actions.c.owner_id == person.id),
        updates=_count(db, updates, updates.c.author_id == person.id),
        goals=_count(db, goals, goals.c.owner_id == person.id),
        asks=_count(db, asks, of_both),
        searches=_count(db, searches, searches.c.person_id == person.id),
        contacts=_count(db, contacts, contacts.c.owner_id == person.id),
        encounters=_count(db, encounters, encounters.c.owner_id == person.id),
        agreements=_count(db, agreements, agreements.c.pair_id.in_(theirs)),
        drafts=_count(db, drafts, drafts.c.author_id == person.id),
        chats=_count(db, chats, chats.c.ask_id.in_(asked)),
        concerns=_count(
            db, concerns, sa.and_(concerns.c.workspace == person.workspace, concerns.c.by == person.slack_id)
        ),
        answers=_count(db, answers, sa.and_(mine, answers.c.topic.not_in(LOOKING_BACK))),
        looked_back=_count(db, answers, sa.and_(mine, answers.c.topic.in_(LOOKING_BACK))),
        letters=_count(db, letters, addressed),
    )


def _count(db: orm.Session, table: sa.Table, which: sa.ColumnElement[bool]) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(table).where(which)) or 0
