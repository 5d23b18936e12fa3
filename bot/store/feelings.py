"""Feelings: what people said in private, summed up over many; no row of this leaves with anybody's name.

All of it is as things stood when the week began: whoever looks before and after somebody answered learns nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.answers import SUGGESTS, WORTH, Topic
from bot.mentoring.counts import Feelings, Worth
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pulses import FIRST_AFTER, FRESH_FOR
from bot.store.tables.agreements import answers
from bot.store.tables.pairs import pairs

MENTORS, MENTEES = "mentors", "mentees"
CONTENT_FROM: Final = 4
SUGGESTS_FROM, DOESNT_UP_TO = 9, 6
A_YEAR: Final = timedelta(days=365)
BOTH: Final = 2

Inside = Sequence[sa.ColumnElement[bool]]


def felt(db: orm.Session, now: datetime, inside: Inside) -> Feelings:
    """Sum up what was said in private about these pairs, or all."""
    began = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    both, apart = _gap(db, began, inside)
    suggests = _suggests(db, began, inside)
    return Feelings(
        worth=_worth(db, began, inside),
        pairs_with_both=both,
        apart=apart,
        asked_to_suggest=len(suggests),
        would_suggest=sum(1 for each in suggests if each >= SUGGESTS_FROM),
        would_not=sum(1 for each in suggests if each <= DOESNT_UP_TO),
    )


def _asked(began: datetime, inside: Inside) -> list[sa.ColumnElement[bool]]:
    """Say which pairs count: those that were old enough when the week began, and not over for longer than that.

    Whether one is over by now must not matter: who looks before and after a pair ends would see what its two had said.
    """
    there = sa.or_(pairs.c.ended_at.is_(None), pairs.c.ended_at >= began - FRESH_FOR)
    return [pairs.c.started_at <= began - FIRST_AFTER, there, pairs.c.lifecycle != Lifecycle.PROPOSED, *inside]


def _said(began: datetime, inside: Inside, *by: sa.ColumnElement[Any]) -> sa.Subquery:
    """Put the fresh answers about these pairs in order, the newest of each first."""
    newest = (answers.c.at.desc(), answers.c.id.desc())
    turn = sa.func.row_number().over(partition_by=by, order_by=newest).label("turn")
    is_mentee = (pairs.c.mentee_id == answers.c.author_id).label("is_mentee")
    score = sa.cast(answers.c.value, sa.Integer).label("score")
    query = sa.select(answers.c.pair_id, is_mentee, score, turn).join(pairs, pairs.c.id == answers.c.pair_id)
    pulse = (answers.c.topic == Topic.PULSE, answers.c.item == WORTH)
    lately = (answers.c.at >= began - FRESH_FOR, answers.c.at < began)
    return query.where(*pulse, *lately, *_asked(began, inside)).subquery()


def _worth(db: orm.Session, began: datetime, inside: Inside) -> dict[str, Worth]:
    """Sum up the newest fresh answer of everybody in each role, about the pairs in which they have that role."""
    said = _said(began, inside, answers.c.author_id, pairs.c.mentee_id == answers.c.author_id)
    content = sa.func.sum(sa.case((said.c.score >= CONTENT_FROM, 1), else_=0))
    query = sa.select(said.c.is_mentee, sa.func.count(), sa.func.sum(said.c.score), content)
    rows = db.execute(query.where(said.c.turn == 1).group_by(said.c.is_mentee))
    found = {MENTEES if is_mentee else MENTORS: tuple(map(int, counted)) for is_mentee, *counted in rows}
    sides = [sa.func.count(side.distinct()) for side in (pairs.c.mentee_id, pairs.c.mentor_id)]
    asked = db.execute(sa.select(*sides).where(*_asked(began, inside))).one()
    return {role: _of_role(asked[at], *found.get(role, (0, 0, 0))) for at, role in enumerate((MENTEES, MENTORS))}


def _of_role(asked: int, answered: int, total: int, content: int) -> Worth:
    return Worth(asked=asked, answered=answered, total=total, content=content)


def _gap(db: orm.Session, began: datetime, inside: Inside) -> tuple[int, int]:
    """Count the pairs of whom both answered lately, and how far the two are apart, together."""
    said = _said(began, inside, answers.c.pair_id, answers.c.author_id)
    apart = (sa.func.max(said.c.score) - sa.func.min(said.c.score)).label("apart")
    both = sa.select(apart).where(said.c.turn == 1).group_by(said.c.pair_id).having(sa.func.count() == BOTH).subquery()
    number, together = db.execute(sa.select(sa.func.count(), sa.func.sum(both.c.apart)).select_from(both)).one()
    return number, int(together or 0)


def _suggests(db: orm.Session, began: datetime, inside: Inside) -> list[int]:
    """Return what was answered in a year to whether somebody would suggest mentoring here: the newest of each."""
    closing = (answers.c.topic == Topic.CLOSING, answers.c.item == SUGGESTS)
    lately = (answers.c.at >= began - A_YEAR, answers.c.at < began)
    query = sa.select(answers.c.author_id, answers.c.value).join(pairs, pairs.c.id == answers.c.pair_id)
    found = db.execute(query.where(*closing, *lately, *inside).order_by(answers.c.at, answers.c.id))
    return list({author: int(value) for author, value in found}.values())
