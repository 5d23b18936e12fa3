"""Closings: the steps towards a pair's end that only time brings (practice 3, transitions 9 and 13)."""

from datetime import datetime

from sqlalchemy import orm

from bot import farewells, pairings
from bot.mentoring import closings
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.store import brakes, sessions

SILENCE = "nobody said how to go on"


def close(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Take the next step: begin to wrap up, wait for a last session, ask how to go on, or take silence as an answer."""
    if pair.lifecycle is Lifecycle.PROPOSED:
        if not pairings.ask_later(db, brakes.waiting(db, pairings.KIND, pair_id=pair.id), now):
            pairings.lapse(db, pair, now)
    elif pair.lifecycle is Lifecycle.ACTIVE:
        farewells.begin(db, pair, None, now)
    elif pair.lifecycle is Lifecycle.REDEFINED or pair.closing_since:
        if farewells.ask_later(db, brakes.waiting(db, farewells.HOW_TO_GO_ON, pair_id=pair.id), now):
            return
        farewells.complete(db, pair, None, SILENCE, now)
    elif (booked := sessions.booked(db, pair)) and booked.ends_at > now:
        closings.wait_for_last_session(pair, booked.ends_at, now)
    else:
        farewells.ask(db, pair, now)
