"""Amendments: words put right in what was said or waits to be said; what it asks stays open, with its buttons."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import WAITING, Letter, LetterState
from bot.store import company
from bot.store.letters import NO_EDIT, Words, write
from bot.store.retirements import change_of
from bot.store.tables.letters import letters


class Shown(NamedTuple):
    """A message, what it shows by now or will, and how often it was changed; which open letters are in it."""

    holder: Letter
    blocks: Sequence[dict[str, Any]]
    changes: Sequence[Letter]
    letters: Sequence[Letter]


def open_about(db: orm.Session, kinds: Collection[str], pair_ids: Collection[int]) -> Sequence[Letter]:
    """Find what was said about some pairs, or waits to be, and wasn't retired; meanwhile nobody else takes it up."""
    stands = (letters.c.state.in_([LetterState.SENT, *WAITING]), letters.c.retired_at.is_(None), NO_EDIT)
    meant = sa.select(Letter).where(letters.c.kind.in_(kinds), letters.c.pair_id.in_(pair_ids), *stands)
    return db.scalars(meant.order_by(letters.c.id).with_for_update()).all()


def shown(db: orm.Session, kinds: Collection[str], pair_ids: Collection[int]) -> Iterator[Shown]:
    """Find the messages in which that stands."""
    found = open_about(db, kinds, pair_ids)
    places = company.together(db, found)
    holders = {places[each.id].holder.id: places[each.id].holder for each in found}
    changes: dict[int | None, list[Letter]] = defaultdict(list)
    for change in db.scalars(sa.select(Letter).where(letters.c.edits.in_(holders)).order_by(letters.c.id)):
        changes[change.edits].append(change)
    for number, holder in holders.items():
        blocks = changes[number][-1].blocks if changes[number] else holder.blocks
        yield Shown(holder, blocks, changes[number], [each for each in found if places[each.id].holder is holder])


def amend(db: orm.Session, message: Shown, words: Words, now: datetime) -> None:
    """Let a message show these words from now on. The change belongs to none of what it asks, so it settles nothing."""
    if message.holder.state is LetterState.DUE:
        message.holder.reword(words.payload)
        return
    for earlier in message.changes:
        earlier.cancel("a newer change")
    change = change_of(message.holder, message.holder, words.payload, len(message.changes), now)
    change.occasion = ""
    write(db, change)
