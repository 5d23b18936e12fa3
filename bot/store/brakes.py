"""Brakes: what is held back in a workspace, which letters that concerns, and letting go without a flood."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import REQUEST, Ask
from bot.mentoring.brakes import Brake, Hold, together
from bot.mentoring.letters import Letter
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.store.columns import listed
from bot.store.database import workspace_of
from bot.store.once import insert
from bot.store.tables.brakes import brakes
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs

HELD: Final = "held by a lead"
A_MINUTE: Final = timedelta(minutes=1)
IN_A_MINUTE: Final = 60
"""So many held letters go out in a minute once they are let go: half of what a workspace takes, so others find room."""
UNSAID = sa.text("letters.state IN ('due', 'unsure')")
"""Written out, because only then do both databases see that the partial index serves."""
COLUMNS = (brakes.c.what, brakes.c.which, brakes.c.by, brakes.c.since, brakes.c.id)
THESE = brakes.c.workspace.in_(listed("workspaces"))
PULLED = sa.select(brakes.c.workspace, *COLUMNS).where(THESE)
UNREAD_REQUESTS = sa.select(letters.c.ask_id).where(
    UNSAID, letters.c.trouble == HELD, letters.c.kind == REQUEST, letters.c.ask_id.is_not(None)
)
"""The requests that a hold has kept from their mentors."""


def every(db: orm.Session) -> list[Brake]:
    """Return what is held in this workspace, oldest first."""
    return [Brake(*row) for row in db.execute(sa.select(*COLUMNS).order_by(brakes.c.id))]


def one(db: orm.Session, number: int) -> Brake | None:
    """Return one hold, while it lasts."""
    row = db.execute(sa.select(*COLUMNS).where(brakes.c.id == number)).first()
    return Brake(*row) if row else None


def pull(db: orm.Session, what: Hold, which: str, by: str, now: datetime) -> bool:
    """Hold something from now on; tell whether it wasn't held before."""
    row = {"workspace": workspace_of(db), "what": what, "which": which, "by": by, "since": now}
    held = insert(db, brakes).values(row).on_conflict_do_nothing().returning(brakes.c.id)
    return db.scalar(held) is not None


def release(db: orm.Session, number: int, now: datetime) -> tuple[int, int]:
    """Let something go; return how many letters are free by that, and how many others still hold.

    Those that are free go out a few at a time, and each is looked at again.
    """
    db.execute(sa.delete(brakes).where(brakes.c.id == number))
    held = sa.select(letters.c.id).where(UNSAID, letters.c.trouble == HELD).order_by(letters.c.due_at, letters.c.id)
    waited, stay = db.scalars(held).all(), frozenset[int]()
    if every(db):
        stay = holding(db, db.scalars(sa.select(Letter).where(UNSAID, letters.c.trouble == HELD)).all())
    numbers = [each for each in waited if each not in stay]
    for turn, first in enumerate(range(0, len(numbers), IN_A_MINUTE)):
        some = letters.c.id.in_(numbers[first : first + IN_A_MINUTE])
        db.execute(sa.update(letters).where(some, UNSAID).values(due_at=now + turn * A_MINUTE, trouble=""))
    return len(numbers), len(stay)


def is_held(db: orm.Session, kind: str, pair: Pair | None = None, *, program: int | None = None) -> bool:
    """Tell whether somebody waits for what is written to them now, about a pair, about any of a program, or none."""
    held = together(every(db))
    about = (pair.id, pair.program_id) if pair else (None, program)
    return held.hold(kind, Class.TRANSACTIONAL, *about)


def kept_back(db: orm.Session, several: Sequence[Ask]) -> frozenset[int]:
    """Return which of these requests, by number, haven't reached their mentor because a lead holds them."""
    numbers = {each.id for each in several}
    if not numbers or not is_held(db, REQUEST):
        return frozenset()
    unread = sa.select(letters.c.ask_id).where(UNSAID, letters.c.kind == REQUEST, letters.c.ask_id.in_(numbers))
    return frozenset(db.scalars(unread))


def unread(db: orm.Session, several: Sequence[Pair], *kinds: str) -> frozenset[int]:
    """Return which of these pairs, by number, have a question open that a lead's hold keeps from being read."""
    numbers = {each.id for each in several}
    if not numbers:
        return frozenset()
    unsaid = sa.select(Letter).where(UNSAID, letters.c.kind.in_(kinds), letters.c.pair_id.in_(numbers))
    written = db.scalars(unsaid).all()
    held = holding(db, written) if written else frozenset()
    return frozenset(letter.pair_id for letter in written if letter.id in held and letter.pair_id)


def waiting(db: orm.Session, *kinds: str, pair_id: int | None = None) -> Sequence[Letter]:
    """Return the letters of some kinds that a hold has kept from being said, about any pair or about one."""
    theirs = sa.select(Letter).where(UNSAID, letters.c.trouble == HELD, letters.c.kind.in_(kinds))
    which = [] if pair_id is None else [letters.c.pair_id == pair_id]
    return db.scalars(theirs.where(*which).order_by(letters.c.id)).all()


def holding(db: orm.Session, several: Sequence[Letter]) -> frozenset[int]:
    """Return which of these letters are held: one query where nothing is, and another where a program is."""
    workspaces = {letter.workspace for letter in several}
    pulled: dict[str, list[Brake]] = defaultdict(list)
    for workspace, what, which, by, since, number in db.execute(PULLED, {"workspaces": list(workspaces)}):
        pulled[workspace].append(Brake(what, which, by, since, number))
    if not pulled:
        return frozenset()
    programs = (
        _programs(db, several) if any(each.what is Hold.PROGRAM for all_ in pulled.values() for each in all_) else {}
    )
    holds = {workspace: together(brakes_) for workspace, brakes_ in pulled.items()}
    return frozenset(
        letter.id
        for letter in several
        if letter.workspace in holds
        and holds[letter.workspace].hold(letter.kind, letter.class_, letter.pair_id, programs.get(letter.pair_id or 0))
    )


def _programs(db: orm.Session, several: Sequence[Letter]) -> Mapping[int, int | None]:
    numbers = {letter.pair_id for letter in several if letter.pair_id is not None}
    return dict(db.execute(sa.select(pairs.c.id, pairs.c.program_id).where(pairs.c.id.in_(numbers))).all())
