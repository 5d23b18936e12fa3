"""How the domain's objects map onto the tables."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm.strategy_options import _AbstractLoad as LoaderOption

from bot.mentoring.agreements import Agreement, Draft
from bot.mentoring.answers import Answer
from bot.mentoring.asks import Ask
from bot.mentoring.chats import Chat
from bot.mentoring.choices import Choice
from bot.mentoring.concerns import Concern
from bot.mentoring.enrolments import Enrolment
from bot.mentoring.goals import Give, Goal
from bot.mentoring.knocks import Knock
from bot.mentoring.letters import Letter
from bot.mentoring.networks import Contact, Encounter
from bot.mentoring.pairs import Pair, Turn
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.searches import Search
from bot.mentoring.sessions import Action, Agenda, Note, Session, Update
from bot.mentoring.times import Times
from bot.store.tables import brakes, catalogues, installations, traffic, verdicts
from bot.store.tables.agreements import agreements, answers, drafts
from bot.store.tables.asks import asks
from bot.store.tables.chats import chats
from bot.store.tables.concerns import concerns
from bot.store.tables.goals import gives, goals
from bot.store.tables.knocks import knocks
from bot.store.tables.letters import announcements, letters
from bot.store.tables.matches import match_pairs, match_runs
from bot.store.tables.networks import contacts, encounters
from bot.store.tables.pairs import pairs, picks, turns
from bot.store.tables.people import blocks, calendars, people
from bot.store.tables.programs import audits, enrolments, match_choices, match_verdicts, program_roles, programs
from bot.store.tables.searches import searches
from bot.store.tables.sessions import actions, agendas, notes, sessions, updates
from bot.store.tables.shape import metadata
from bot.store.tables.times import times

__all__ = [
    "DOMAIN",
    "announcements",
    "audits",
    "blocks",
    "brakes",
    "calendars",
    "catalogues",
    "installations",
    "match_pairs",
    "match_runs",
    "match_verdicts",
    "metadata",
    "picks",
    "program_roles",
    "registry",
    "traffic",
    "verdicts",
]

registry = orm.registry(metadata=metadata)
DOMAIN = (
    Person,
    Ask,
    Pair,
    Turn,
    Session,
    Note,
    Action,
    Update,
    Agenda,
    Goal,
    Give,
    Agreement,
    Draft,
    Answer,
    Concern,
    Search,
    Chat,
    Contact,
    Encounter,
    Knock,
    Times,
    Program,
    Enrolment,
    Choice,
    Letter,
)


def _one(kind: type, column: sa.Column[int] | sa.Column[int | None]) -> orm.RelationshipProperty[Any]:
    """Refer to one row of the same workspace, loaded only where a query says so: no query hides in a loop."""
    (target,) = (key.column.table for key in column.foreign_keys)
    same_row = sa.and_(column == target.c.id, column.table.c.workspace == target.c.workspace)
    return orm.relationship(kind, primaryjoin=same_row, foreign_keys=[column], lazy="raise")


def joined(kind: type, *path: str) -> LoaderOption:
    """Read a related row in the same query: `joined(Session, "pair", "mentor")`."""
    option: LoaderOption | None = None
    for name in path:
        attribute = getattr(kind, name)
        option = option.joinedload(attribute) if option else orm.joinedload(attribute)
        kind = attribute.property.entity.class_
    if option is None:
        raise ValueError(kind)
    return option


def _map_domain() -> None:
    """Tie the domain's classes to the tables; they stay free of the database."""
    tie = registry.map_imperatively
    tie(Person, people)
    for two, rows in ((Ask, asks), (Pair, pairs), (Choice, match_choices)):
        both = {"mentee": _one(Person, rows.c.mentee_id), "mentor": _one(Person, rows.c.mentor_id)}
        tie(two, rows, properties=both)
    tie(Concern, concerns)
    tie(Turn, turns, properties={"pair": _one(Pair, turns.c.pair_id)})
    tie(Session, sessions, properties={"pair": _one(Pair, sessions.c.pair_id), "by": _one(Person, sessions.c.by_id)})
    tie(
        Note,
        notes,
        properties={"session": _one(Session, notes.c.session_id), "author": _one(Person, notes.c.author_id)},
    )
    tie(Action, actions, properties={"pair": _one(Pair, actions.c.pair_id), "owner": _one(Person, actions.c.owner_id)})
    tie(
        Update,
        updates,
        properties={"pair": _one(Pair, updates.c.pair_id), "author": _one(Person, updates.c.author_id)},
    )
    tie(
        Agenda, agendas, properties={"pair": _one(Pair, agendas.c.pair_id), "author": _one(Person, agendas.c.author_id)}
    )
    tie(Goal, goals, properties={"pair": _one(Pair, goals.c.pair_id), "owner": _one(Person, goals.c.owner_id)})
    tie(Give, gives, properties={"pair": _one(Pair, gives.c.pair_id), "giver": _one(Person, gives.c.giver_id)})
    tie(Contact, contacts, properties={"owner": _one(Person, contacts.c.owner_id)})
    tie(Encounter, encounters, properties={"owner": _one(Person, encounters.c.owner_id)})
    tie(Knock, knocks, properties={"pair": _one(Pair, knocks.c.pair_id), "by": _one(Person, knocks.c.by_id)})
    tie(Times, times, properties={"pair": _one(Pair, times.c.pair_id), "by": _one(Person, times.c.by_id)})
    tie(Chat, chats, properties={"ask": _one(Ask, chats.c.ask_id)})
    tie(Search, searches, properties={"person": _one(Person, searches.c.person_id)})
    tie(Agreement, agreements, properties={"pair": _one(Pair, agreements.c.pair_id)})
    for kind, table in ((Draft, drafts), (Answer, answers)):
        tie(kind, table, properties={"pair": _one(Pair, table.c.pair_id), "author": _one(Person, table.c.author_id)})
    tie(Program, programs)
    tie(Enrolment, enrolments, properties={"person": _one(Person, enrolments.c.person_id)})
    tie(Letter, letters)


_map_domain()
