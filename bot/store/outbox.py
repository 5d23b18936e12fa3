"""The outbox: which letters are due, who takes them, and what has to be known to say them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.sql.dml import ReturningUpdate

from bot.mentoring.letters import LEASE, WAITING, Letter, LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.people import Person
from bot.store import announcements, brakes, company, overviews
from bot.store.columns import Moment, listed
from bot.store.company import UNDER_WAY
from bot.store.letters import room_of
from bot.store.pauses import paused
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people
from bot.store.tables.traffic import rates

AT_ONCE = 50
BESIDE = 2
"""Turns that are looked at for each letter wanted, because other servers may be taking the first ones right now."""
MANY = 1000
IN_TURN = (Class.TRANSACTIONAL, Class.SERVICE, Class.LEAD, Class.NUDGE, Class.BROADCAST)
"""What another person waits for goes first, and what is for a whole channel last."""
EVER_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
WORDS_KEPT_FOR = timedelta(days=90)
LEDGER_KEPT_FOR = timedelta(days=400)
"""That something was said is remembered longer than its words, so that nothing yearly is said twice."""
FORGET_AT_ONCE = 1000

UNSAID = sa.text("letters.state IN ('due', 'unsure')")
"""Written out, because only then do both databases see that the partial index serves."""
BY_TURN = (letters.c.workspace, letters.c.class_, letters.c.due_at, letters.c.id)
"""Asked for in this order, letters are found by the index of those that weren't said, and not among all that were."""
NOW = sa.bindparam("now", type_=Moment)
ANY_DUE = sa.select(letters.c.id).where(UNSAID, letters.c.due_at <= NOW).limit(1)
AFTER = sa.bindparam("after", type_=Moment)
NEXT_DUE = sa.select(sa.func.min(letters.c.due_at)).where(UNSAID, letters.c.due_at > AFTER)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that decides whether letters may be said now, read for many letters at once."""

    readers: Mapping[tuple[str, str], Person]
    pairs: Mapping[int, Lifecycle]
    originals: Mapping[int, Letter]
    newest_edits: Mapping[int, int]
    rooms: Mapping[int, str]
    leads: frozenset[tuple[str, str]] = frozenset()
    """Who of the readers of what is for leads leads something, though they haven't joined."""
    held: frozenset[int] = frozenset()
    """The letters that a lead holds back."""
    ways: Mapping[int, str] = field(default_factory=dict)
    """Where else a letter may be posted when its channel is closed to the bot."""


LIFECYCLES = sa.select(pairs.c.id, pairs.c.lifecycle).where(pairs.c.id.in_(listed("pairs")))


def turns(db: orm.Session, now: datetime, most: int = MANY) -> list[str]:
    """Return the workspaces that have something to say now and may, the one whose turn was longest ago first.

    Looking costs the number of workspaces and not of letters.
    """
    if db.scalar(ANY_DUE, {"now": now}) is None:
        return []
    return list(db.scalars(_taking_turns(), {"now": now, "most": most}))


def claim(db: orm.Session, now: datetime, limit: int = AT_ONCE, names: Sequence[str] | None = None) -> Sequence[Letter]:
    """Take letters that are due, at most one per workspace, and put a lease on each.

    Whose turn was longest ago comes first, or whoever is named first, and within a workspace what somebody waits for.
    So a workspace with many letters keeps nobody else waiting. Whoever else claims in the same moment gets other
    letters: PostgreSQL passes over locked rows, and SQLite lets only one transaction write at a time.
    """
    names = turns(db, now, limit * BESIDE) if names is None else names
    found = _next_letters(db.get_bind().dialect.name)
    several = db.scalars(found, {"now": now, "names": names, "limit": limit}).all() if names else ()
    if not several:
        return ()
    leased = {"now": now, "lease": str(uuid.uuid4()), "lease_until": now + LEASE, "several": several}
    options = {"synchronize_session": False, "populate_existing": True}
    claimed = db.scalars(_claiming(), leased, execution_options=options)
    return sorted(claimed, key=lambda letter: (letter.due_at, letter.id))


@cache
def _taking_turns() -> sa.Select[str]:
    """Write the look at all workspaces down once: writing it costs more than making it."""
    in_order = sa.select(letters.c.workspace).where(UNSAID).order_by(*BY_TURN).limit(1)
    queue = sa.select(in_order.scalar_subquery().label("workspace")).cte("queue", recursive=True)
    following = in_order.where(letters.c.workspace > queue.c.workspace).correlate(queue).scalar_subquery()
    queue = queue.union_all(sa.select(following).where(queue.c.workspace.is_not(None)))
    speaks = sa.or_(*(_first(queue.c.workspace, class_).is_not(None) for class_ in IN_TURN))
    found = sa.select(queue.c.workspace).select_from(queue.outerjoin(rates, rates.c.workspace == queue.c.workspace))
    found = found.where(queue.c.workspace.is_not(None), *_open(queue.c.workspace), speaks)
    place = sa.func.coalesce(rates.c.next_at, sa.literal(EVER_SINCE, Moment))
    return found.order_by(place, queue.c.workspace).limit(sa.bindparam("most", type_=sa.Integer))


@cache
def _next_letters(dialect: str) -> sa.Select[int]:
    """Find the next letter of each of some workspaces, in their order; written down once, as above."""
    name, given = sa.column("value", sa.Text), sa.bindparam("names", type_=sa.JSON)
    if dialect == "sqlite":
        queue: Any = sa.func.json_each(given).table_valued(name, sa.column("key", sa.Integer))
        order = queue.c.key
    else:
        queue = sa.func.json_array_elements_text(given).table_valued(name, with_ordinality="place").render_derived()
        order = queue.c.place
    oldest = sa.func.coalesce(*(_first(queue.c.value, class_) for class_ in IN_TURN))
    found = sa.select(oldest.label("id"), order.label("place"))
    found = found.select_from(queue.outerjoin(rates, rates.c.workspace == queue.c.value))
    ready = found.where(*_open(queue.c.value)).subquery()
    few = sa.bindparam("limit", type_=sa.Integer)
    return sa.select(ready.c.id).where(ready.c.id.is_not(None)).order_by(ready.c.place).limit(few)


@cache
def _claiming() -> ReturningUpdate[Letter]:
    """Take those of these letters that nobody else is taking; written down once, as above."""
    these = letters.c.id.in_(listed("several"))
    free = sa.select(letters.c.id).where(these, UNSAID, letters.c.due_at <= NOW)
    free = free.with_for_update(skip_locked=True)
    leased = {
        "state": LetterState.SENDING,
        "lease": sa.bindparam("lease", type_=letters.c.lease.type),
        "lease_until": sa.bindparam("lease_until", type_=Moment),
        "first_try_at": sa.func.coalesce(letters.c.first_try_at, NOW),
    }
    return sa.update(Letter).where(letters.c.id.in_(free.cte("free").select())).values(leased).returning(Letter)


def _first(workspace: Any, class_: Class) -> sa.ScalarSelect[int]:  # noqa: ANN401 - a column of whatever lists workspaces
    """Find the letter of a class that has been due for longest in a workspace."""
    here = sa.and_(letters.c.workspace == workspace, letters.c.class_ == class_, letters.c.due_at <= NOW)
    oldest = sa.select(letters.c.id).where(UNSAID, here).order_by(letters.c.due_at, letters.c.id).limit(1)
    return oldest.correlate(workspace.table).scalar_subquery()


def _open(workspace: Any) -> tuple[sa.ColumnElement[bool], ...]:  # noqa: ANN401 - as above
    """Leave out those that spoke a moment ago, and those that were asked to be silent."""
    return sa.or_(rates.c.next_at.is_(None), rates.c.next_at <= NOW), workspace.not_in(paused(NOW))


def surroundings(db: orm.Session, claimed: Sequence[Letter]) -> Surroundings:
    """Read what has to be known about these letters: a handful of queries, however many letters there are."""
    edits = [letter.edits for letter in claimed if letter.edits is not None]
    doubted = [letter for letter in claimed if letter.unsure and not letter.with_ and letter.edits is None]
    readers = _readers(db, claimed)
    strangers = {key for letter in claimed if letter.class_ is Class.LEAD for key in _keys(letter)}
    strangers = {key for key in strangers if key in readers and not readers[key].has_joined}
    rooms = {letter.id: letter.channel or room_of(db, letter.to, letter.workspace) for letter in doubted}
    return Surroundings(
        readers=readers,
        pairs=_lifecycles(db, {letter.pair_id for letter in claimed if letter.pair_id is not None}),
        originals=_originals(db, edits) if edits else {},
        newest_edits=_newest_edits(db, claimed, edits) if edits else {},
        rooms={number: room for number, room in rooms.items() if room},
        leads=overviews.leading(db, strangers),
        held=brakes.holding(db, claimed),
        ways=announcements.ways(db, claimed),
    )


def _originals(db: orm.Session, edits: Collection[int]) -> Mapping[int, Letter]:
    """Read the letters that some others change."""
    return {letter.id: letter for letter in db.scalars(_these(), {"numbers": list(edits)})}


@cache
def _these() -> sa.Select[Letter]:
    return sa.select(Letter).where(letters.c.id.in_(listed("numbers")))


def reap(db: orm.Session, now: datetime, but: Collection[int] = ()) -> int:
    """Doubt every letter whose sender never came back, `but` those known to be under way; return how many."""
    abandoned = sa.update(letters).where(UNDER_WAY, letters.c.lease_until < now)
    if but:
        abandoned = abandoned.where(letters.c.id.not_in(but))
    doubted = abandoned.values(state=LetterState.UNSURE, unsure=letters.c.unsure + 1, lease_until=None, due_at=now)
    return len(db.scalars(doubted.returning(letters.c.id)).all())


def expire(db: orm.Session, now: datetime) -> int:
    """Close every letter that came too late to be true; return how many. One in doubt is looked for first."""
    stale = sa.update(letters).where(UNSAID, letters.c.due_at <= now, letters.c.expires_at <= now)
    closed = stale.where(letters.c.state == LetterState.DUE).values(state=LetterState.EXPIRED)
    numbers = db.scalars(closed.returning(letters.c.id)).all()
    company.disband(db, numbers)
    return len(numbers)


def next_due(db: orm.Session, after: datetime) -> datetime | None:
    """Return the next moment at which a letter that waits is to be said."""
    return db.scalar(NEXT_DUE, {"after": after})


def first_unsaid(db: orm.Session, pair_ids: Collection[int], kinds: Collection[str]) -> Mapping[int, datetime]:
    """Return when the first letter of some kinds that still waits about each of these pairs is to be said."""
    if not (pair_ids and kinds):
        return {}
    found = db.execute(_first_unsaid(), {"pairs": list(pair_ids), "kinds": list(kinds)})
    return {number: at for number, at in found if number is not None}


@cache
def _first_unsaid() -> sa.Select[int | None, datetime]:
    """Write a question down once: every round asks it."""
    theirs, kinds = listed("pairs"), listed("kinds")
    waits = sa.and_(letters.c.state.in_(WAITING), letters.c.kind.in_(kinds), letters.c.edits.is_(None))
    first = sa.type_coerce(sa.func.min(letters.c.due_at), Moment)
    query = sa.select(letters.c.pair_id, first).where(letters.c.pair_id.in_(theirs), waits)
    return query.group_by(letters.c.pair_id)


def unheard(db: orm.Session, pair_id: int, of: str, besides: str) -> frozenset[str]:
    """Return who was to read a letter `of` one kind about a pair, and was told nothing of it yet `besides` another."""
    columns = (letters.c.to, letters.c.with_, letters.c.kind, letters.c.state)
    about = db.execute(sa.select(*columns).where(letters.c.pair_id == pair_id, letters.c.edits.is_(None))).all()
    meant = {reader for each in about if each.kind == of for reader in (each.to, *each.with_)}
    said = [each for each in about if each.state in {LetterState.SENT, LetterState.SENDING} and each.kind != besides]
    return frozenset(meant - {reader for each in said for reader in (each.to, *each.with_)})


def forget(db: orm.Session, now: datetime) -> int:
    """Drop the words of letters that are long done, and much later that they existed; return how many were touched."""
    return sum(len(db.scalars(change, {"before": now - kept_for}).all()) for change, kept_for in _forgetting())


@cache
def _forgetting() -> Sequence[tuple[sa.Executable, timedelta]]:
    """Say what is dropped, and after how long; written down once, as above."""
    done = letters.c.state.not_in([LetterState.DUE, LetterState.UNSURE, LetterState.SENDING])
    old = sa.and_(done, letters.c.written_at < sa.bindparam("before", type_=Moment))
    wordy, gone = (
        sa.select(letters.c.id).where(each).limit(FORGET_AT_ONCE) for each in (old & (letters.c.text != ""), old)
    )
    emptied = sa.update(letters).where(letters.c.id.in_(wordy)).values(text="", blocks=[])
    dropped = sa.delete(letters).where(letters.c.id.in_(gone))
    return (
        (emptied.returning(letters.c.id), WORDS_KEPT_FOR),
        (dropped.returning(letters.c.id), LEDGER_KEPT_FOR),
    )


def _keys(letter: Letter) -> list[tuple[str, str]]:
    return [(letter.workspace, reader) for reader in (letter.to, *letter.with_)]


def _readers(db: orm.Session, claimed: Sequence[Letter]) -> Mapping[tuple[str, str], Person]:
    wanted = {key for letter in claimed for key in _keys(letter)}
    found = db.scalars(_reading(), {"readers": list(wanted)})
    return {(person.workspace, person.slack_id): person for person in found}


@cache
def _reading() -> sa.Select[Person]:
    """Write a question down once, as those below: they are asked whenever anything is to be said."""
    readers = listed("readers")
    return sa.select(Person).where(sa.tuple_(people.c.workspace, people.c.slack_id).in_(readers))


def _lifecycles(db: orm.Session, pair_ids: Collection[int]) -> Mapping[int, Lifecycle]:
    if not pair_ids:
        return {}
    found = db.execute(LIFECYCLES, {"pairs": list(pair_ids)})
    return {number: lifecycle for number, lifecycle in found}  # noqa: C416 - rows are no pairs to a type checker


def _newest_edits(db: orm.Session, claimed: Sequence[Letter], edits: Collection[int]) -> Mapping[int, int]:
    readers = {(letter.workspace, letter.to) for letter in claimed if letter.edits is not None}
    found = db.execute(_newest(), {"readers": list(readers), "edits": list(edits)})
    return {original: number for original, number in found if original is not None}


@cache
def _newest() -> sa.Select[int | None, int]:
    theirs = sa.tuple_(letters.c.workspace, letters.c.to).in_(listed("readers"))
    edits = letters.c.edits.in_(listed("edits"))
    return sa.select(letters.c.edits, sa.func.max(letters.c.id)).where(theirs, edits).group_by(letters.c.edits)
