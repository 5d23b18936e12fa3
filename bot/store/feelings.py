"""Feelings: what people said in private, summed up over many; no row of this leaves with anybody's name.

All of it is as things stood on a Monday, and changes only once five people more have answered since: whoever looks
before and after somebody answered, or a week later, learns nothing of one of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring import floors
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
A_DAY: Final = 86_400
"""In seconds."""
BOTH: Final = 2

Inside = Sequence[sa.ColumnElement[bool]]


class Said(NamedTuple):
    """That somebody answered, and not what: in the week that began then."""

    at: datetime
    author: int
    pair: int
    is_mentee: bool


def felt(db: orm.Session, now: datetime, inside: Inside) -> Feelings:
    """Sum up what was said in private about these pairs, or all."""
    began = floors.monday(now)
    said = _spoken(db, began, inside)
    both, apart = _gap(db, floors.told_until(_of_both(said), began, FRESH_FOR), inside)
    suggests = _suggests(db, began, inside)
    return Feelings(
        worth=_worth(db, began, said, inside),
        pairs_with_both=both,
        apart=apart,
        asked_to_suggest=len(suggests),
        would_suggest=sum(1 for each in suggests if each >= SUGGESTS_FROM),
        would_not=sum(1 for each in suggests if each <= DOESNT_UP_TO),
    )


def _spoken(db: orm.Session, began: datetime, inside: Inside) -> list[Said]:
    """Read who answered lately, in order: where enough did last week, nobody's before that matters."""
    last_week = _answered(db, began - floors.A_WEEK, began, inside)
    sides = [{each.author for each in last_week if each.is_mentee == is_mentee} for is_mentee in (True, False)]
    if all(floors.has_enough(len(each)) for each in (*sides, {pair for _, pair in _of_both(last_week)})):
        return last_week
    return _answered(db, floors.counted_from(began, FRESH_FOR), began, inside)


def _answered(db: orm.Session, since: datetime, until: datetime, inside: Inside) -> list[Said]:
    """Read who answered in a time, and in which week: of many thousands, nothing finer is worked out."""
    at = sa.extract("epoch", answers.c.at)
    query = sa.select(at, answers.c.author_id, answers.c.pair_id, pairs.c.mentee_id == answers.c.author_id)
    query = query.join(pairs, pairs.c.id == answers.c.pair_id).order_by(answers.c.at, answers.c.id)
    pulse = (answers.c.topic == Topic.PULSE, answers.c.item == WORTH)
    within = (answers.c.at >= since, answers.c.at < until)
    began = lru_cache(floors.week_of)
    rows = db.execute(query.where(*pulse, *within, *inside))
    return [Said(began(int(seconds) // A_DAY), author, pair, bool(mentee)) for seconds, author, pair, mentee in rows]


def _of_both(said: Iterable[Said]) -> Iterator[tuple[datetime, int]]:
    """Name the pairs of whom both have answered, each time one of the two does."""
    heard: dict[int, set[int]] = {}
    for each in said:
        heard.setdefault(each.pair, set()).add(each.author)
        if len(heard[each.pair]) == BOTH:
            yield each.at, each.pair


def _asked(until: datetime, inside: Inside) -> list[sa.ColumnElement[bool]]:
    """Say which pairs count: those that were old enough on a Monday, and not over for longer than that.

    Whether one is over by now must not matter: who looks before and after a pair ends would see what its two had said.
    """
    there = sa.or_(pairs.c.ended_at.is_(None), pairs.c.ended_at >= until - FRESH_FOR)
    return [pairs.c.started_at <= until - FIRST_AFTER, there, pairs.c.lifecycle != Lifecycle.PROPOSED, *inside]


def _said(until: datetime, inside: Inside, *by: sa.ColumnElement[Any]) -> sa.Subquery:
    """Put the fresh answers about these pairs in order, the newest of each first."""
    newest = (answers.c.at.desc(), answers.c.id.desc())
    turn = sa.func.row_number().over(partition_by=by, order_by=newest).label("turn")
    score = sa.cast(answers.c.value, sa.Integer).label("score")
    query = sa.select(answers.c.pair_id, score, turn).join(pairs, pairs.c.id == answers.c.pair_id)
    pulse = (answers.c.topic == Topic.PULSE, answers.c.item == WORTH)
    lately = (answers.c.at >= until - FRESH_FOR, answers.c.at < until)
    return query.where(*pulse, *lately, *_asked(until, inside)).subquery()


def _worth(db: orm.Session, began: datetime, said: Sequence[Said], inside: Inside) -> dict[str, Worth]:
    """Sum up the newest fresh answer of everybody in each role, about the pairs in which they have that role."""
    found = {}
    for role, side, is_mentee in ((MENTEES, pairs.c.mentee_id, True), (MENTORS, pairs.c.mentor_id, False)):
        theirs = ((each.at, each.author) for each in said if each.is_mentee == is_mentee)
        until = floors.told_until(theirs, began, FRESH_FOR)
        asked = db.scalar(sa.select(sa.func.count(side.distinct())).where(*_asked(until or began, inside))) or 0
        found[role] = _of_role(asked, *(_summed(db, until, inside, is_mentee=is_mentee) if until else (0, 0, 0)))
    return found


def _summed(db: orm.Session, until: datetime, inside: Inside, *, is_mentee: bool) -> tuple[int, int, int]:
    """Count the answers of one role, sum them up, and count those who were content."""
    side = (pairs.c.mentee_id == answers.c.author_id).is_(is_mentee)
    said = _said(until, [*inside, side], answers.c.author_id)
    content = sa.func.sum(sa.case((said.c.score >= CONTENT_FROM, 1), else_=0))
    query = sa.select(sa.func.count(), sa.func.sum(said.c.score), content).where(said.c.turn == 1)
    answered, total, happy = db.execute(query).one()
    return answered, int(total or 0), int(happy or 0)


def _of_role(asked: int, answered: int, total: int, content: int) -> Worth:
    return Worth(asked=asked, answered=answered, total=total, content=content)


def _gap(db: orm.Session, until: datetime | None, inside: Inside) -> tuple[int, int]:
    """Count the pairs of whom both answered lately, and how far the two are apart, together."""
    if until is None:
        return 0, 0
    said = _said(until, inside, answers.c.pair_id, answers.c.author_id)
    apart = (sa.func.max(said.c.score) - sa.func.min(said.c.score)).label("apart")
    both = sa.select(apart).where(said.c.turn == 1).group_by(said.c.pair_id).having(sa.func.count() == BOTH).subquery()
    number, together = db.execute(sa.select(sa.func.count(), sa.func.sum(both.c.apart)).select_from(both)).one()
    return number, int(together or 0)


def _suggests(db: orm.Session, began: datetime, inside: Inside) -> list[int]:
    """Return what was answered in a year to whether somebody would suggest mentoring here: the newest of each."""
    closing = (answers.c.topic == Topic.CLOSING, answers.c.item == SUGGESTS)
    lately = (answers.c.at >= floors.counted_from(began, A_YEAR), answers.c.at < began)
    query = sa.select(answers.c.author_id, answers.c.value, answers.c.at).join(pairs, pairs.c.id == answers.c.pair_id)
    found = db.execute(query.where(*closing, *lately, *inside).order_by(answers.c.at, answers.c.id)).all()
    until = floors.told_until(((at, author) for author, _, at in found), began, A_YEAR)
    if until is None:
        return []
    return list({author: int(value) for author, value, at in found if until - A_YEAR <= at < until}.values())
