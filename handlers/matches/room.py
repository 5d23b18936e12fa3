"""Room: whatever is put back among the matches, nobody is matched with more mentees than they have places for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.store import loads, reviews


class NoPlaceLeft(Refusal):
    """A mentor's place was given to somebody else meanwhile, so nothing was changed.

    Under *Without a match* you can give a mentee another mentor.
    """


def must_have_room(db: orm.Session, program: Program, run_id: int, mentors: Collection[int], now: datetime) -> None:
    """Refuse what was just done if one of these mentors has more matches that stand than places by it."""
    db.flush()
    known, carried = loads.of(db, program, now, mentors), reviews.carried(db, program.id, run_id, mentors)
    if any(carried.get(each, 0) > max(0, load.left) for each, load in known.items()):
        raise NoPlaceLeft
