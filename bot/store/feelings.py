"""Feelings: what people said in private, summed up over many; no row of this leaves with anybody's name.

All of it is as things stood when the week began: whoever looks before and after somebody answered learns nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.answers import SUGGESTS, WORTH, Topic
from bot.mentoring.counts import Feelings, Worth
from bot.mentoring.pulses import FIRST_AFTER, FRESH_FOR
from bot.store.tables.agreements import answers
from bot.store.tables.pairs import LIVE_NAMES, pairs

MENTORS, MENTEES = "mentors", "mentees"
CONTENT_FROM: Final = 4
SUGGESTS_FROM, DOESNT_UP_TO = 9, 6
A_YEAR: Final = timedelta(days=365)
BOTH: Final = 2

Inside = Sequence[sa.ColumnElement[bool]]


def felt(db: orm.Session, now: datetime, inside: Inside) -> Feelings:
    """Sum up what was said in private about these pairs, or all."""
    began = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    roles = {MENTEES: pairs.c.mentee_id, MENTORS: pairs.c.mentor_id}
    both, apart = _gap(db, began, inside)
    suggests = _suggests(db, began, inside)
    return Feelings(
        worth={role: _worth(db, side, began, inside) for role, side in roles.items()},
        pairs_with_both=both,
        apart=apart,
        asked_to_suggest=len(suggests),
        would_suggest=sum(1 for each in suggests if each >= SUGGESTS_FROM),
        would_not=sum(1 for each in suggests if each <= DOESNT_UP_TO),
    )


def _fresh(began: datetime, inside: Inside) -> list[sa.ColumnElement[bool]]:
    """Say which answers count: fresh ones about live pairs that are old enough."""
    pulse = (answers.c.topic == Topic.PULSE, answers.c.item == WORTH)
    lately = (answers.c.at >= began - FRESH_FOR, answers.c.at < began)
    old_enough = (pairs.c.lifecycle.in_(LIVE_NAMES), pairs.c.started_at <= began - FIRST_AFTER)
    return [*pulse, *lately, *old_enough, *inside]


def _worth(db: orm.Session, side: sa.Column[int], began: datetime, inside: Inside) -> Worth:
    """Sum up the newest fresh answer of everybody in one role, about the pairs in which they have that role."""
    theirs = sa.and_(pairs.c.id == answers.c.pair_id, side == answers.c.author_id)
    newest = (answers.c.at.desc(), answers.c.id.desc())
    turn = sa.func.row_number().over(partition_by=answers.c.author_id, order_by=newest).label("turn")
    query = sa.select(answers.c.value, turn).join(pairs, theirs).where(*_fresh(began, inside)).subquery()
    counted = sa.select(query.c.value, sa.func.count()).where(query.c.turn == 1).group_by(query.c.value)
    scores = [(int(value), number) for value, number in db.execute(counted)]
    old_enough = (pairs.c.lifecycle.in_(LIVE_NAMES), pairs.c.started_at <= began - FIRST_AFTER, *inside)
    return Worth(
        asked=db.scalar(sa.select(sa.func.count(side.distinct())).where(*old_enough)) or 0,
        answered=sum(number for _, number in scores),
        total=sum(score * number for score, number in scores),
        content=sum(number for score, number in scores if score >= CONTENT_FROM),
    )


def _gap(db: orm.Session, began: datetime, inside: Inside) -> tuple[int, int]:
    """Count the pairs of whom both answered lately, and how far the two are apart, together."""
    score = sa.cast(answers.c.value, sa.Integer)
    newest = (answers.c.at.desc(), answers.c.id.desc())
    turn = sa.func.row_number().over(partition_by=(answers.c.pair_id, answers.c.author_id), order_by=newest)
    query = sa.select(answers.c.pair_id, score.label("score"), turn.label("turn"))
    said = query.join(pairs, pairs.c.id == answers.c.pair_id).where(*_fresh(began, inside)).subquery()
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
