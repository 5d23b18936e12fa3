"""People: who is known, who offers, and who must never be matched with whom."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.exc import IntegrityError

from bot.mentoring.asks import AskState
from bot.mentoring.names import WORD, Called, holds, namesakes, nearly
from bot.mentoring.people import Person, Standing
from bot.mentoring.topics import plain
from bot.store import apart, calendars, catalogue
from bot.store.columns import Moment, listed
from bot.store.database import workspace_of
from bot.store.tables.asks import asks
from bot.store.tables.catalogues import prices
from bot.store.tables.pairs import pairs, takes_room
from bot.store.tables.people import blocks, is_called_like, people

A_MINUTE = timedelta(minutes=1)
FRESH_FOR = timedelta(hours=24)
"""How long Slack's word about a person is believed before asking again."""
CANDIDATES = 300
HERE: sa.BindParameter[str] = sa.bindparam("here")
"""The workspace, in statements that are written down once."""
LATELY = (people.c.slack_id == sa.bindparam("slack_id"), people.c.acted_at > sa.bindparam("since", type_=Moment))
JUST_NOW = sa.select(people.c.id).where(people.c.workspace == HERE, *LATELY)
OFFERED = (
    people.c.id,
    people.c.slack_id,
    people.c.name,
    people.c.real_name,
    people.c.title,
    people.c.department,
    people.c.level,
    people.c.manager,
    people.c.standing,
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
    def real_name(self) -> str:
        """Their name in full."""

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

    @property
    def status(self) -> str:
        """The emoji of their status."""

    @property
    def status_ends(self) -> datetime | None:
        """When their status goes away by itself."""


def known(db: orm.Session, slack_id: str) -> Person | None:
    """Return the person with this Slack id, if they were ever here."""
    return db.scalar(_known(), {"slack_id": slack_id})


@cache
def _known() -> sa.Select[Person]:
    """Write this down once: everything that anybody does begins with it."""
    return sa.select(Person).where(people.c.slack_id == sa.bindparam("slack_id"))


def these(db: orm.Session, slack_ids: Collection[str]) -> Mapping[str, Person]:
    """Return the people with these Slack ids, by id."""
    found = db.scalars(sa.select(Person).where(people.c.slack_id.in_(slack_ids)))
    return {person.slack_id: person for person in found}


def remember(db: orm.Session, described: Described, now: datetime) -> Person:
    """Keep what Slack says about a person; what they told us themselves stays."""
    person = known(db, described.slack_id) or _met(db, described)
    before = (person.name, person.real_name, person.title, person.standing)
    person.name, person.real_name = described.name, described.real_name
    person.has_title(described.title, now)
    person.standing, person.is_admin = described.standing, described.is_admin
    person.parted_at = person.parted_at if person.standing is Standing.GONE else None
    person.timezone = person.timezone if person.zone_is_own else described.timezone
    person.note_status(described.status, described.status_ends, now)
    person.seen_at = now
    if person.is_mentor and before != (person.name, person.real_name, person.title, person.standing):
        index(db, person)  # also whoever is back: they were taken out when their account was closed
    return person


def _met(db: orm.Session, described: Described) -> Person:
    """Begin to know somebody. Their first two acts may come at once, and another server may be faster."""
    person = Person(workspace=workspace_of(db), slack_id=described.slack_id, name=described.name)
    person.holidays = calendars.of_workspace(db)
    try:
        with db.begin_nested():
            db.add(person)
    except IntegrityError:
        return db.scalars(_known(), {"slack_id": described.slack_id}).one()
    return person


def acted(db: orm.Session, slack_id: str, now: datetime) -> None:
    """Note that somebody did something with the bot: when, and nothing else."""
    db.execute(sa.update(Person).where(people.c.slack_id == slack_id).values(acted_at=now))


def acted_just_now(db: orm.Session, slack_id: str, now: datetime) -> bool:
    """Tell whether that was noted within a minute, which makes it one act."""
    asked = {"here": workspace_of(db), "slack_id": slack_id, "since": now - A_MINUTE}
    return db.scalar(JUST_NOW, asked) is not None


def unseen(db: orm.Session, since: datetime, most: int) -> Sequence[str]:
    """Return who takes part and was last heard of before this moment, longest ago first."""
    here = (people.c.workspace == workspace_of(db), people.c.joined_at.is_not(None))
    there = (people.c.standing == Standing.MEMBER, sa.or_(people.c.seen_at.is_(None), people.c.seen_at < since))
    query = sa.select(people.c.slack_id).where(*here, *there).order_by(people.c.seen_at, people.c.id)
    return db.scalars(query.limit(most)).all()


def held(db: orm.Session, person_id: int) -> Person:
    """Return a person and keep everybody else from deciding about them until this transaction ends."""
    return db.scalars(sa.select(Person).where(people.c.id == person_id).with_for_update()).one()


def leads(db: orm.Session, *, hold: bool = False) -> list[Person]:
    """Return everybody who leads the program and is still here; `hold` keeps others from changing that meanwhile."""
    return list(db.scalars(_leads().with_for_update() if hold else _leads()))


@cache
def _leads() -> sa.Select[Person]:
    return sa.select(Person).where(people.c.is_lead, people.c.standing == Standing.MEMBER).order_by(people.c.id)


def admins(db: orm.Session) -> list[Person]:
    """Return the workspace's admins who take part: where nobody else leads, they do."""
    here = (people.c.is_admin, people.c.standing == Standing.MEMBER, people.c.joined_at.is_not(None))
    return list(db.scalars(sa.select(Person).where(*here).order_by(people.c.id)))


def index(db: orm.Session, person: Person) -> None:
    """Let what somebody offers be found as it is now: call it whenever that changes, in the same transaction."""
    catalogue.note(db, person)


def mentors(db: orm.Session, among: Collection[int] | None = None) -> Sequence[Any]:
    """Return what mentors offer, these or all of them, with their mentees, their open requests and their price.

    Of all of them only a few hundred are read, those with the fewest mentees first: beyond that, ranking adds nothing.
    Only what a search needs is read: whole people would take it much longer.
    """
    given = {"here": workspace_of(db), "among": list(among or ())}
    return db.execute(_offered(all_of_them=among is None), given).all()


@cache
def _offered(*, all_of_them: bool) -> sa.Executable:
    """Write the question down once: to write it takes longer than to answer it."""
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
    price = sa.func.coalesce(prices.c.price, 0).label("price")
    its = sa.and_(prices.c.workspace == people.c.workspace, prices.c.person_id == people.c.id)
    query = sa.select(*OFFERED, mentees, waiting, price).join_from(people, prices, its, isouter=True)
    query = query.where(people.c.workspace == HERE, people.c.capacity > 0, people.c.joined_at.is_not(None))
    query = query.where(people.c.standing.in_([Standing.MEMBER, Standing.GUEST]))
    if all_of_them:
        return query.order_by(mentees, people.c.id).limit(CANDIDATES)
    return query.where(people.c.id.in_(listed("among")))


def waiting(db: orm.Session) -> list[Person]:
    """Return the people who want to hear once somebody offers what they look for.

    Whoever looks again after a pair that ended comes first (practice E9), and then whoever waits longest.
    """
    query = sa.select(Person).where(people.c.waits_since.is_not(None), people.c.joined_at.is_not(None))
    return list(db.scalars(query.order_by(people.c.differently == "", people.c.waits_since).limit(CANDIDATES)))


def named(db: orm.Session, name: str) -> list[Person]:
    """Return the few people whom a typed name probably means, the likeliest first."""
    return _called(db, name, namesakes)


def nearly_named(db: orm.Session, name: str) -> list[Person]:
    """Return the few people whom a typed name with a slip in it may mean, the most alike first."""
    return _called(db, name, nearly)


def _called(db: orm.Session, name: str, meant: Callable[[str, Iterable[Called]], list[int]]) -> list[Person]:
    # All names are read: a database knows nothing of accents, nor of half a name.
    columns = people.c.id, people.c.name, people.c.real_name, people.c.standing
    rows = db.execute(sa.select(*columns).where(people.c.workspace == workspace_of(db)))
    likely = meant(name, (Called(row.id, (row.name, row.real_name), row.standing) for row in rows))
    found = {each.id: each for each in db.scalars(sa.select(Person).where(people.c.id.in_(likely)))}
    return [found[each] for each in likely]


def names_among(db: orm.Session, several: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return which of these texts are what somebody here is called, given the words of each.

    A name has all of the words of its text. Only names with the longest one are read, as it was typed.
    """
    if not several:
        return frozenset()
    longest = [
        max((each for each in WORD.findall(typed.lower()) if plain(each) in words), key=len, default="")
        for typed, words in several.items()
    ]
    names = sa.select(people.c.name, people.c.real_name).where(people.c.workspace == workspace_of(db))
    found = db.execute(names.where(sa.or_(*map(is_called_like, longest)))).all()
    return frozenset(typed for typed, words in several.items() if any(holds(words, *both) for both in found))


def line_of(db: orm.Session, slack_id: str) -> frozenset[str]:
    """Return everybody above and below in the reporting line, at any depth."""
    return apart.lines_of(db, [slack_id])[slack_id]


def blocked_with(db: orm.Session, slack_id: str) -> frozenset[str]:
    """Return everybody this person doesn't want to be matched with, or who doesn't want to be matched with them."""
    return apart.blocked_with(db, [slack_id])[slack_id]


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
