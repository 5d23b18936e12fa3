"""Lives: pairs in a mailroom's database, what happens between the two, and time that goes by."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from bot.mentoring.letters import Letter
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Outcome, Session
from bot.store import facts, outbox, pairs, people
from bot.store.database import Database
from scheduling import lapses, rounds
from scheduling.delivery import deliver
from tests.examples import MONDAY, TEAM
from tests.scheduling.mailroom import Mailroom, everywhere

LONG_AGO = MONDAY - timedelta(days=400)


def begin(room: Mailroom, mentee: str, mentor: str, at: datetime, **otherwise: object) -> int:
    """Make two people a pair, at which a round looks from then on."""
    given: dict[str, Any] = {"workspace": TEAM, "started_at": at, "look_at": at} | otherwise
    with room.database.begin(TEAM) as db:
        both = people.these(db, [mentee, mentor])
        pair = Pair(mentee=both[mentee], mentor=both[mentor], **given)
        db.add(pair)
        db.flush()
        return pair.id


def plan(room: Mailroom, pair_id: int, at: datetime, outcome: Outcome = Outcome.BOOKED) -> int:
    """Note a session, planned or held; the mentee did so when the last one was over, or a week before."""
    with room.database.begin(TEAM) as db:
        pair = the_pair(db, pair_id)
        noted: dict[str, Any] = {"on": at.date(), "by": pair.mentee, "noted_at": at - timedelta(days=7)}
        session = Session(workspace=TEAM, pair=pair, at=at, outcome=outcome, **noted)
        db.add(session)
        if outcome is Outcome.HELD:
            pair.meet(at, at)
        db.flush()
        return session.id


def the_pair(db: Any, pair_id: int) -> Pair:  # noqa: ANN401 - a transaction of any kind
    """Read a pair that is there."""
    pair = pairs.one(db, pair_id)
    assert pair
    return pair


def looked_at(room: Mailroom, pair_id: int) -> datetime | None:
    """Tell when a round will look at a pair."""
    with room.database.begin(TEAM) as db:
        return the_pair(db, pair_id).look_at


def make_round(room: Mailroom) -> list[Letter]:
    """Make a round now, and return what it wrote."""
    before = {letter.id for letter in room.all()}
    written = rounds.make(room.database, room.clock())
    new = [letter for letter in room.all() if letter.id not in before]
    assert written <= len(new)
    return new


def live(room: Mailroom, until: datetime) -> None:
    """Let time go by, and the bot do what it does."""
    moment: datetime | None = room.clock()
    while moment and moment <= until:
        room.clock.now = moment
        lapses.pass_(room.database, moment)
        rounds.make(room.database, moment)
        while (due := next_due(room, LONG_AGO)) and due <= room.clock():
            deliver(room.database, everywhere(room.slack), room.clock, rounds.still_true)
            room.clock.advance(timedelta(seconds=1))
        with room.database.everywhere() as db:
            look = facts.next_look(db, room.clock())
        moment = min((each for each in (look, next_due(room, room.clock())) if each), default=None)


def next_due(room: Mailroom, after: datetime) -> datetime | None:
    """Tell when the next letter is due."""
    with room.database.everywhere() as db:
        return outbox.next_due(db, after)


class Queries(list[str]):
    """Everything a database is asked while this listens."""

    def __init__(self, database: Database) -> None:
        """Listen."""
        super().__init__()
        event.listen(database.engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: sa.Connection, _cursor: object, statement: str, *_: object) -> None:
        self.append(statement)


def keys(several: list[Letter]) -> set[str]:
    """Name letters by kind and reader."""
    return {f"{letter.kind} to {letter.to}" for letter in several}
