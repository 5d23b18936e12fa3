"""History: every change of every pair is kept as a row, with when and why, and each leads to the next."""

from collections.abc import Iterator

import sqlalchemy as sa

from bot.mentoring.lifecycles import LEADS_TO, LIFTS_TO, MEETING, Lifecycle
from bot.mentoring.pairs import Pair, Turn
from bot.store import pairs, vitals
from bot.store.database import Database
from bot.store.tables.pairs import pairs as rows
from tests.halfyear.workplace import TEAM

CORRECTED = "a log was corrected"
"""Takes back that they met, or that they didn't."""


def gaps_in(database: Database) -> list[str]:
    """Find pairs whose turns don't tell how they came to stand where they do."""
    with database.look(TEAM) as db:
        everybody = db.scalars(sa.select(Pair).options(*pairs.BOTH).order_by(rows.c.id)).all()
        turns = vitals.turns_of(db, [pair.id for pair in everybody])
        return [f"pair {pair.id}: {gap}" for pair in everybody for gap in gaps(pair, turns.get(pair.id, []))]


def gaps(pair: Pair, turns: list[Turn]) -> Iterator[str]:
    """Follow one pair's turns from its beginning."""
    stood: Lifecycle | None = None
    for turn in turns:
        if turn.was is not stood:
            yield f"it became {turn.became} from {turn.was}, and stood at {stood}"
        if not turn.cause or turn.at.tzinfo is None:
            yield f"nobody knows when or why it became {turn.became}"
        if stood is not None and turn.became not in follows(stood, turn.cause):
            yield f"{turn.became} can't follow {stood}"
        stood = turn.became
    if stood is not pair.lifecycle:
        yield f"it is {pair.lifecycle}, and its turns end with {stood}"


def follows(stood: Lifecycle, cause: str) -> frozenset[Lifecycle]:
    """Name what may follow."""
    back = MEETING if cause == CORRECTED else frozenset()
    lifted = LIFTS_TO if stood is Lifecycle.HOLD else frozenset()
    return LEADS_TO.get(stood, frozenset()) | back | lifted
