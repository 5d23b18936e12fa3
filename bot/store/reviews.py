"""Reviews: the matches a program's last run came to, as its leads go through them before anybody is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolments import Review
from bot.mentoring.people import Person
from bot.store.database import workspace_of
from bot.store.enrolments import HERE, LEARN
from bot.store.matches import Run
from bot.store.tables.matches import match_pairs, match_runs
from bot.store.tables.pairs import OPEN_NAMES, pairs
from bot.store.tables.people import is_called_like, people
from bot.store.tables.programs import enrolments

OPEN = (Review.PROPOSED, Review.APPROVED)
ALONE: dict[str, Any] = {"was": None, "sweep": None, "confirmed": False}
BY_HAND = "by_hand"
"""Kept beside what is proven of a run, once a lead gave somebody another mentor."""
COLUMNS = tuple(Run.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two people a run put together, with what speaks for it and where it stands."""

    id: int
    run_id: int
    program_id: int
    mentee: Person
    mentor: Person
    nth: int
    points: int
    """How well they fit, as far as a lead may see it: whom somebody wished for is not in it."""
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    locked: bool
    review: Review
    pair_id: int | None


def last_run(db: orm.Session, program_id: int) -> Run | None:
    """Return the run that holds for a program: the last one."""
    mine = (match_runs.c.workspace == workspace_of(db), match_runs.c.program_id == program_id)
    row = db.execute(sa.select(match_runs).where(*mine).order_by(match_runs.c.id.desc()).limit(1)).one_or_none()
    return Run(**{name: getattr(row, name) for name in COLUMNS}) if row else None


def counts(db: orm.Session, program_id: int) -> dict[Review, int]:
    """Count the matches of a program by how they stand: those of its last run, and whatever was launched before it."""
    query = sa.select(match_pairs.c.review, sa.func.count()).where(*_of_program(db, program_id))
    return {row[0]: row[1] for row in db.execute(query.group_by(match_pairs.c.review))}


def since(db: orm.Session, program_id: int, run: Run) -> tuple[int, int]:
    """Count who takes part by now and didn't when a run was made, and who did and doesn't any more."""
    if run.participants is None:
        return 0, 0
    now, then = taking_part(db, program_id), frozenset(run.participants)
    return len(now - then), len(then - now)


def taking_part(db: orm.Session, program_id: int, *which: sa.ColumnElement[bool]) -> frozenset[str]:
    """Return who takes part in a program, by Slack id."""
    query = sa.select(people.c.slack_id).join(enrolments, enrolments.c.person_id == people.c.id)
    query = query.where(people.c.workspace == workspace_of(db), enrolments.c.program_id == program_id, *HERE, *which)
    return frozenset(db.scalars(query))


def page(
    db: orm.Session,
    program_id: int,
    *,
    among: Collection[Review] | None = None,
    search: str = "",
    skip: int = 0,
    most: int | None = 5,
) -> tuple[Sequence[Match], int]:
    """Return some of the matches of a program or all, weakest first, and how many there are; a search looks into names.

    They are those of its last run, and whatever was launched before it.
    """
    which = _of_program(db, program_id)
    which += [] if among is None else [match_pairs.c.review.in_(among)]
    if search:
        called = sa.select(people.c.id).where(
            people.c.workspace == workspace_of(db),
            is_called_like(search),
        )
        which += [sa.or_(match_pairs.c.mentee_id.in_(called), match_pairs.c.mentor_id.in_(called))]
    found = _read(db, *which).order_by(match_pairs.c.points, match_pairs.c.id).offset(skip).limit(most)
    counting = sa.select(sa.func.count()).select_from(match_pairs).where(match_pairs.c.workspace == workspace_of(db))
    return _matches(db, found), db.scalar(counting.where(*which)) or 0


def parts_of(db: orm.Session, program_id: int) -> dict[int, dict[str, int]]:
    """Return the points of each part of each match of a program, by the match's number."""
    query = sa.select(match_pairs.c.id, match_pairs.c.parts).where(*_of_program(db, program_id))
    return {row[0]: row[1] for row in db.execute(query)}


def one(db: orm.Session, number: int, *, hold: bool = False) -> Match | None:
    """Return one match; `hold` keeps others from deciding about it until this transaction ends."""
    here = match_pairs.c.workspace == workspace_of(db)
    if hold:
        db.execute(sa.select(match_pairs.c.id).where(here, match_pairs.c.id == number).with_for_update())
    return next(iter(_matches(db, _read(db, match_pairs.c.id == number))), None)


def these(db: orm.Session, numbers: Collection[int]) -> Sequence[Match]:
    """Return some matches with their people, by number."""
    return _matches(db, _read(db, match_pairs.c.id.in_(numbers)))


def of_mentor(db: orm.Session, run_id: int, mentor: Person) -> Sequence[Match]:
    """Return the matches of a mentor that stand, weakest first."""
    theirs = (match_pairs.c.run_id == run_id, match_pairs.c.mentor_id == mentor.id, match_pairs.c.review.in_(OPEN))
    return _matches(db, _read(db, *theirs).order_by(match_pairs.c.points, match_pairs.c.id))


def carried(db: orm.Session, program_id: int, run_id: int, mentors: Collection[int]) -> dict[int, int]:
    """Count the matches that stand for some mentors, by their number, and will take one of their places."""
    query = sa.select(match_pairs.c.mentor_id, sa.func.count()).where(
        match_pairs.c.workspace == workspace_of(db),
        match_pairs.c.run_id == run_id,
        match_pairs.c.mentor_id.in_(mentors),
        match_pairs.c.review.in_(OPEN),
        takes_a_place(program_id),
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(match_pairs.c.mentor_id))}


def takes_a_place(program_id: int) -> sa.ColumnElement[bool]:
    """Say that a match will take a place by its launch: the mentee takes part still, and the two aren't a pair yet."""
    learning = sa.select(enrolments.c.person_id).join(people, people.c.id == enrolments.c.person_id)
    learning = learning.where(enrolments.c.program_id == program_id, enrolments.c.part.in_(LEARN), *HERE)
    two = (match_pairs.c.mentor_id, match_pairs.c.mentee_id)
    either_way = sa.or_(
        *(sa.and_(pairs.c.mentor_id == one, pairs.c.mentee_id == other) for one, other in (two, two[::-1]))
    )
    paired = (pairs.c.workspace == match_pairs.c.workspace, pairs.c.lifecycle.in_(OPEN_NAMES), either_way)
    return sa.and_(match_pairs.c.mentee_id.in_(learning), sa.not_(sa.exists().where(*paired)))


def review(db: orm.Session, numbers: Collection[int], becomes: Review, *, locked: bool | None = None) -> None:
    """Say where matches stand now, one by one: no sweep that is taken back changes that."""
    values: dict[str, Any] = ALONE | {"review": becomes} | ({} if locked is None else {"locked": locked})
    these = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.id.in_(numbers))
    db.execute(sa.update(match_pairs).where(*these).values(values))


def reassign(db: orm.Session, match: Match, mentor: Person, told: dict[str, Any], *, decided: bool) -> None:
    """Give a mentee another mentor, with what speaks for it, and note that the run isn't as it was computed any more.

    What a lead decided is approved and locked; what only comes of it is still to be reviewed.
    """
    becomes = Review.APPROVED if decided else Review.PROPOSED
    values = told | ALONE | {"mentor_id": mentor.id, "review": becomes, "locked": decided}
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.id == match.id)
    db.execute(sa.update(match_pairs).where(*mine).values(values))
    made = (match_runs.c.workspace == workspace_of(db), match_runs.c.id == match.run_id)
    known = db.scalars(sa.select(match_runs.c.certificate).where(*made)).one()
    db.execute(sa.update(match_runs).where(*made).values(certificate=known | {BY_HAND: True}))


def confirm(db: orm.Session, program_id: int) -> None:
    """Let a launch bring what is approved now: what is approved later is nobody's word yet that it goes out.

    What earlier launches brought is none of this one.
    """
    run = last_run(db, program_id)
    if run is None:
        return
    db.execute(sa.update(match_pairs).where(*_confirmed(db, program_id)).values(confirmed=False))
    db.execute(sa.update(match_pairs).where(*_approved_in(db, run)).values(confirmed=True))


def confirmed(db: orm.Session, program_id: int) -> dict[Review, int]:
    """Count what became of the matches that the last launch was confirmed for."""
    query = sa.select(match_pairs.c.review, sa.func.count()).where(*_confirmed(db, program_id))
    return {row[0]: row[1] for row in db.execute(query.group_by(match_pairs.c.review))}


def to_launch(db: orm.Session, program_id: int, most: int) -> Sequence[Match]:
    """Return some of the matches a launch was confirmed for that stand, and keep others from telling them meanwhile."""
    run = last_run(db, program_id)
    if run is None:
        return ()
    waiting = sa.select(match_pairs.c.id).where(*_approved_in(db, run), match_pairs.c.confirmed)
    ids = db.scalars(waiting.order_by(match_pairs.c.id).limit(most).with_for_update(skip_locked=True)).all()
    return _matches(db, _read(db, match_pairs.c.id.in_(ids)).order_by(match_pairs.c.id))


def launched(db: orm.Session, match: Match, pair_id: int | None) -> None:
    """Note that a match became a proposal to both, or couldn't."""
    values = {"review": Review.LAUNCHED if pair_id else Review.FAILED, "pair_id": pair_id}
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.id == match.id)
    db.execute(sa.update(match_pairs).where(*mine).values(values))


def withdrawn(db: orm.Session, pair_id: int) -> None:
    """Note that what was proposed to two can't be any more; it stands with the last run, of which leads see all."""
    here = match_pairs.c.workspace == workspace_of(db)
    for match in _matches(db, _read(db, match_pairs.c.pair_id == pair_id)):
        run = last_run(db, match.program_id)
        becomes: dict[str, Any] = {"review": Review.FAILED}
        if run:
            two = (match_pairs.c.mentee_id == match.mentee.id, match_pairs.c.mentor_id == match.mentor.id)
            there = db.scalar(sa.select(match_pairs.c.id).where(here, match_pairs.c.run_id == run.id, *two))
            becomes |= {} if there else {"run_id": run.id}
        db.execute(sa.update(match_pairs).where(here, match_pairs.c.id == match.id).values(becomes))


def forget(db: orm.Session, program_id: int) -> None:
    """Drop every run of a program with its proposals; which people became pairs is kept with the pairs."""
    mine = (match_runs.c.workspace == workspace_of(db), match_runs.c.program_id == program_id)
    runs = sa.select(match_runs.c.id).where(*mine)
    here = match_pairs.c.workspace == workspace_of(db)
    db.execute(sa.delete(match_pairs).where(here, match_pairs.c.run_id.in_(runs)))
    db.execute(sa.delete(match_runs).where(*mine))


def _approved_in(db: orm.Session, run: Run) -> tuple[sa.ColumnElement[bool], ...]:
    here = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == run.id)
    return (*here, match_pairs.c.review == Review.APPROVED)


def _confirmed(db: orm.Session, program_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    mine = (match_runs.c.workspace == workspace_of(db), match_runs.c.program_id == program_id)
    runs = sa.select(match_runs.c.id).where(*mine)
    return match_pairs.c.workspace == workspace_of(db), match_pairs.c.confirmed, match_pairs.c.run_id.in_(runs)


def _of_program(db: orm.Session, program_id: int) -> list[sa.ColumnElement[bool]]:
    """Find the matches that hold for a program: of its last run, and of those before only what people were told of."""
    mine = (match_runs.c.workspace == workspace_of(db), match_runs.c.program_id == program_id)
    last = sa.select(sa.func.max(match_runs.c.id)).where(*mine).scalar_subquery()
    before = sa.and_(
        match_pairs.c.review == Review.LAUNCHED, match_pairs.c.run_id.in_(sa.select(match_runs.c.id).where(*mine))
    )
    return [match_pairs.c.workspace == workspace_of(db), sa.or_(match_pairs.c.run_id == last, before)]


def _read(db: orm.Session, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Read matches, with the program of their run."""
    query = sa.select(match_pairs, match_runs.c.program_id).join(match_runs, match_runs.c.id == match_pairs.c.run_id)
    return query.where(match_pairs.c.workspace == workspace_of(db), *which)


def _matches(db: orm.Session, query: sa.Select[Any]) -> list[Match]:
    """Make matches of rows, with their people read all at once."""
    rows = db.execute(query).all()
    ids = {number for row in rows for number in (row.mentee_id, row.mentor_id)}
    whom = {each.id: each for each in db.scalars(sa.select(Person).where(people.c.id.in_(ids)))} if ids else {}
    names = [name for name in Match.__dataclass_fields__ if name not in {"mentee", "mentor", "program_id"}]
    return [
        Match(
            mentee=whom[row.mentee_id],
            mentor=whom[row.mentor_id],
            program_id=row.program_id or 0,
            **{name: getattr(row, name) for name in names},
        )
        for row in rows
    ]
