"""Decided by table: what a lead's table says of two people, taken in whole and taken back whole.

Everything a table brought carries the moment at which it came, and so does the note of it in the audit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.decisions import VERDICTS, Circle, Decision, wishes
from bot.mentoring.enrolments import Enrolment, Review, Verdict
from bot.mentoring.programs import Program
from bot.store import choices, cohorts, reviews
from bot.store.database import workspace_of
from bot.store.schema import joined
from bot.store.tables.matches import match_pairs
from bot.store.tables.programs import audits, enrolments, match_verdicts

TAKEN_IN = "decisions_imported"
"""What the audit calls it."""


def circle_of(db: orm.Session, program: Program) -> Circle:
    """Read who takes part in a program or stands on its list, and what was decided about any two of them.

    Once mentees were named mentors no wishes are taken: what a table is told of wishes would tell who answered.
    """
    everybody = _everybody(db, program.id)
    gone = frozenset(each.person.slack_id for each in everybody if not each.person.can_be_told)
    decided = cohorts.verdicts(db, program.id)
    return Circle(
        parts={each.person.slack_id: each.part for each in everybody if each.person.slack_id not in gone},
        gone=gone,
        decided={both: verdict for verdict, several in decided.items() for both in several},
        wished=frozenset(each.person.slack_id for each in everybody if each.ranks),
        ranked=program.rules.ranked if program.takes_wishes and not choices.were_named(db, program.id) else 0,
    )


def take_in(db: orm.Session, program: Program, several: Sequence[Decision], now: datetime) -> None:
    """Keep all of it, in this transaction. What was decided just so before stays as it was."""
    there = {each.person.slack_id: each for each in _everybody(db, program.id)}
    known = {both for decided in cohorts.verdicts(db, program.id).values() for both in decided}
    for kind, verdict in VERDICTS.items():
        new = [each for each in several if each.kind is kind and each.both not in known]
        cohorts.decide(
            db,
            program.id,
            [(there[each.mentee.slack_id].person, there[each.mentor.slack_id].person) for each in new],
            verdict,
            now,
        )
    for mentee, named in wishes(several).items():
        there[mentee].rank(named, program.rules)
        there[mentee].ranks_given_at = now
    db.flush()


def last(db: orm.Session, program_id: int) -> tuple[int, int] | None:
    """Return the number of the last table of which anything is left, and how much that is."""
    here = workspace_of(db)
    left: sa.CompoundSelect[Any] = sa.union(
        sa.select(match_verdicts.c.at).where(
            match_verdicts.c.workspace == here, match_verdicts.c.program_id == program_id
        ),
        sa.select(enrolments.c.ranks_given_at).where(
            enrolments.c.workspace == here, enrolments.c.program_id == program_id
        ),
    )
    query = sa.select(audits.c.id, audits.c.at).where(*_noted(db, program_id), audits.c.at.in_(left))
    row = db.execute(query.order_by(audits.c.id.desc()).limit(1)).one_or_none()
    return (row.id, _left(db, program_id, row.at)) if row else None


def take_back(db: orm.Session, program_id: int, audit_id: int) -> int:
    """Take back what is left of one table, and return how much that was. What people said themselves since stays."""
    at = db.scalar(sa.select(audits.c.at).where(*_noted(db, program_id), audits.c.id == audit_id))
    if at is None:
        return 0
    left = _left(db, program_id, at)
    _let_go(db, program_id, at)
    db.execute(sa.delete(match_verdicts).where(*_verdicts(db, program_id, at)))
    none = sa.update(enrolments).where(*_wishes(db, program_id, at)).values(ranks=(), ranks_given_at=None)
    db.execute(none)
    return left


def _let_go(db: orm.Session, program_id: int, at: datetime) -> None:
    """Let a match stand for itself again that was made because a table kept the two together."""
    run = reviews.last_run(db, program_id)
    kept = sa.select(match_verdicts.c.mentee_id, match_verdicts.c.mentor_id).where(
        *_verdicts(db, program_id, at), match_verdicts.c.verdict == Verdict.LOCK
    )
    both = sa.tuple_(match_pairs.c.mentee_id, match_pairs.c.mentor_id)
    mine = (match_pairs.c.workspace == workspace_of(db), match_pairs.c.run_id == (run.id if run else None))
    these = sa.select(match_pairs.c.id).where(*mine, match_pairs.c.review.in_(reviews.OPEN), both.in_(kept))
    reviews.review(db, db.scalars(these).all(), Review.PROPOSED, locked=False)


def _everybody(db: orm.Session, program_id: int) -> Sequence[Enrolment]:
    query = sa.select(Enrolment).where(enrolments.c.program_id == program_id).order_by(enrolments.c.person_id)
    return db.scalars(query.options(joined(Enrolment, "person"))).all()


def _left(db: orm.Session, program_id: int, at: datetime) -> int:
    several = (
        sa.select(sa.func.count()).select_from(match_verdicts).where(*_verdicts(db, program_id, at)),
        sa.select(sa.func.count()).select_from(enrolments).where(*_wishes(db, program_id, at)),
    )
    return sum(db.scalar(each) or 0 for each in several)


def _noted(db: orm.Session, program_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    mine = (audits.c.workspace == workspace_of(db), audits.c.program_id == program_id)
    return (*mine, audits.c.act == TAKEN_IN)


def _verdicts(db: orm.Session, program_id: int, at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    here = match_verdicts.c.workspace == workspace_of(db)
    return here, match_verdicts.c.program_id == program_id, match_verdicts.c.at == at


def _wishes(db: orm.Session, program_id: int, at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    here = enrolments.c.workspace == workspace_of(db)
    return here, enrolments.c.program_id == program_id, enrolments.c.ranks_given_at == at
