"""Apart: who isn't brought together with whom, asked once for several people."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.columns import listed
from bot.store.database import workspace_of
from bot.store.tables.pairs import OPEN_NAMES, pairs
from bot.store.tables.people import blocks, people


def lines_of(db: orm.Session, slack_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return everybody above and below each in the reporting line, at any depth; a cycle in the data ends the walk."""
    found = defaultdict[str, set[str]](set)
    for whose, other in db.execute(_lines(), {"here": workspace_of(db), "several": list(slack_ids)}):
        found[whose].add(other)
    return {each: frozenset(found[each]) - {each} for each in slack_ids}


def blocked_with(db: orm.Session, slack_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Return whom each doesn't want to be matched with, and who doesn't want to be matched with them."""
    found = defaultdict[str, set[str]](set)
    theirs = sa.or_(blocks.c.by.in_(slack_ids), blocks.c.whom.in_(slack_ids))
    query = sa.select(blocks.c.by, blocks.c.whom).where(blocks.c.workspace == workspace_of(db), theirs)
    for by, whom in db.execute(query):
        found[by].add(whom)
        found[whom].add(by)
    return {each: frozenset(found[each]) for each in slack_ids}


def partners_of(db: orm.Session, numbers: Collection[int], *, now: bool = False) -> dict[int, frozenset[str]]:
    """Return with whom each of these people is a pair now, or ever was, by their number."""
    found: dict[int, set[str]] = {number: set() for number in numbers}
    for number, partner in db.execute(_partners(now=now), {"here": workspace_of(db), "several": list(numbers)}):
        found[number].add(partner)
    return {number: frozenset(partners) for number, partners in found.items()}


@cache
def _partners(*, now: bool) -> sa.Executable:
    which, several = [pairs.c.lifecycle.in_(OPEN_NAMES)] if now else [], listed("several")
    sides = (pairs.c.mentor_id, pairs.c.mentee_id), (pairs.c.mentee_id, pairs.c.mentor_id)
    both = sa.union(
        *(sa.select(one.label("one"), other.label("other")).where(one.in_(several), *which) for one, other in sides)
    ).subquery()
    query = sa.select(both.c.one, people.c.slack_id).join(people, people.c.id == both.c.other)
    return query.where(people.c.workspace == sa.bindparam("here"))


@cache
def _lines() -> sa.Executable:
    """Write the walk down once: every search asks it."""
    here, several = people.c.workspace == sa.bindparam("here"), listed("several")
    up = sa.select(people.c.slack_id.label("whose"), people.c.manager.label("id"))
    above = up.where(here, people.c.slack_id.in_(several)).cte("above", recursive=True)
    above = above.union(sa.select(above.c.whose, people.c.manager).where(here, people.c.slack_id == above.c.id))
    down = sa.select(people.c.manager.label("whose"), people.c.slack_id.label("id"))
    below = down.where(here, people.c.manager.in_(several)).cte("below", recursive=True)
    below = below.union(sa.select(below.c.whose, people.c.slack_id).where(here, people.c.manager == below.c.id))
    known = sa.select(above.c.whose, above.c.id).where(above.c.id.is_not(None))
    return known.union(sa.select(below.c.whose, below.c.id))
