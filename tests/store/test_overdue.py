"""Looking for what time has run out for costs what is due: every look is served by an index over just those rows."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot.store import chats, overdue
from bot.store.database import Database
from bot.store.schema import metadata
from tests.examples import MONDAY

LOOKS = {
    "ix_asks_sent_at": lambda db: overdue.asks_to_close(db, MONDAY),
    "ix_pairs_paused_until": lambda db: overdue.pauses(db, MONDAY),
    "ix_pairs_shown_until": lambda db: overdue.holds(db, MONDAY),
    "ix_pairs_wished_at": lambda db: overdue.wishes(db, MONDAY),
    "ix_pairs_idle_since": lambda db: overdue.rests(db, MONDAY),
    "ix_letters_sent_at": lambda db: overdue.rest_notices(db, MONDAY),
    "ix_letters_availability": lambda db: overdue.unanswered_questions(db, MONDAY),
    "ix_people_break_over": lambda db: overdue.breaks(db, MONDAY),
    "ix_people_silence_over": lambda db: overdue.silences(db, MONDAY),
    "ix_people_waiting": lambda db: overdue.waits(db, MONDAY),
    "ix_chats_lapses_at": lambda db: chats.to_close(db, MONDAY),
    "ix_picks_at": lambda db: overdue.lone_picks(db, MONDAY),
}


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database("sqlite://")
    metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.mark.parametrize(("index", "look"), LOOKS.items())
def test_each_look_is_served_by_its_own_index(
    database: Database, index: str, look: Callable[[orm.Session], object]
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    def remember(_connection: object, _cursor: object, statement: str, given: tuple[object, ...], *_: object) -> None:
        asked.append((statement, given))

    sa.event.listen(database.engine, "before_cursor_execute", remember)
    with database.everywhere() as db:
        look(db)
        statement, given = asked[-1]
        plan = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)

        assert any(index in str(row) for row in plan)
