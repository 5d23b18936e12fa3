"""Letters: what is to be said, what was said, and what may never be said twice."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.budgets import Said
from bot.mentoring.facts import Told
from bot.mentoring.letters import WAITING, Letter, LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.store.columns import Moment, listed
from bot.store.company import TRAVELS, disband, members
from bot.store.database import NoWorkspace, workspace_of
from bot.store.once import insert_in
from bot.store.tables.letters import letters

TOLD = (
    letters.c.workspace,
    letters.c.to,
    letters.c.kind,
    letters.c.occasion,
    letters.c.sent_at,
    letters.c.acknowledged_at,
    letters.c.pair_id,
    letters.c.ask_id,
)
FIELDS = tuple(column.key for column in letters.c if column.key != "id")
NO_EDIT = letters.c.edits.is_(None)
A_MESSAGE_OF_ITS_OWN = sa.and_(NO_EDIT, sa.or_(letters.c.lease.is_(None), sa.not_(TRAVELS)))
WRITTEN = sa.select(letters.c.key).where(letters.c.key.in_(listed("keys")))
"""Written down once, as what follows below: rounds ask it all day, and to write it costs more than to ask."""


class Words(Protocol):
    """Something that can be said in Slack."""

    @property
    def payload(self) -> dict[str, Any]:
        """What Slack is sent: text and blocks."""


def write(db: orm.Session, letter: Letter, company: Sequence[Letter] = ()) -> bool:
    """Write a letter in the transaction of whatever causes it; tell whether nobody had written it before.

    The unique key decides, so two processes can race and only one speaks. What travels in the same message
    is the letter's company: each has a key of its own, and counts as said when the letter is.
    """
    return bool(write_these(db, [(letter, company)]))


def write_these(db: orm.Session, several: Sequence[tuple[Letter, Sequence[Letter]]]) -> list[Letter]:
    """Write letters, each with its company, in two statements; return those that nobody had written before."""
    new = _insert(db, [letter for letter, _ in several])
    numbers = {letter.id for letter in new}
    _insert(db, [each for letter, company in several if letter.id in numbers for each in members(letter, company)])
    return new


def unsaid(db: orm.Session, kind: str, occasion: str) -> int:
    """Count the letters of a kind about one thing that aren't said yet."""
    mine = (letters.c.workspace == workspace_of(db), letters.c.kind == kind, letters.c.occasion == occasion)
    return db.scalar(sa.select(sa.func.count()).where(*mine, letters.c.state.in_(WAITING), NO_EDIT)) or 0


def cancel(  # noqa: PLR0913 - what may be known of the letters that are meant
    db: orm.Session,
    *,
    pair_id: int | None = None,
    ask_id: int | None = None,
    to: str | None = None,
    classes: Collection[Class] | None = None,
    kinds: Collection[str] | None = None,
    but: Collection[str] = (),
    why: str,
) -> int:
    """Take back what wasn't said yet; return how many letters that were.

    A letter that is under way can't be taken back. Changes of what was said are not taken back either: they are what
    removes stale buttons.
    """
    meant = _about(pair_id=pair_id, ask_id=ask_id, to=to)
    if classes is not None:
        meant.append(letters.c.class_.in_(classes))
    if kinds is not None:
        meant.append(letters.c.kind.in_(kinds))
    if but:
        meant.append(letters.c.kind.not_in(but))
    still_here = letters.c.state.in_([LetterState.DUE, LetterState.UNSURE])
    update = sa.update(Letter).where(*meant, still_here, A_MESSAGE_OF_ITS_OWN)
    return len(taken_back(db, update.values(state=LetterState.CANCELLED, trouble=why)))


def recall(db: orm.Session, key: str) -> bool:
    """Take one letter back; tell whether its reader will never see it. What is under way can't be taken back."""
    unsaid = sa.update(Letter).where(letters.c.key == key, letters.c.state == LetterState.DUE, A_MESSAGE_OF_ITS_OWN)
    taken_back(db, unsaid.values(state=LetterState.CANCELLED, trouble="changed by its author"))
    gone = sa.select(Letter).where(letters.c.key == key, letters.c.state != LetterState.CANCELLED)
    return db.scalar(gone) is None


def by_key(db: orm.Session, key: str) -> Letter | None:
    """Return the letter with this key, whatever became of it."""
    return db.scalar(sa.select(Letter).where(letters.c.key == key))


def due(db: orm.Session, keys: Collection[str]) -> frozenset[str]:
    """Tell which of these keys are those of letters that wait to be said."""
    if not keys:
        return frozenset()
    return frozenset(
        db.scalars(sa.select(letters.c.key).where(letters.c.key.in_(keys), letters.c.state == LetterState.DUE))
    )


def by_message(db: orm.Session, channel: str, ts: str) -> Letter | None:
    """Return the letter that became this message."""
    here = sa.and_(letters.c.channel == channel, letters.c.ts == ts, A_MESSAGE_OF_ITS_OWN)
    return db.scalar(sa.select(Letter).where(here).order_by(letters.c.id).limit(1))


def newest_about(db: orm.Session, pair_id: int, kind: str) -> Letter | None:
    """Return the newest letter of a kind about a pair that was said or waits to be."""
    alive = letters.c.state.in_([LetterState.SENT, *WAITING])
    theirs = sa.select(Letter).where(letters.c.pair_id == pair_id, letters.c.kind == kind, alive, NO_EDIT)
    return db.scalar(theirs.order_by(letters.c.id.desc()).limit(1))


def waiting(db: orm.Session, until: datetime) -> Sequence[Letter]:
    """Return what is to be said by then and wasn't yet, oldest first."""
    unsent = sa.select(Letter).where(letters.c.state.in_([LetterState.DUE, LetterState.UNSURE]), A_MESSAGE_OF_ITS_OWN)
    return db.scalars(unsent.where(letters.c.due_at <= until).order_by(letters.c.due_at, letters.c.id)).all()


def waiting_for(db: orm.Session, to: str) -> Sequence[Letter]:
    """Return what is to be said to one person and wasn't yet, oldest first; not what only changes a message."""
    unsaid = sa.select(Letter).where(letters.c.to == to, letters.c.state.in_(WAITING), A_MESSAGE_OF_ITS_OWN)
    return db.scalars(unsaid.order_by(letters.c.due_at, letters.c.id)).all()


def written(db: orm.Session, keys: Collection[str]) -> frozenset[str]:
    """Tell which of these letters were written before."""
    return frozenset(db.scalars(WRITTEN, {"keys": list(keys)}))


def sent_about(
    db: orm.Session,
    *,
    ask_id: int | None = None,
    pair_id: int | None = None,
    kinds: Collection[str] | None = None,
    done: bool = False,
) -> Sequence[Letter]:
    """Return what stands in Slack about a request or a pair and was not retired, or also what is done with."""
    meant = _about(ask_id=ask_id, pair_id=pair_id)
    if kinds is not None:
        meant.append(letters.c.kind.in_(kinds))
    open_ = sa.true() if done else letters.c.retired_at.is_(None)
    stands = sa.and_(letters.c.state == LetterState.SENT, letters.c.channel.is_not(None), open_)
    return db.scalars(sa.select(Letter).where(*meant, stands, NO_EDIT).order_by(letters.c.id)).all()


def room_of(db: orm.Session, to: str, workspace: str | None = None) -> str | None:
    """Return the direct message in which a person was last written to."""
    alone = sa.and_(letters.c.channel.like("D%"), letters.c.state == LetterState.SENT)
    theirs = sa.and_(letters.c.workspace == (workspace or workspace_of(db)), letters.c.to == to)
    return db.scalar(sa.select(letters.c.channel).where(theirs, alone).order_by(letters.c.written_at.desc()).limit(1))


def said_to(
    db: orm.Session, workspace: str, slack_ids: Collection[str], since: datetime
) -> Mapping[str, Sequence[Said]]:
    """Return what each of these people was told since then, or will be told by a letter that waits, oldest first."""
    told = defaultdict(list)
    found = db.execute(_lately_said(), {"place": workspace, "readers": list(slack_ids), "since": since})
    for to, kind, class_, moment, acknowledged_at, pair in found:
        told[to].append(Said(kind=kind, class_=class_, at=moment, acknowledged_at=acknowledged_at, pair=pair))
    return told


@cache
def _lately_said() -> sa.Select[*tuple[Any, ...]]:
    at = sa.type_coerce(sa.func.coalesce(letters.c.sent_at, letters.c.due_at), Moment)
    readers = letters.c.to.in_(listed("readers"))
    since = sa.bindparam("since", type_=Moment)
    return (
        sa.select(letters.c.to, letters.c.kind, letters.c.class_, at, letters.c.acknowledged_at, letters.c.pair_id)
        .where(letters.c.workspace == sa.bindparam("place"), readers, NO_EDIT)
        .where(letters.c.state.in_([LetterState.SENT, *WAITING]), at >= since)
        .order_by(at, letters.c.id)
    )


def told_about_pairs(db: orm.Session, pair_ids: Collection[int], kind: str = "") -> Mapping[int, list[Told]]:
    """Return what was said about each of these pairs, perhaps of one kind only, oldest first."""
    if not pair_ids:
        return {}
    told = db.execute(_told_of(letters.c.pair_id, of_one_kind=bool(kind)), {"numbers": list(pair_ids), "kind": kind})
    return _grouped((letter.pair_id, letter) for letter in told)


def told_about_asks(db: orm.Session, ask_ids: Collection[int]) -> Mapping[int, list[Told]]:
    """Return what was said about each of these requests, oldest first."""
    told = db.execute(_told_of(letters.c.ask_id), {"numbers": list(ask_ids)}) if ask_ids else ()
    return _grouped((letter.ask_id, letter) for letter in told)


def told_about_people(db: orm.Session, several: Iterable[Person]) -> Mapping[int, list[Told]]:
    """Return what each of these people was told that is about no pair and no request, by the person's number."""
    numbers = {(person.workspace, person.slack_id): person.id for person in several}
    if not numbers:
        return {}
    told = db.execute(_told_people(), {"people": list(numbers)})
    return _grouped((numbers[letter.workspace, letter.to], letter) for letter in told)


@cache
def _told_of(subject: sa.Column[int | None], *, of_one_kind: bool = False) -> sa.Select[*tuple[Any, ...]]:
    theirs = subject.in_(listed("numbers"))
    return _told(theirs, *([letters.c.kind == sa.bindparam("kind")] if of_one_kind else []))


@cache
def _told_people() -> sa.Select[*tuple[Any, ...]]:
    theirs = sa.tuple_(letters.c.workspace, letters.c.to).in_(listed("people"))
    return _told(theirs, letters.c.pair_id.is_(None), letters.c.ask_id.is_(None))


def _told(*which: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    said = sa.and_(letters.c.state == LetterState.SENT, NO_EDIT)
    return sa.select(*TOLD).where(*which, said).order_by(letters.c.sent_at, letters.c.id)


def _insert(db: orm.Session, several: Sequence[Letter]) -> list[Letter]:
    """Insert what isn't there yet, give it its number, and return it."""
    if not several:
        return []
    if any(db.info.get("workspace") not in {None, letter.workspace} for letter in several):
        raise NoWorkspace
    rows = [_fields(letter) for letter in several]
    written = db.execute(_inserting(db.get_bind().dialect.name), rows)
    numbers = {(workspace, key): number for workspace, key, number in written}
    new = []
    for letter in several:
        number = numbers.pop((letter.workspace, letter.key), None)
        if number is not None:
            letter.id = number
            new.append(letter)
    return new


@cache
def _inserting(dialect: str) -> sa.Executable:
    """Write an insert down once, as it is made for every letter."""
    first = insert_in(dialect, letters).on_conflict_do_nothing()
    return first.returning(letters.c.workspace, letters.c.key, letters.c.id)


def _fields(letter: Letter) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in FIELDS}


def _about(
    *, pair_id: int | None = None, ask_id: int | None = None, to: str | None = None
) -> list[sa.ColumnElement[bool]]:
    """Say which letters are meant; all of them is never meant."""
    wanted = ((letters.c.pair_id, pair_id), (letters.c.ask_id, ask_id), (letters.c.to, to))
    if all(value is None for _, value in wanted):
        raise ValueError("letters about nothing and to nobody")
    return [column == value for column, value in wanted if value is not None]


def _grouped(told: Iterable[tuple[int, sa.Row[Any]]]) -> Mapping[int, list[Told]]:
    by_subject = defaultdict(list)
    for subject, each in told:
        by_subject[subject].append(
            Told(
                kind=each.kind,
                to=each.to,
                occasion=each.occasion,
                at=each.sent_at,
                acknowledged_at=each.acknowledged_at,
            )
        )
    return by_subject


def taken_back(db: orm.Session, update: sa.Update, parameters: Mapping[str, Any] | None = None) -> Sequence[int]:
    """Take back what an update says, with what would have travelled along; return the numbers."""
    numbers = db.scalars(update.returning(letters.c.id), parameters).all()
    disband(db, numbers)
    return numbers
