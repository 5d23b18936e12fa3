"""People: who is known, who offers, and who must never be matched with whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import AskState
from bot.mentoring.people import Person, Standing
from bot.mentoring.topics import words
from bot.store.database import workspace_of
from bot.store.tables.asks import asks
from bot.store.tables.pairs import pairs, takes_room
from bot.store.tables.people import blocks, people, topic_words

FRESH_FOR = timedelta(hours=24)
"""How long Slack's word about a person is believed before asking again."""
CANDIDATES = 300
OFFERED = (
    people.c.id,
    people.c.slack_id,
    people.c.name,
    people.c.title,
    people.c.department,
    people.c.level,
    people.c.timezone,
    people.c.languages,
    people.c.topics,
    people.c.about,
    people.c.capacity,
    people.c.paused_until,
    people.c.offering_paused_until,
)


class Described(Protocol):
    """What Slack says about a person."""

    @property
    def slack_id(self) -> str:
        """Their id."""

    @property
    def name(self) -> str:
        """What they go by."""

    @property
    def timezone(self) -> str:
        """Where their day is."""

    @property
    def title(self) -> str:
        """What they do."""

    @property
    def standing(self) -> Standing:
        """What kind of account it is."""

    @property
    def is_admin(self) -> bool:
        """Whether they run the workspace."""


def known(db: orm.Session, slack_id: str) -> Person | None:
    """Return the person with this Slack id, if they were ever here."""
    return db.scalar(sa.select(Person).where(people.c.slack_id == slack_id))


def these(db: orm.Session, slack_ids: Collection[str]) -> Mapping[str, Person]:
    """Return the people with these Slack ids, by id."""
    found = db.scalars(sa.select(Person).where(people.c.slack_id.in_(slack_ids)))
    return {person.slack_id: person for person in found}


def remember(db: orm.Session, described: Described, now: datetime) -> Person:
    """Keep what Slack says about a person; what they told us themselves stays."""
    person = known(db, described.slack_id)
    if person is None:
        person = Person(workspace=workspace_of(db), slack_id=described.slack_id, name=described.name)
        db.add(person)
    person.name = described.name
    person.has_title(described.title, now)
    person.timezone, person.standing, person.is_admin = described.timezone, described.standing, described.is_admin
    person.seen_at = now
    return person


def held(db: orm.Session, person_id: int) -> Person:
    """Return a person and keep everybody else from deciding about them until this transaction ends."""
    return db.scalars(sa.select(Person).where(people.c.id == person_id).with_for_update()).one()


def leads(db: orm.Session, *, hold: bool = False) -> list[Person]:
    """Return everybody who leads the program and is still here; `hold` keeps others from changing that meanwhile."""
    of_team = sa.select(Person).where(people.c.is_lead, people.c.standing == Standing.MEMBER).order_by(people.c.id)
    return list(db.scalars(of_team.with_for_update() if hold else of_team))


def index(db: orm.Session, person: Person) -> None:
    """Make what a mentor offers findable by its words."""
    db.flush()
    db.execute(sa.delete(topic_words).where(topic_words.c.person_id == person.id))
    topic_of = {word[:64]: topic[:64] for topic in person.topics for word in words(topic)} if person.is_mentor else {}
    if topic_of:
        mine = {"workspace": person.workspace, "person_id": person.id}
        db.execute(sa.insert(topic_words), [mine | {"word": word, "topic": topic} for word, topic in topic_of.items()])


def vocabulary(db: orm.Session) -> frozenset[str]:
    """Return every topic that anybody offers, as people spell it.

    The index is walked from one topic to the next, which costs what is offered and not how often it is offered.
    """
    here = topic_words.c.workspace == workspace_of(db)
    first = sa.select(sa.func.min(topic_words.c.topic).label("topic")).where(here)
    walk = first.cte("walk", recursive=True)
    following = sa.select(sa.func.min(topic_words.c.topic)).where(here, topic_words.c.topic > walk.c.topic)
    walk = walk.union_all(sa.select(following.scalar_subquery()).where(walk.c.topic.is_not(None)))
    return frozenset(topic for topic in db.scalars(sa.select(walk.c.topic)) if topic is not None)


def mentors(db: orm.Session, wanted: Collection[str]) -> Sequence[Any]:
    """Return what mentors offer who offer any of these words (all mentors for none), with mentees and open requests.

    The fullest overlap comes first, and no more than a few hundred: beyond that, ranking adds nothing. Only what a
    search needs is read: whole people would take it much longer.
    """
    here = workspace_of(db)
    mentees = (
        sa.select(sa.func.count())
        .where(pairs.c.mentor_id == people.c.id, takes_room())
        .scalar_subquery()
        .label("mentees")
    )
    waiting = (
        sa.select(sa.func.count())
        .where(asks.c.mentor_id == people.c.id, asks.c.state == AskState.SENT)
        .scalar_subquery()
        .label("waiting")
    )
    query = sa.select(*OFFERED, mentees, waiting).where(people.c.workspace == here, people.c.capacity > 0)
    query = query.where(people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER)
    if wanted:
        matching = (
            sa.select(topic_words.c.person_id, sa.func.count().label("overlap"))
            .where(topic_words.c.workspace == here, topic_words.c.word.in_(wanted))
            .group_by(topic_words.c.person_id)
            .order_by(sa.func.count().desc(), topic_words.c.person_id)
            .limit(CANDIDATES)
            .subquery()
        )
        query = query.join(matching, matching.c.person_id == people.c.id)
    else:
        query = query.order_by(mentees, people.c.id).limit(CANDIDATES)
    return db.execute(query).all()


def waiting(db: orm.Session) -> list[Person]:
    """Return the people who want to hear once somebody offers what they look for, longest wait first."""
    query = sa.select(Person).where(people.c.waits_since.is_not(None), people.c.joined_at.is_not(None))
    return list(db.scalars(query.order_by(people.c.waits_since).limit(CANDIDATES)))


def named(db: orm.Session, name: str) -> list[Person]:
    """Return the people who go by exactly this name."""
    return list(db.scalars(sa.select(Person).where(sa.func.lower(people.c.name) == sa.func.lower(name)).limit(5)))


def line_of(db: orm.Session, slack_id: str) -> frozenset[str]:
    """Return everybody above and below in the reporting line, at any depth; a cycle in the data ends the walk."""
    here = workspace_of(db)
    up = sa.select(people.c.manager.label("id")).where(people.c.workspace == here, people.c.slack_id == slack_id)
    above = up.cte("above", recursive=True)
    above = above.union(sa.select(people.c.manager).where(people.c.workspace == here, people.c.slack_id == above.c.id))
    down = sa.select(people.c.slack_id.label("id")).where(people.c.workspace == here, people.c.manager == slack_id)
    below = down.cte("below", recursive=True)
    below = below.union(sa.select(people.c.slack_id).where(people.c.workspace == here, people.c.manager == below.c.id))
    both = sa.select(above.c.id).where(above.c.id.is_not(None)).union(sa.select(below.c.id))
    return frozenset(db.scalars(both)) - {slack_id}


def blocked_with(db: orm.Session, slack_id: str) -> frozenset[str]:
    """Return everybody this person doesn't want to be matched with, or who doesn't want to be matched with them."""
    here = blocks.c.workspace == workspace_of(db)
    mine = sa.select(blocks.c.whom).where(here, blocks.c.by == slack_id)
    theirs = sa.select(blocks.c.by).where(here, blocks.c.whom == slack_id)
    return frozenset(db.scalars(mine.union(theirs)))


def blocked_by(db: orm.Session, slack_id: str) -> list[str]:
    """Return whom this person doesn't want to be matched with; nobody else may see it."""
    mine = sa.select(blocks.c.whom).where(blocks.c.workspace == workspace_of(db), blocks.c.by == slack_id)
    return sorted(db.scalars(mine))


def block(db: orm.Session, slack_id: str, whom: Iterable[str]) -> None:
    """Replace the list of people this person doesn't want to be matched with."""
    here = workspace_of(db)
    db.execute(sa.delete(blocks).where(blocks.c.workspace == here, blocks.c.by == slack_id))
    if rows := [{"workspace": here, "by": slack_id, "whom": each} for each in sorted(set(whom) - {slack_id})]:
        db.execute(sa.insert(blocks), rows)
