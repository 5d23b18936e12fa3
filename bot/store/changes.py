"""Changes of what was said: what a letter's message shows by now, or will as soon as its changes are made."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter, LetterState
from bot.store.tables.letters import letters


def edits_of(db: orm.Session, letter: Letter) -> Sequence[Letter]:
    """Return every change of a letter's message, oldest first."""
    return db.scalars(_edits(), {"place": letter.workspace, "to": letter.to, "number": letter.id}).all()


@cache
def _edits() -> sa.Select[Letter]:
    theirs = (letters.c.workspace == sa.bindparam("place"), letters.c.to == sa.bindparam("to"))
    return sa.select(Letter).where(*theirs, letters.c.edits == sa.bindparam("number")).order_by(letters.c.id)


def shown(db: orm.Session, letter: Letter) -> list[dict[str, Any]]:
    """Return what a letter's message shows, or will."""
    edits = edits_of(db, letter)
    return edits[-1].blocks if edits else letter.blocks


def note(db: orm.Session, letter: Letter, blocks: list[dict[str, Any]]) -> None:
    """Note what a letter's message shows since an answer was put into it."""
    made = [edit for edit in edits_of(db, letter) if edit.state is LetterState.SENT]
    (made[-1] if made else letter).blocks = blocks
