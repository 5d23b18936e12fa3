"""Unmatched: who takes part in a program and has nobody, by its last match and by what its leads decided since."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.cohort.fit import Barrier
from bot.mentoring.enrolments import Review, Verdict
from bot.mentoring.letters import WAITING, LetterState
from bot.mentoring.programs import Program
from bot.store import cohorts, loads, reviews
from bot.store.database import workspace_of
from bot.store.enrolments import LEARN
from bot.store.matches import Run
from bot.store.tables.letters import letters
from bot.store.tables.matches import match_pairs
from bot.store.tables.pairs import LIVE_NAMES, OPEN_NAMES, claims_room, pairs
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments

FELL = (Review.REJECTED, Review.FAILED)
"""Matches that came to nothing: their mentees have nobody, and their mentors a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """Somebody without a match: what kept others away when it was made, or with whom their own came to nothing."""

    id: str
    barriers: Mapping[Barrier, int] = field(default_factory=dict)
    possible: int = 0
    """How many would fit and had given every place to others when the match was made."""
    step: str = ""
    fell: tuple[tuple[str, Review], ...] = ()
    """The mentors they were matched with, and what became of that."""
    kept_with: tuple[str, ...] = ()
    """The mentors with whom a lead keeps them together from the next match on."""
    elsewhere: int = 0
    """How many mentors they have outside the program: with whom is theirs."""


def of(db: orm.Session, program: Program, run: Run) -> Sequence[LeftOver]:
    """Return who would still like a mentor in the program and has none.

    Nobody was found, their match fell, or, as long as people are matched, the pair it became is over.
    """
    learning = reviews.taking_part(db, program.id, enrolments.c.part.in_(LEARN))
    alone = {each["id"]: _nobody_found(each) for each in run.unmatched if each["id"] in learning}
    fallen = {each.id: each for each in _fallen(db, program.id, run) if each.id in learning}
    over = {each.id: each for each in _over(db, program.id, run) if each.id in learning} if program.may_match else {}
    return [*((alone | fallen | over) | fallen | alone).values()]


def never_asked(db: orm.Session, program_id: int) -> AbstractSet[str]:
    """Return who takes part as a mentee and to whom nobody was ever brought in a program, by Slack id."""
    asked = sa.select(pairs.c.mentee_id).where(pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    learning = enrolments.c.part.in_(LEARN)
    return reviews.taking_part(db, program_id, learning, people.c.id.not_in(asked))


def mentors_of(db: orm.Session, several: Collection[str]) -> dict[str, list[str]]:
    """Return the mentors that some people have, in a program or not; whoever has none isn't among them."""
    mentee, mentor, has = people.alias(), people.alias(), defaultdict[str, list[str]](list)
    query = (
        sa.select(mentee.c.slack_id, mentor.c.slack_id)
        .join_from(pairs, mentee, mentee.c.id == pairs.c.mentee_id)
        .join(mentor, mentor.c.id == pairs.c.mentor_id)
        .where(pairs.c.workspace == workspace_of(db), pairs.c.lifecycle.in_(LIVE_NAMES))
    )
    for one, other in db.execute(query.where(mentee.c.slack_id.in_(several)).order_by(pairs.c.id)):
        has[one].append(other)
    return has


def told(db: orm.Session, keys: Collection[str]) -> Mapping[str, bool]:
    """Return which of these letters still say what they said, by key, and whether that was said or waits to be."""
    columns = (letters.c.key, letters.c.state == LetterState.SENT)
    stands = (letters.c.state.in_([LetterState.SENT, *WAITING]), letters.c.retired_at.is_(None))
    mine = (letters.c.workspace == workspace_of(db), letters.c.key.in_(keys))
    return {key: bool(said) for key, said in db.execute(sa.select(*columns).where(*mine, *stands))}


def elsewhere(db: orm.Session, program_id: int, several: Collection[str]) -> dict[str, int]:
    """Count the mentors that some people have outside a program, by Slack id."""
    query = sa.select(people.c.slack_id, sa.func.count()).join(pairs, pairs.c.mentee_id == people.c.id)
    query = query.where(pairs.c.workspace == workspace_of(db), pairs.c.lifecycle.in_(LIVE_NAMES))
    query = query.where(pairs.c.program_id.is_distinct_from(program_id), people.c.slack_id.in_(several))
    return {row[0]: row[1] for row in db.execute(query.group_by(people.c.slack_id))}


def with_locks(db: orm.Session, program_id: int, run: Run, several: Sequence[LeftOver]) -> list[LeftOver]:
    """Add with whom a lead keeps them together from the next match on, and what they have outside the program.

    What was in vain in the last one, would be in the next; and with whom they were launched is done with.
    """
    if not several:
        return []
    locks: dict[str, list[str]] = {}
    vain = {(each["mentee"], each["mentor"]) for each in run.refused}
    for mentee, mentor in sorted(
        cohorts.verdicts(db, program_id)[Verdict.LOCK] - vain - cohorts.launched(db, program_id)
    ):
        locks.setdefault(mentee, []).append(mentor)
    has = elsewhere(db, program_id, [each.id for each in several])
    return [replace(each, kept_with=tuple(locks.get(each.id, ())), elsewhere=has.get(each.id, 0)) for each in several]


def given_back(db: orm.Session, program: Program, run: Run, now: datetime) -> dict[str, int]:
    """Count the places that became free since a match was made, because it came to nothing, by the mentor's Slack id.

    Those that were given to somebody else meanwhile aren't free.
    """
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run.id)
    fell = sa.select(match_pairs.c.mentor_id, sa.func.count()).where(*mine, match_pairs.c.review.in_(FELL))
    several = Counter({row[0]: row[1] for row in db.execute(fell.group_by(match_pairs.c.mentor_id))})
    withdrawn = sa.select(match_pairs.c.pair_id).where(*mine, match_pairs.c.review.in_(FELL), match_pairs.c.pair_id > 0)
    since = (pairs.c.workspace == workspace_of(db), _is_over(program.id), pairs.c.ended_at >= run.made_at)
    ended = sa.select(pairs.c.mentor_id, sa.func.count()).where(*since, pairs.c.id.not_in(withdrawn))
    several.update({row[0]: row[1] for row in db.execute(ended.group_by(pairs.c.mentor_id))})
    known, carried = loads.of(db, program, now, several), reviews.carried(db, program.id, run.id, several)
    left = {load.slack_id: min(several[each], load.free - carried.get(each, 0)) for each, load in known.items()}
    return {each: number for each, number in left.items() if number > 0}


def _nobody_found(each: Mapping[str, Any]) -> LeftOver:
    """Read what a run kept."""
    barriers = {Barrier(name): count for name, count in each["barriers"].items()}
    return LeftOver(id=each["id"], barriers=barriers, possible=each["possible"], step=each["step"])


def _fallen(db: orm.Session, program_id: int, run: Run) -> Iterator[LeftOver]:
    """Find whose matches all fell, and who has no pair in the program either."""
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run.id)
    stands = sa.select(match_pairs.c.mentee_id).where(*mine, match_pairs.c.review.not_in(FELL))
    paired = sa.select(pairs.c.mentee_id).where(
        pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id, claims_room()
    )
    mentee, mentor = people.alias(), people.alias()
    query = (
        sa.select(mentee.c.slack_id, mentor.c.slack_id, match_pairs.c.review)
        .join_from(match_pairs, mentee, mentee.c.id == match_pairs.c.mentee_id)
        .join(mentor, mentor.c.id == match_pairs.c.mentor_id)
        .where(*mine, match_pairs.c.mentee_id.not_in(stands), match_pairs.c.mentee_id.not_in(paired))
        .order_by(match_pairs.c.id)
    )
    return _with_mentors(db, query)


def _over(db: orm.Session, program_id: int, run: Run) -> Iterator[LeftOver]:
    """Find whose pairs in the program are all over, and who isn't matched anew."""
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run.id)
    stands = sa.select(match_pairs.c.mentee_id).where(*mine, match_pairs.c.review.in_(reviews.OPEN))
    open_ = (pairs.c.workspace == workspace_of(db), pairs.c.program_id == program_id)
    goes_on = sa.select(pairs.c.mentee_id).where(*open_, pairs.c.lifecycle.in_(OPEN_NAMES))
    mentee, mentor = people.alias(), people.alias()
    query = (
        sa.select(mentee.c.slack_id, mentor.c.slack_id, sa.literal(Review.LAUNCHED, match_pairs.c.review.type))
        .join_from(pairs, mentee, mentee.c.id == pairs.c.mentee_id)
        .join(mentor, mentor.c.id == pairs.c.mentor_id)
        .where(_is_over(program_id), pairs.c.workspace == workspace_of(db))
        .where(pairs.c.mentee_id.not_in(stands), pairs.c.mentee_id.not_in(goes_on))
        .order_by(pairs.c.id)
    )
    return _with_mentors(db, query)


def _is_over(program_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(pairs.c.program_id == program_id, pairs.c.lifecycle.not_in(OPEN_NAMES))


def _with_mentors(db: orm.Session, query: sa.Select[str, str, Review]) -> Iterator[LeftOver]:
    """Put together with whom each of them was matched, and what became of it."""
    whose: dict[str, list[tuple[str, Review]]] = {}
    for one, other, review in db.execute(query):
        whose.setdefault(one, []).append((other, review))
    return (LeftOver(id=each, fell=tuple(fell)) for each, fell in whose.items())
