"""What time closes while somebody decides about it in the same moment: people go first, and nobody is stopped.

With SQLite only one writes at a time.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import OPEN_FOR, Ask, AskState
from bot.mentoring.chats import WITHOUT_A_TIME, ChatState, begin
from bot.mentoring.people import Person
from bot.playground.telephone import wait_until
from bot.store import asks, chats, overdue
from bot.store.database import Database
from handlers import accept, answer
from scheduling.lapses import chats as lapsing_chats
from scheduling.lapses import requests
from tests.examples import MONDAY, TEAM, ada, ask, jonas, mei

LONG = 30
WAITING_HERE = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
TOO_LATE = MONDAY + OPEN_FOR
Lapse = Callable[[Database, datetime], int]


@pytest.fixture
def database(database_url: str, database_kind: str) -> Iterator[Database]:
    if database_kind == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    database = Database(database_url)
    yield database
    database.close()


def asked(db: orm.Session, mentee: Person, mentor: Person) -> int:
    waiting = ask(mentee=mentee, mentor=mentor, want="SQL")
    db.add(waiting)
    waiting.send(MONDAY)
    db.flush()
    return waiting.id


def lapsed_meanwhile(database: Database, lapse: Lapse, now: datetime, first: Callable[[orm.Session], object]) -> int:
    """Let time close what it can between what somebody holds and what they do with it; return how much that was."""
    with ThreadPoolExecutor() as other:
        with database.begin(TEAM) as db:
            held = first(db)
            passing = other.submit(lapse, database, now)
            wait_until(lambda: passing.done() or somebody_waits(database), LONG, lambda: "time stood still")
            finish(db, held, now)
        return passing.result()


def finish(db: orm.Session, held: object, now: datetime) -> None:
    """Do what somebody began to do."""
    if isinstance(held, Ask):
        accept.seal(db, held, frozenset(), now)
    db.flush()


def somebody_waits(database: Database) -> bool:
    """Tell whether a session waits for another one to end."""
    with database.engine.connect() as connection:
        return bool(connection.scalar(WAITING_HERE))


def state_of(database: Database, number: int) -> AskState:
    with database.look(TEAM) as db:
        found = asks.one(db, number)
        assert found is not None
        return found.state


def test_a_mentor_who_says_yes_as_what_they_asked_the_other_one_closes_by_itself_makes_a_pair(
    database: Database,
) -> None:
    with database.begin(TEAM) as db:
        mine, theirs = mei(), jonas()
        db.add_all([mine, theirs])
        to_mei, to_jonas = asked(db, theirs, mine), asked(db, mine, theirs)

    closed = lapsed_meanwhile(database, requests.lapse, TOO_LATE, lambda db: answer.waiting(db, to_mei, "UMEI"))

    assert closed == 0
    assert (state_of(database, to_mei), state_of(database, to_jonas)) == (AskState.ACCEPTED, AskState.VOID)


def test_what_nobody_decides_about_closes_all_the_same(database: Database) -> None:
    with database.begin(TEAM) as db:
        decides, other, mentee = mei(), jonas(), ada()
        db.add_all([decides, other, mentee])
        answered, forgotten = asked(db, mentee, decides), asked(db, ada(slack_id="UNOBODY"), other)

    closed = lapsed_meanwhile(database, requests.lapse, TOO_LATE, lambda db: answer.waiting(db, answered, "UMEI"))

    assert closed == 1
    assert (state_of(database, answered), state_of(database, forgotten)) == (AskState.ACCEPTED, AskState.EXPIRED)


def test_what_closes_by_itself_keeps_its_two_people_until_it_is_closed(database: Database) -> None:
    with database.begin(TEAM) as db:
        db.add_all([mine := mei(), mentee := ada()])
        number = asked(db, mentee, mine)

    with database.everywhere() as closing, database.everywhere() as meanwhile:
        assert [each.id for each in overdue.undisturbed(closing, [number])] == [number]
        assert overdue.people_among(meanwhile, [mine.id, mentee.id]) == []


def test_two_who_set_a_time_for_their_chat_as_it_is_let_go_have_it(database: Database) -> None:
    with database.begin(TEAM) as db:
        db.add_all([mine := mei(), mentee := ada()])
        request = asks.one(db, asked(db, mentee, mine))
        assert request is not None
        request.offer_chat(MONDAY)
        db.add(chat := begin(request, MONDAY))

    def sets_a_time(db: orm.Session) -> None:
        chats.theirs(db, chat.id, "UADA", hold=True).schedule(TOO_LATE, MONDAY)

    closed = lapsed_meanwhile(database, lapsing_chats.lapse, MONDAY + WITHOUT_A_TIME, sets_a_time)

    assert closed == 0
    with database.look(TEAM) as db:
        kept = chats.one(db, chat.id)
        assert kept is not None
        assert kept.state is ChatState.SCHEDULED
