"""Company: what travels with a letter that goes out anyway, because two messages in a row would be one too many.

What travels is kept like a letter, so that it is said once and known to have been said. Until then it is under way,
and the letter it travels with holds its lease.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter, LetterState
from bot.store.columns import listed
from bot.store.tables.letters import letters

HOLDER = "letter:"
TRAVELS = letters.c.lease.like(f"{HOLDER}%")
UNDER_WAY = sa.text("letters.state = 'sending'")
"""Written out, because only then do both databases see that the partial index serves."""
WITH = (UNDER_WAY, letters.c.lease_until.is_(None), letters.c.lease.in_(listed("holders")))
CARRIERS, DISBAND = sa.select(letters.c.lease).where(*WITH).distinct(), sa.delete(letters).where(*WITH)
"""Written down once: they are asked for whatever is said, and mostly in vain."""


class Place(NamedTuple):
    """Where a letter stands: the letter whose message it is in, at which place, of how many."""

    holder: Letter
    place: int
    of: int


def members(carrier: Letter, company: Iterable[Letter]) -> list[Letter]:
    """Make travellers of letters: they share their carrier's class and moment, and so cost the reader nothing more."""
    return [
        replace(
            each,
            class_=carrier.class_,
            due_at=carrier.due_at,
            state=LetterState.SENDING,
            lease=f"{HOLDER}{carrier.id}",
        )
        for each in company
    ]


def carriers(db: orm.Session, numbers: Collection[int]) -> frozenset[int]:
    """Return which of these letters something travels with; most travel alone."""
    holders = db.scalars(CARRIERS, {"holders": _leases(numbers)})
    return frozenset(int(holder.removeprefix(HOLDER)) for holder in holders if holder)


def together(db: orm.Session, several: Iterable[Letter]) -> Mapping[int, Place]:
    """Return in which message each of these letters stands, and at which place there."""
    held = {_carrier_of(each) for each in several}
    groups: dict[int, list[Letter]] = defaultdict(list)
    for each in db.scalars(_grouped(), {"numbers": list(held), "holders": _leases(held)}) if held else ():
        groups[_carrier_of(each)].append(each)
    return {
        each.id: Place(group[0], place, len(group)) for group in groups.values() for place, each in enumerate(group)
    }


@cache
def _grouped() -> sa.Select[Letter]:
    mine = sa.or_(letters.c.id.in_(listed("numbers")), letters.c.lease.in_(listed("holders")))
    return sa.select(Letter).where(mine).order_by(letters.c.id)


def _carrier_of(letter: Letter) -> int:
    lease = letter.lease or ""
    return int(lease.removeprefix(HOLDER)) if lease.startswith(HOLDER) else letter.id


def arrive(db: orm.Session, carrier: Letter) -> None:
    """Note that they were said where and when their carrier was."""
    said = {"state": LetterState.SENT, "sent_at": carrier.sent_at, "channel": carrier.channel, "ts": carrier.ts}
    mine = letters.c.lease == f"{HOLDER}{carrier.id}"
    db.execute(sa.update(letters).where(UNDER_WAY, letters.c.lease_until.is_(None), mine).values(said))


def get_lost(db: orm.Session, carrier: Letter) -> None:
    """Note that they went the way of a carrier that may have been said."""
    db.execute(sa.update(letters).where(*_with([carrier.id])).values(state=carrier.state, trouble=carrier.trouble))


def rejoin(db: orm.Session, carriers: Collection[int]) -> None:
    """Let them travel again: their carrier is tried anew."""
    lost = sa.and_(letters.c.state == LetterState.DEAD, letters.c.lease.in_([f"{HOLDER}{each}" for each in carriers]))
    db.execute(sa.update(letters).where(lost).values(state=LetterState.SENDING, trouble=""))


def disband(db: orm.Session, carriers: Collection[int]) -> None:
    """Let them be written again: their carrier will certainly not be said."""
    if carriers:
        db.execute(DISBAND, {"holders": _leases(carriers)})


def _with(carriers: Collection[int]) -> tuple[sa.ColumnElement[bool] | sa.TextClause, ...]:
    return UNDER_WAY, letters.c.lease_until.is_(None), letters.c.lease.in_(_leases(carriers))


def _leases(carriers: Collection[int]) -> list[str]:
    return [f"{HOLDER}{number}" for number in carriers]
