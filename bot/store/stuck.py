"""Stuck letters: what an operator sees of them, and the two things that can be done. Nobody's words are read here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import LetterState
from bot.store import company
from bot.store.columns import Moment
from bot.store.letters import A_MESSAGE_OF_ITS_OWN
from bot.store.outbox import UNSAID
from bot.store.tables.letters import letters

SHOWN = (
    letters.c.id,
    letters.c.workspace,
    letters.c.to,
    letters.c.kind,
    letters.c.state,
    letters.c.due_at,
    letters.c.written_at,
    letters.c.attempts,
    letters.c.unsure,
    letters.c.trouble,
)
KEPT_IN_AN_INDEX = {
    LetterState.DUE: UNSAID,
    LetterState.UNSURE: UNSAID,
    LetterState.SENDING: company.UNDER_WAY,
    LetterState.DEAD: sa.text("letters.state = 'dead'"),
}
"""Written out, because only then do both databases see that the partial indexes serve."""
LISTED = (LetterState.DEAD, LetterState.UNSURE)
AHEAD = timedelta(microseconds=1)
MAY_HAVE_BEEN_SAID = "unsure"
"""Why a letter is dead of which nobody knows whether it arrived."""


def newest(db: orm.Session) -> datetime | None:
    """Return when the newest letter was written."""
    return db.scalar(sa.select(letters.c.written_at).order_by(letters.c.id.desc()).limit(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """One letter from outside: for whom and of which kind, how old, and why it isn't said."""

    id: int
    workspace: str
    to: str
    kind: str
    state: LetterState
    due_at: datetime
    written_at: datetime
    attempts: int
    unsure: int
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retried:
    """Which letters will be tried again and where, which may have arrived, and which can't be tried."""

    again: Sequence[int]
    doubtful: Sequence[int]
    left: Sequence[int]
    workspaces: Sequence[str]


def these(
    db: orm.Session, states: Collection[LetterState] = LISTED, workspace: str = "", most: int = 100
) -> Sequence[Stuck]:
    """Return letters in these states, the oldest first."""
    query = sa.select(*SHOWN).where(letters.c.state.in_(states), A_MESSAGE_OF_ITS_OWN)
    if workspace:
        query = query.where(letters.c.workspace == workspace)
    rows = db.execute(query.order_by(letters.c.written_at, letters.c.id).limit(most))
    return [Stuck(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping


def counts(db: orm.Session, workspace: str = "") -> dict[LetterState, int]:
    """Count the letters that wait, are in doubt, under way or dead, and none of what travels with another.

    Those of all workspaces, or of one.
    """
    found = {}
    whose = (letters.c.workspace == workspace,) if workspace else ()
    for state, kept in KEPT_IN_AN_INDEX.items():
        query = sa.select(sa.func.count()).select_from(letters).where(kept, A_MESSAGE_OF_ITS_OWN, *whose)
        found[state] = int(db.scalar(query.where(letters.c.state == state)) or 0)
    return found


def oldest_due(db: orm.Session, now: datetime) -> datetime | None:
    """Return since when the letter waits that has waited longest."""
    return db.scalar(sa.select(sa.func.min(letters.c.due_at)).where(UNSAID, letters.c.due_at <= now))


def retry(db: orm.Session, numbers: Collection[int], now: datetime, *, even_if_said: bool = False) -> Retried:
    """Try letters again now: dead ones as if they were new, those in doubt after one more look for them.

    Whoever looks for one in doubt does so before anything else of its kind is said in its workspace: it waited already.
    One that may have arrived is left alone unless somebody who knows better says so; one whose words are gone or whose
    time is over can't be said any more.
    """
    theirs = sa.and_(letters.c.id.in_(numbers), A_MESSAGE_OF_ITS_OWN)
    facts = (letters.c.id, letters.c.workspace, letters.c.state, letters.c.trouble)
    found = db.execute(sa.select(*facts).where(theirs, *_sayable(now)).with_for_update()).all()
    places = {row.id: row.workspace for row in found}
    doubted = {row.id for row in found if row.state is LetterState.UNSURE}
    dead = {row.id for row in found if row.state is LetterState.DEAD}
    doubtful = {row.id for row in found if row.id in dead and row.trouble == MAY_HAVE_BEEN_SAID}
    renewed = dead if even_if_said else dead - doubtful
    fresh = {"state": LetterState.DUE, "due_at": now, "attempts": 0, "unsure": 0, "first_try_at": None, "trouble": ""}
    db.execute(sa.update(letters).where(letters.c.id.in_(renewed)).values(fresh))
    _put_first(db, doubted, {places[number] for number in doubted}, now)
    company.rejoin(db, renewed)
    again = renewed | doubted
    return Retried(
        again=sorted(again),
        doubtful=sorted(doubtful - again),
        left=sorted(set(numbers) - again - doubtful),
        workspaces=sorted({places[number] for number in again}),
    )


def _put_first(db: orm.Session, numbers: Collection[int], workspaces: Collection[str], now: datetime) -> None:
    """Let letters be due now, and before all that wait in their workspaces: what is due for longest goes first."""
    if not numbers:
        return
    since = sa.select(letters.c.workspace, sa.func.min(letters.c.due_at))
    since = since.where(UNSAID, letters.c.workspace.in_(workspaces)).group_by(letters.c.workspace)
    first = {place: sa.literal(min(at - AHEAD, now), Moment) for place, at in db.execute(since)}
    moved = sa.update(letters).where(letters.c.id.in_(numbers))
    db.execute(moved.values(due_at=sa.case(first, value=letters.c.workspace)))


def drop(db: orm.Session, numbers: Collection[int]) -> Sequence[int]:
    """Give letters up that wait, are in doubt, or are dead; return which. What is under way can't be taken back."""
    droppable = letters.c.state.in_([LetterState.DUE, LetterState.UNSURE, LetterState.DEAD])
    gone = sa.update(letters).where(letters.c.id.in_(numbers), droppable, A_MESSAGE_OF_ITS_OWN)
    gone = gone.values(state=LetterState.CANCELLED, trouble="dropped by the operator")
    dropped = db.scalars(gone.returning(letters.c.id)).all()
    company.disband(db, dropped)
    return sorted(dropped)


def _sayable(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    in_time = sa.or_(letters.c.expires_at.is_(None), letters.c.expires_at > now)
    return letters.c.state.in_(LISTED), letters.c.text != "", in_time
