"""Answers: what each of the two said when asked alone. Nothing here reads one person's answers to another."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring import floors
from bot.mentoring.answers import COUNTED, Answer, Topic
from bot.mentoring.pairs import Pair
from bot.store.schema import joined
from bot.store.tables.agreements import answers


def keep(  # noqa: PLR0913 - an answer is an envelope, and these are written on it
    db: orm.Session,
    pair: Pair,
    slack_id: str,
    topic: Topic,
    occasion: str,
    said: str,
    now: datetime,
    *,
    item: str = "",
    shared: bool = False,
) -> Answer:
    """Keep an answer; the same question answered again keeps the newest.

    What leads may have been told of in a sum stays beside it: a figure that lost it would tell what was said.
    """
    author, item = pair.person(slack_id), item or str(topic)
    same = sa.and_(answers.c.pair_id == pair.id, answers.c.author_id == author.id, answers.c.topic == topic)
    kept = db.scalar(sa.select(Answer).where(same, answers.c.occasion == occasion, answers.c.item == item))
    if kept and (topic, item) in COUNTED and kept.at < floors.monday(now):
        kept.occasion = f"{occasion}<{now:%Y%m%d%H%M%S}"
        db.flush()
        kept = None
    if kept is None:
        kept = Answer(
            workspace=pair.workspace,
            pair=pair,
            author=author,
            topic=topic,
            occasion=occasion,
            item=item,
            value=said,
            at=now,
            shared=shared,
        )
        db.add(kept)
    kept.value, kept.at, kept.shared = said, now, shared
    db.flush()
    return kept


def of(db: orm.Session, pair: Pair, topic: Topic) -> Sequence[Answer]:
    """Return what both answered about one thing, oldest first: for rules, and for what was shared."""
    query = sa.select(Answer).where(answers.c.pair_id == pair.id, answers.c.topic == topic)
    return db.scalars(query.options(joined(Answer, "author")).order_by(answers.c.at, answers.c.id)).all()
