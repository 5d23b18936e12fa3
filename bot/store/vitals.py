"""Vitals: what one person may know of how their pairs do, in a few queries. The other's answers are never read."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring import checkpoints, health
from bot.mentoring.agreements import Agreement
from bot.mentoring.answers import Answer, Topic
from bot.mentoring.checkpoints import Task
from bot.mentoring.facts import AGREEMENT_MISSING, LAST_TIME, PairFacts, Told
from bot.mentoring.health import Status
from bot.mentoring.pairs import Pair, Turn
from bot.mentoring.people import Person
from bot.mentoring.sessions import Outcome, Session
from bot.store import letters
from bot.store.schema import joined
from bot.store.tables.agreements import agreements, answers
from bot.store.tables.pairs import turns
from bot.store.tables.sessions import sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What one of the two may know of their pair."""

    facts: PairFacts
    turns: Sequence[Turn]
    by: str
    first_met: datetime | None = None

    def status(self, now: datetime) -> Status:
        """Say how it is doing."""
        return health.status(health.vitals(self.facts, self.turns, now, seen_by=self.by))

    def open_at(self, now: datetime) -> list[Task]:
        """List what they may do now of what comes once on the way."""
        return checkpoints.open_at(self.facts, self.by, self.first_met, now)


def known_to(
    db: orm.Session, person: Person, several: Sequence[Pair], booked: Mapping[int, Session | None]
) -> Mapping[int, Known]:
    """Return what this person may know of each of these pairs of theirs."""
    numbers = [pair.id for pair in several]
    if not numbers:
        return {}
    settled: dict[int, list[Agreement]] = defaultdict(list)
    query = sa.select(Agreement).where(agreements.c.pair_id.in_(numbers)).options(joined(Agreement, "pair"))
    for version in db.scalars(query):
        settled[version.pair.id].append(version)
    own = _answers(db, person, numbers)
    asked = letters.told_about_pairs(db, numbers, kind=AGREEMENT_MISSING)
    past, met = turns_of(db, numbers), _first_met(db, numbers)
    return {
        pair.id: Known(
            facts=PairFacts(
                pair=pair,
                sessions=[session] if (session := booked.get(pair.id)) else [],
                agreements=settled[pair.id],
                answers=own[pair.id],
                told=_last(asked.get(pair.id, ())),
            ),
            turns=past.get(pair.id, ()),
            by=person.slack_id,
            first_met=met.get(pair.id),
        )
        for pair in several
    }


def turns_of(db: orm.Session, pair_ids: Collection[int]) -> Mapping[int, list[Turn]]:
    """Return every turn in the life of these pairs, oldest first."""
    found: dict[int, list[Turn]] = defaultdict(list)
    query = sa.select(Turn).where(turns.c.pair_id.in_(pair_ids)).options(joined(Turn, "pair"))
    for turn in db.scalars(query.order_by(turns.c.at, turns.c.id)):
        found[turn.pair.id].append(turn)
    return found


def _answers(db: orm.Session, person: Person, numbers: Collection[int]) -> Mapping[int, list[Answer]]:
    """Read this person's own answers, and whether either would rather keep it informal."""
    theirs = sa.or_(answers.c.author_id == person.id, answers.c.topic == Topic.INFORMAL)
    query = sa.select(Answer).where(answers.c.pair_id.in_(numbers), theirs)
    found: dict[int, list[Answer]] = defaultdict(list)
    for answer in db.scalars(query.options(joined(Answer, "pair"), joined(Answer, "author"))):
        found[answer.pair.id].append(answer)
    return found


def _first_met(db: orm.Session, numbers: Collection[int]) -> Mapping[int, datetime]:
    """Tell when each of these pairs met first."""
    held = (sessions.c.pair_id.in_(numbers), sessions.c.outcome == Outcome.HELD)
    first = sa.func.min(sessions.c.at, type_=sessions.c.at.type)
    return dict(db.execute(sa.select(sessions.c.pair_id, first).where(*held).group_by(sessions.c.pair_id)).all())


def _last(asked: Sequence[Told]) -> list[Told]:
    return [told for told in asked if told.occasion == LAST_TIME]
