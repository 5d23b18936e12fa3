"""Retirements: what was said gets other words without buttons, and what wasn't said yet never is."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import WAITING, Letter, LetterState
from bot.mentoring.occasions import Class
from bot.store.changes import edits_of
from bot.store.columns import Moment
from bot.store.company import together
from bot.store.letters import A_MESSAGE_OF_ITS_OWN, Words, taken_back, write, write_these
from bot.store.tables.letters import letters

AT_ONCE = 5000
"""So many keys are asked for in one statement: PostgreSQL takes no more than some sixty thousand."""


def retire(db: orm.Session, letter: Letter, message: Words, now: datetime, part: Letter | None = None) -> bool:
    """Have a letter's message changed, or take the letter back if it never went out; tell whether anything changes.

    The newest change wins: older ones that weren't made yet are dropped. Where only a part is settled, it is named.
    """
    part = part or letter
    if taken_back(db, _if_unsaid(), {"number": letter.id, "now": now}):
        return True
    edits = edits_of(db, letter)
    payload = message.payload
    if edits and (edits[-1].text, edits[-1].blocks) == (payload["text"], payload["blocks"]):
        return False
    for edit in edits:
        edit.cancel("a newer change")
    return write(db, change_of(letter, part, payload, len(edits), now))


@cache
def _if_unsaid() -> sa.Update:
    unsaid = sa.update(Letter).where(letters.c.id == sa.bindparam("number"), letters.c.state == LetterState.DUE)
    done = {"state": LetterState.CANCELLED, "trouble": "retired", "retired_at": sa.bindparam("now", type_=Moment)}
    return unsaid.values(done)


def retire_these(db: orm.Session, keys: Sequence[str], message: Words, now: datetime) -> list[Letter]:
    """Retire many letters with the same words in a few statements; return those that have to be looked at one by one.

    These are the few that were changed before, or share a message with others.
    """
    left = list[Letter]()
    for at in range(0, len(keys), AT_ONCE):
        here = letters.c.key.in_(keys[at : at + AT_ONCE])
        unsaid = sa.update(Letter).where(here, letters.c.state == LetterState.DUE, A_MESSAGE_OF_ITS_OWN)
        taken_back(db, unsaid.values(state=LetterState.CANCELLED, trouble="retired", retired_at=now))
        said = db.scalars(sa.select(Letter).where(here, letters.c.state.in_([LetterState.SENT, *WAITING]))).all()
        places, changed = together(db, said), _changed(db, [each.id for each in said])
        several = {each.id for each in said if places[each.id].of > 1 or each.id in changed}
        plain = (each for each in said if each.id not in several)
        write_these(db, [(change_of(each, each, message.payload, 0, now), ()) for each in plain])
        left += [each for each in said if each.id in several]
    return left


def _changed(db: orm.Session, numbers: Collection[int]) -> frozenset[int]:
    found = db.scalars(sa.select(Letter).where(letters.c.edits.in_(numbers)))
    return frozenset(each.edits for each in found if each.edits is not None)


def change_of(letter: Letter, part: Letter, payload: dict[str, Any], number: int, now: datetime) -> Letter:
    """Write the next change of a letter's message; once it is made, the part that it is named for is settled."""
    return Letter(
        workspace=letter.workspace,
        to=letter.to,
        kind=part.kind,
        class_=Class.TRANSACTIONAL,
        key=f"retire:{letter.id}:{number}",
        **payload,
        due_at=now,
        written_at=now,
        occasion=part.occasion,
        pair_id=part.pair_id,
        ask_id=part.ask_id,
        edits=letter.id,
    )
