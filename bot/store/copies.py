"""Copies: the same words to many readers, written in one statement and not one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter
from bot.store.columns import Moment
from bot.store.held import HERE
from bot.store.letters import FIELDS
from bot.store.once import insert_in
from bot.store.tables.letters import letters

WORDS = ("text", "blocks")
OWN = ("to", "key", "due_at", *WORDS)
"""What differs from one copy to the next."""
SAME = tuple(name for name in FIELDS if name not in {*OWN, "workspace"})
ONCE: Final = ("workspace", "key")
"""What nothing is written twice by. It is named, as otherwise all that is unique is looked up for each copy."""
STEM: Final = sa.bindparam("stem", type_=sa.String)
BEGIN: Final = sa.bindparam("begin", type_=Moment)
FULL_SECOND: Final = ".000000"
"""What SQLite, which keeps moments as words, has behind the seconds."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many readers, whom the database finds itself: nothing of a hundred thousand travels to it or from it."""

    each: sa.Select[str, int, bool]
    """To whom, how many seconds after the first, and whether in the other words; written down once, as it takes long to
    make ready."""
    asked_with: Mapping[str, Any]
    """What it is asked with."""


def write(db: orm.Session, letter: Letter, other: Letter, crowd: Crowd) -> None:
    """Write a letter to many readers, to some of them in the words of the other one; what was written before stays.

    Each key is the letter's own with the reader behind it, and the first is due at the letter's moment, which is
    taken down to full seconds.
    """
    own = {"stem": letter.key, "begin": letter.due_at.replace(microsecond=0)}
    same = {name: getattr(letter, name) for name in (*SAME, *WORDS)}
    others = {_other(name): getattr(other, name) for name in WORDS}
    db.execute(_copying(crowd.each, db.get_bind().dialect.name), own | same | others | dict(crowd.asked_with))


@cache
def _copying(each: sa.Select[str, int, bool], dialect: str) -> sa.Insert:
    to, seconds, in_others = each.subquery().c
    words = (sa.case((in_others, _given(_other(name), name)), else_=_given(name, name)) for name in WORDS)
    same = (_given(name, name) for name in SAME)
    made = sa.select(HERE, to, STEM + to, _later(seconds, dialect), *words, *same)
    made = made.where(sa.true())  # without a condition SQLite takes ON for a join's
    copying = insert_in(dialect, letters).from_select(["workspace", *OWN, *SAME], made)
    return copying.on_conflict_do_nothing(index_elements=ONCE)


def _given(name: str, column: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=letters.c[column].type)


def _other(name: str) -> str:
    return f"other_{name}"


def _later(seconds: sa.ColumnElement[int], dialect: str) -> sa.ColumnElement[Any]:
    """Count on from the first moment, in the way each database keeps moments."""
    if dialect == "postgresql":
        return BEGIN + sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds, type_=sa.Interval)
    return sa.func.strftime("%Y-%m-%d %H:%M:%S", BEGIN, sa.cast(seconds, sa.String) + " seconds") + FULL_SECOND
