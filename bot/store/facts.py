"""Facts for rounds: the few subjects whose time has come, each with all a nudge may know, in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.agreements import Agreement, Draft
from bot.mentoring.answers import WORTH, Answer, Topic
from bot.mentoring.asks import Ask
from bot.mentoring.chats import Chat
from bot.mentoring.facts import INTRODUCTION, AskFacts, PairFacts, PersonFacts
from bot.mentoring.goals import Give, Goal
from bot.mentoring.knocks import Knock
from bot.mentoring.letters import Letter
from bot.mentoring.networks import Encounter
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.searches import Search
from bot.mentoring.sessions import Action, Agenda, Session
from bot.mentoring.times import Times
from bot.store import concerns, letters, mentored, outbox
from bot.store.columns import Moment, listed
from bot.store.schema import joined
from bot.store.tables.agreements import agreements, answers, drafts
from bot.store.tables.asks import asks
from bot.store.tables.chats import chats
from bot.store.tables.goals import gives, goals
from bot.store.tables.knocks import knocks
from bot.store.tables.networks import encounters
from bot.store.tables.pairs import LIVE_NAMES
from bot.store.tables.pairs import pairs as pair_rows
from bot.store.tables.people import people
from bot.store.tables.searches import searches
from bot.store.tables.sessions import actions, agendas, sessions
from bot.store.tables.times import times

Facts = PairFacts | AskFacts | PersonFacts
T = TypeVar("T")
N = TypeVar("N", Pair, Person)
BATCH = 100


def due(db: orm.Session, now: datetime, most: int = BATCH) -> list[Facts]:
    """Return the subjects at which it is time to look, and keep other servers from looking at them too."""
    pair_ids = _due(db, pair_rows.c.id, pair_rows.c.look_at, now, most)
    ask_ids = _due(db, asks.c.id, asks.c.look_at, now, most)
    person_ids = _due(db, people.c.id, people.c.look_at, now, most)
    return [*of_pairs(db, pair_ids), *of_asks(db, ask_ids), *of_people(db, person_ids)]


def beside(db: orm.Session, subjects: Sequence[Facts]) -> list[Facts]:
    """Return what else there is about the readers of these subjects: their other live pairs, and themselves."""
    readers = list({reader.id for subject in subjects for reader in subject.readers})
    known_pairs = {subject.pair.id for subject in subjects if isinstance(subject, PairFacts)}
    known_people = {subject.person.id for subject in subjects if isinstance(subject, PersonFacts)}
    others = set(db.scalars(_live_pairs(), {"readers": readers})) - known_pairs
    return [*of_pairs(db, others), *of_people(db, set(readers) - known_people)]


def around(db: orm.Session, person: Person) -> list[Facts]:
    """Return all that something may be said to this person about: their pairs, requests of theirs, and themselves."""
    live = db.scalars(_live_pairs(), {"readers": [person.id]}).all()
    asked = sa.or_(asks.c.mentor_id == person.id, asks.c.mentee_id == person.id)
    open_ = sa.select(asks.c.id).where(asked, asks.c.look_at.is_not(None))
    return [*of_pairs(db, live), *of_asks(db, db.scalars(open_).all()), *of_people(db, [person.id])]


def about(db: orm.Session, letter: Letter) -> Facts | None:
    """Return what a nudge's letter is about, by the name it has in the letter's key."""
    return about_these(db, [letter]).get(letter.id)


def about_these(db: orm.Session, several: Iterable[Letter]) -> Mapping[int, Facts]:
    """Return what each of these nudges' letters is about, by the letter's number, as far as it still exists."""
    names = {letter.id: letter.key.split(":")[1] for letter in several}
    numbers = {name: int(name.lstrip("abcdefghijklmnopqrstuvwxyz")) for name in names.values()}
    wanted = {kind: [numbers[name] for name in numbers if name.startswith(kind)] for kind in ("pair", "ask", "person")}
    found: list[Facts] = [*of_pairs(db, wanted["pair"]), *of_asks(db, wanted["ask"]), *of_people(db, wanted["person"])]
    by_name = {subject.name: subject for subject in found}
    return {number: by_name[name] for number, name in names.items() if name in by_name}


def next_look(db: orm.Session, after: datetime) -> datetime | None:
    """Return the next moment at which a round has anything to look at."""
    return min((moment for moment in db.execute(_next_looks(), {"after": after}).one() if moment), default=None)


def of_pairs(db: orm.Session, ids: Collection[int]) -> list[PairFacts]:
    """Return what is known about these pairs."""
    if not ids:
        return []
    found: Sequence[Pair] = _read_all(db, Pair, pair_rows.c.id, ids, "mentee", "mentor")
    mentees = [pair.mentee.id for pair in found]
    both = {person.id: person for pair in found for person in pair.both}
    met = _read(db, Session, sessions.c.pair_id, ids, sessions.c.at, by=both)
    wishes = _read(db, Goal, goals.c.owner_id, mentees, goals.c.id, "pair", owner=both)
    given = _read(db, Give, gives.c.pair_id, ids, gives.c.at, giver=both)
    to_do = _read(db, Action, actions.c.pair_id, ids, actions.c.id, owner=both)
    plans = _read(db, Agenda, agendas.c.pair_id, ids, agendas.c.written_at, author=both)
    settled = _read(db, Agreement, agreements.c.pair_id, ids, agreements.c.version, pair=_by_number(found))
    unsettled = [number for number in met if number not in settled]
    alone = _read(db, Draft, drafts.c.pair_id, unsettled, drafts.c.id, author=both)
    private = _read(db, Answer, answers.c.pair_id, ids, answers.c.at, author=both)
    calls = _read(db, Knock, knocks.c.pair_id, ids, knocks.c.at, by=both)
    offered = _read(db, Times, times.c.pair_id, ids, times.c.proposed_at, by=both)
    told, knowing = letters.told_about_pairs(db, ids), concerns.knowing(db, found)
    unheard = outbox.first_unsaid(db, ids, {INTRODUCTION})
    return [
        PairFacts(
            pair=pair,
            sessions=met[pair.id],
            goals=wishes[pair.mentee.id],
            gives=given[pair.id],
            actions=to_do[pair.id],
            agendas=plans[pair.id],
            agreements=settled[pair.id],
            drafts=alone[pair.id],
            answers=private[pair.id],
            knocks=calls[pair.id],
            times=offered[pair.id],
            told=told.get(pair.id, ()),
            introduction_waits=pair.id in unheard,
            knowing=knowing.get(pair.id, ()),
        )
        for pair in found
    ]


def of_asks(db: orm.Session, ids: Collection[int]) -> list[AskFacts]:
    """Return what is known about these requests."""
    if not ids:
        return []
    found: Sequence[Ask] = _read_all(db, Ask, asks.c.id, ids, "mentee", "mentor")
    told = letters.told_about_asks(db, ids)
    talks = _read(db, Chat, chats.c.ask_id, ids, chats.c.id)
    return [AskFacts(ask=ask, chat=next(iter(talks[ask.id]), None), told=told.get(ask.id, ())) for ask in found]


def of_people(db: orm.Session, ids: Collection[int]) -> list[PersonFacts]:
    """Return what is known about these people across all their pairs."""
    if not ids:
        return []
    found: Sequence[Person] = _read_all(db, Person, people.c.id, ids)
    theirs = _read(db, Goal, goals.c.owner_id, ids, goals.c.id, "pair", owner=_by_number(found))
    saved = _read(db, Search, searches.c.person_id, ids, searches.c.id)
    met = _read(db, Encounter, encounters.c.owner_id, ids, encounters.c.id)
    mentors = [person.id for person in found if person.is_mentor]
    asked = _read(db, Ask, asks.c.mentor_id, mentors, asks.c.sent_at)
    back = _looked_back(db, ids)
    gave = mentored.of(db, ids)
    told = letters.told_about_people(db, found)
    return [
        PersonFacts(
            person=person,
            goals=[goal for goal in theirs[person.id] if goal.is_open],
            looked_back=back.get(person.id, ()),
            searches=[search for search in saved[person.id] if search.saved_at],
            encounters=[encounter for encounter in met[person.id] if encounter.is_open],
            mentored=gave.get(person.id),
            asked=[ask for ask in asked[person.id] if ask.sent_at],
            told=told.get(person.id, ()),
        )
        for person in found
    ]


def _looked_back(db: orm.Session, ids: Collection[int]) -> Mapping[int, list[Answer]]:
    """Read whether mentoring was worth it to each of these people, where they were the mentee."""
    grouped: dict[int, list[Answer]] = defaultdict(list)
    for answer, author in db.execute(_worths(), {"people": list(ids)}):
        grouped[author].append(answer)
    return grouped


@cache
def _worths() -> sa.Select[Answer, int]:
    mentee = sa.and_(pair_rows.c.id == answers.c.pair_id, pair_rows.c.mentee_id == answers.c.author_id)
    theirs = answers.c.author_id.in_(listed("people"))
    worth = (answers.c.topic == Topic.CLOSING, answers.c.item == WORTH)
    return sa.select(Answer, answers.c.author_id).join(pair_rows, mentee).where(theirs, *worth).order_by(answers.c.at)


@cache
def _live_pairs() -> sa.Select[int]:
    """Find the live pairs of some people, on either side; written down once, as all that every round asks."""
    readers = listed("readers")
    theirs = sa.or_(pair_rows.c.mentor_id.in_(readers), pair_rows.c.mentee_id.in_(readers))
    return sa.select(pair_rows.c.id).where(theirs, pair_rows.c.lifecycle.in_(LIVE_NAMES))


@cache
def _next_looks() -> sa.Select[*tuple[Any, ...]]:
    after = sa.bindparam("after", type_=Moment)
    columns = (pair_rows.c.look_at, asks.c.look_at, people.c.look_at)
    return sa.select(*(sa.select(sa.func.min(column)).where(column > after).scalar_subquery() for column in columns))


def _due(
    db: orm.Session, key: sa.Column[int], look_at: sa.Column[datetime | None], now: datetime, most: int
) -> Sequence[int]:
    """Find the earliest of one kind. An index on `look_at` makes this cost what is due, not what exists."""
    return db.scalars(_all_due(key, look_at), {"now": now, "most": most}).all()


@cache
def _all_due(key: sa.Column[int], look_at: sa.Column[datetime | None]) -> sa.Select[int]:
    """Write a question down once: every round asks it."""
    now, most = sa.bindparam("now", type_=Moment), sa.bindparam("most", type_=sa.Integer)
    query = sa.select(key).where(look_at <= now).order_by(look_at).limit(most)
    return query.with_for_update(skip_locked=True)


def _read(
    db: orm.Session,
    kind: type[T],
    whose: sa.Column[int],
    ids: Collection[int],
    order: sa.Column[Any],
    *along: str,
    **known: Mapping[int, object],
) -> Mapping[int, list[T]]:
    """Read all rows of one kind for several owners at once, with what they refer to, by owner.

    Whom they refer to is mostly read already, and `known`: to read a person along with each row costs more than the
    row.
    """
    grouped: dict[int, list[T]] = defaultdict(list)
    if ids:
        any_kind: Any = kind
        rows: Iterable[T] = db.scalars(_all_of(any_kind, whose, order, along), {"owners": list(ids)})
        for row in rows:
            for name, by_number in known.items():
                orm.attributes.set_committed_value(row, name, by_number.get(getattr(row, f"{name}_id")))
            grouped[getattr(row, whose.name)].append(row)
    return grouped


def _by_number(several: Iterable[N]) -> Mapping[int, N]:
    return {each.id: each for each in several}


def _read_all(db: orm.Session, kind: type[T], key: sa.Column[int], ids: Collection[int], *along: str) -> Sequence[T]:
    """Read some rows of one kind by their numbers, with what they refer to."""
    any_kind: Any = kind
    found: Sequence[T] = db.scalars(_all_of(any_kind, key, key, along), {"owners": list(ids)}).all()
    return found


@cache
def _all_of(kind: Any, owner: sa.Column[int], order: sa.Column[Any], along: Collection[str]) -> sa.Executable:  # noqa: ANN401 - of what is kept, it doesn't matter
    """Write a question down once, as above."""
    theirs = owner.in_(listed("owners"))
    return sa.select(kind).where(theirs).options(*(joined(kind, name) for name in along)).order_by(order)
