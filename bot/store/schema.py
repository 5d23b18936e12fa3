"""How the domain's objects map onto the tables."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import Ask
from bot.mentoring.goals import Give, Goal
from bot.mentoring.letters import Letter
from bot.mentoring.pairs import Pair, Turn
from bot.mentoring.people import Person
from bot.mentoring.sessions import Action, Agenda, Note, Session
from bot.store.tables import traffic
from bot.store.tables.asks import asks
from bot.store.tables.goals import gives, goals
from bot.store.tables.letters import announcements, letters
from bot.store.tables.pairs import pairs, picks, turns
from bot.store.tables.people import blocks, people, topic_words
from bot.store.tables.sessions import actions, agendas, notes, sessions
from bot.store.tables.shape import metadata

__all__ = ["DOMAIN", "announcements", "blocks", "metadata", "picks", "registry", "topic_words", "traffic"]

registry = orm.registry(metadata=metadata)
DOMAIN = (Person, Ask, Pair, Turn, Session, Note, Action, Agenda, Goal, Give, Letter)


def _one(column: sa.Column[int] | sa.Column[int | None], target: sa.Table) -> orm.RelationshipProperty[Any]:
    """Refer to one row, loaded only where a query says so: no query hides in a loop."""
    return orm.relationship(primaryjoin=column == target.c.id, foreign_keys=[column], lazy="raise")


def _map_domain() -> None:
    """Tie the domain's classes to the tables; they stay free of the database."""
    tie = registry.map_imperatively
    tie(Person, people)
    tie(Ask, asks, properties={"mentee": _one(asks.c.mentee_id, people), "mentor": _one(asks.c.mentor_id, people)})
    tie(Pair, pairs, properties={"mentee": _one(pairs.c.mentee_id, people), "mentor": _one(pairs.c.mentor_id, people)})
    tie(Turn, turns, properties={"pair": _one(turns.c.pair_id, pairs)})
    tie(Session, sessions, properties={"pair": _one(sessions.c.pair_id, pairs), "by": _one(sessions.c.by_id, people)})
    tie(
        Note,
        notes,
        properties={"session": _one(notes.c.session_id, sessions), "author": _one(notes.c.author_id, people)},
    )
    tie(Action, actions, properties={"pair": _one(actions.c.pair_id, pairs), "owner": _one(actions.c.owner_id, people)})
    tie(
        Agenda,
        agendas,
        properties={"pair": _one(agendas.c.pair_id, pairs), "author": _one(agendas.c.author_id, people)},
    )
    tie(Goal, goals, properties={"pair": _one(goals.c.pair_id, pairs), "owner": _one(goals.c.owner_id, people)})
    tie(Give, gives, properties={"pair": _one(gives.c.pair_id, pairs), "giver": _one(gives.c.giver_id, people)})
    tie(Letter, letters)


_map_domain()
