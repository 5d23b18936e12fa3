"""Agreements: every version of what a pair settled, and what each would like before that."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.agreements import EXTENDED, Agreement, Draft, NothingToConfirm, Terms, holding
from bot.mentoring.pairs import Pair
from bot.store.database import workspace_of
from bot.store.schema import joined
from bot.store.tables.agreements import agreements, drafts

OF_PAIR = (joined(Agreement, "pair", "mentee"), joined(Agreement, "pair", "mentor"))


def of(db: orm.Session, pair: Pair) -> Sequence[Agreement]:
    """Return every version as it is kept now, oldest first."""
    query = sa.select(Agreement).where(agreements.c.pair_id == pair.id).options(*OF_PAIR)
    return db.scalars(query.order_by(agreements.c.version).execution_options(populate_existing=True)).all()


def open_in(db: orm.Session, several: Iterable[Pair], reader: str) -> Mapping[int, Agreement]:
    """Return what waits for the reader's yes in each of several pairs, by their numbers; an older version is past."""
    among = [pair.id for pair in several]
    if not among:
        return {}
    query = sa.select(Agreement).where(agreements.c.pair_id.in_(among)).options(*OF_PAIR)
    newest = {each.pair.id: each for each in db.scalars(query.order_by(agreements.c.version))}
    return {pair: each for pair, each in newest.items() if each.is_open and not each.confirmed_by(reader)}


def length(db: orm.Session, pair: Pair) -> int | None:
    """Return how many minutes the two agreed to meet for, if they did."""
    held = holding(of(db, pair))
    return held.minutes if held else None


def theirs(db: orm.Session, agreement_id: int, slack_id: str) -> Agreement:
    """Return a version for one of the two it is about; somebody else's is nobody's."""
    found = db.scalar(sa.select(Agreement).where(agreements.c.id == agreement_id).options(*OF_PAIR))
    if found is None or not found.pair.has(slack_id):
        raise NothingToConfirm
    return found


def propose(db: orm.Session, pair: Pair, terms: Terms, now: datetime, by: str | None = None) -> Agreement:
    """Keep a new version; whoever proposes it has said yes to it. Hold the pair, so that versions are counted once."""
    versions = of(db, pair)
    number = versions[-1].version + 1 if versions else 1
    new = Agreement(workspace=pair.workspace, pair=pair, version=number, terms=dict(terms), proposed_at=now)
    if by:
        new.confirm(by, now)
    db.add(new)
    db.flush()
    return new


def renew(db: orm.Session, pair: Pair, now: datetime) -> Agreement | None:
    """Keep a new version of what two agreed on, with the end they both just moved; nothing without an agreement."""
    held = holding(of(db, pair))
    if held is None:
        return None
    new = propose(db, pair, {**held.terms, "term": EXTENDED}, now)
    for person in pair.both:
        new.confirm(person.slack_id, now)
    db.flush()
    return new


def drafts_of(db: orm.Session, pair: Pair) -> Mapping[str, Terms]:
    """Return what each of the two would like, by Slack id."""
    found = db.scalars(sa.select(Draft).where(drafts.c.pair_id == pair.id).options(joined(Draft, "author")))
    return {draft.author.slack_id: draft.terms for draft in found}


def keep_draft(db: orm.Session, pair: Pair, slack_id: str, terms: Terms, now: datetime) -> None:
    """Keep what one of the two would like; the newest words count."""
    author = pair.person(slack_id)
    mine = sa.select(Draft).where(drafts.c.pair_id == pair.id, drafts.c.author_id == author.id)
    kept = db.scalar(mine)
    if kept is None:
        db.add(Draft(workspace=pair.workspace, pair=pair, author=author, terms=dict(terms), written_at=now))
    else:
        kept.terms, kept.written_at = dict(terms), now
    db.flush()


def agreed(db: orm.Session, pair_ids: Collection[int]) -> frozenset[int]:
    """Tell which of these pairs have an agreement that both said yes to."""
    both = (agreements.c.mentee_at.is_not(None), agreements.c.mentor_at.is_not(None))
    here = sa.true() if db.info.get("everywhere") else agreements.c.workspace == workspace_of(db)
    query = sa.select(agreements.c.pair_id).where(here, agreements.c.pair_id.in_(pair_ids), *both)
    return frozenset(db.scalars(query))
