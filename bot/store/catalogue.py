"""Catalogue: an index of what is offered in a workspace, kept by each process and never older than the database.

Whoever changes an offer notes it here in the same transaction. A search asks for the number of the last change and
reads what came after the last one it knows. The number is a row that writers queue for, so changes become visible in
the order of their numbers, and none is ever skipped. What is found is only ever a proposal: the rows decide.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Lock, RLock
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.people import Person, Standing
from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.skills import with_own
from bot.store.database import workspace_of
from bot.store.once import insert_in
from bot.store.tables.catalogues import catalogue_entries as entries
from bot.store.tables.catalogues import catalogues
from bot.store.tables.people import people

WORKSPACES_KEPT = 64
"""A process that serves more workspaces than that makes the index of a quiet one anew when it is asked for."""


@dataclass
class _Kept:
    """The index of one workspace, and the last change that is in it."""

    lock: RLock = field(default_factory=RLock)
    index: Index | None = None
    revision: int = 0
    skills_revision: int = 0


class Shelf:
    """The indexes a process keeps, the least used ones given up first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def take(self, workspace: str) -> _Kept:
        """Return what is kept for a workspace; it is the caller's for as long as they hold its lock."""
        with self._lock:
            kept = self._kept.setdefault(workspace, _Kept())
            self._kept.move_to_end(workspace)
            if len(self._kept) > WORKSPACES_KEPT:
                self._kept.popitem(last=False)
            return kept


def note(db: orm.Session, person: Person) -> None:
    """Note that what somebody offers has changed."""
    db.flush()
    mine = {"workspace": person.workspace, "person_id": person.id, "revision": _next(db)}
    db.execute(_noting(db.get_bind().dialect.name), mine)


@cache
def _noting(dialect: str) -> sa.Executable:
    """Write this down once: an import notes an offer for each of many people."""
    change = insert_in(dialect, entries)
    newer = {"revision": change.excluded.revision}
    return change.on_conflict_do_update(index_elements=["workspace", "person_id"], set_=newer)


def call(db: orm.Session, lines: str) -> None:
    """Keep what this workspace calls skills besides the usual names: a line for each, `name: other names`."""
    revision = _next(db)
    change = sa.update(catalogues).where(catalogues.c.workspace == workspace_of(db))
    db.execute(change.values(skills=lines, skills_revision=revision))


def called(db: orm.Session) -> str:
    """Return what this workspace calls skills besides the usual names."""
    return db.scalar(sa.select(catalogues.c.skills).where(catalogues.c.workspace == workspace_of(db))) or ""


@contextmanager
def opened(db: orm.Session) -> Iterator[Index]:
    """Lend the index of this workspace, with every change in it that is visible to this transaction."""
    workspace = workspace_of(db)
    kept = db.info["kept"].setdefault("catalogue", Shelf()).take(workspace)
    with kept.lock:
        last = db.execute(sa.select(catalogues).where(catalogues.c.workspace == workspace)).one_or_none()
        revision, skills_revision = (last.revision, last.skills_revision) if last else (0, 0)
        if kept.index is None or kept.index.is_worn_out or skills_revision != kept.skills_revision:
            skills = with_own(last.skills if last else "")
            kept.index, kept.revision, kept.skills_revision = Index((), skills), 0, skills_revision
        if revision != kept.revision:
            kept.revision = _catch_up(kept.index, _changed(db, kept.revision), kept.revision)
        yield kept.index


def _next(db: orm.Session) -> int:
    """Take the next number; whoever comes after waits until this transaction ends."""
    first = {"workspace": workspace_of(db), "revision": 1, "skills": "", "skills_revision": 0}
    revision: int = db.execute(_taking_next(db.get_bind().dialect.name), first).scalar_one()
    return revision


@cache
def _taking_next(dialect: str) -> sa.Executable:
    later = {"revision": catalogues.c.revision + 1}
    change = insert_in(dialect, catalogues).on_conflict_do_update(index_elements=["workspace"], set_=later)
    return change.returning(catalogues.c.revision)


def _changed(db: orm.Session, since: int) -> Sequence[Any]:
    offers = sa.and_(
        people.c.capacity > 0, people.c.joined_at.is_not(None), people.c.standing == Standing.MEMBER
    ).label("offers")
    whose = sa.and_(people.c.workspace == entries.c.workspace, people.c.id == entries.c.person_id)
    names = (people.c.id, people.c.name, people.c.real_name)
    told = (*names, people.c.title, people.c.topics, people.c.about, offers, entries.c.revision)
    here = sa.and_(entries.c.workspace == workspace_of(db), entries.c.revision > since)
    return db.execute(sa.select(*told).join_from(entries, people, whose).where(here).order_by(entries.c.revision)).all()


def _catch_up(index: Index, changed: Sequence[Any], revision: int) -> int:
    for row in changed:
        if row.offers:
            names = {"name": row.name, "real_name": row.real_name}
            index.put(Profile(id=row.id, **names, title=row.title, topics=row.topics, about=row.about))
        else:
            index.drop(row.id)
        revision = row.revision
    return revision
