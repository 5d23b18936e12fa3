"""Last days: which pairs chose to have none, and in which both have answered how to go on as theirs came near."""

from collections import Counter
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy import orm

from bot.store.database import workspace_of
from bot.store.tables.pairs import picks

LAST_DAY, LEFT_OPEN = "last_day", "open"
"""What one of two says of their last day, where they choose to have none."""
BOTH = 2


def both_picked(db: orm.Session, occasions: Mapping[int, str]) -> frozenset[int]:
    """Return which pairs, by their number, both have answered what goes by a name."""
    asked = (picks.c.workspace == workspace_of(db), picks.c.pair_id.in_(occasions))
    said = db.execute(sa.select(picks.c.pair_id, picks.c.occasion, picks.c.by).where(*asked)).all()
    counts = Counter(number for number, occasion, _ in said if occasions[number] == occasion)
    return frozenset(number for number, answers in counts.items() if answers == BOTH)


def left_open(db: orm.Session, pair_ids: Collection[int]) -> frozenset[int]:
    """Return which pairs chose to have no last day."""
    chosen = (picks.c.occasion == LAST_DAY, picks.c.pick == LEFT_OPEN, picks.c.pair_id.in_(pair_ids))
    return frozenset(db.scalars(sa.select(picks.c.pair_id).where(picks.c.workspace == workspace_of(db), *chosen)))
