"""Two answers in the same second: no mentor over capacity, no mentor too many, no request answered twice."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import orm

from bot.mentoring.asks import Ask, AskState
from bot.mentoring.pairs import MenteeIsFull, Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.store import asks, pairs, people
from bot.store.database import Database
from handlers import accept, answer
from tests.examples import MONDAY, TEAM, ada, ask, ines, jonas, mei, noor, tane

ROUNDS = 5
Act = Callable[[orm.Session], object]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def asked(db: orm.Session, mentee: Person, mentor: Person) -> Ask:
    """Have a request waiting."""
    waiting = ask(mentee=mentee, mentor=mentor, want="SQL")
    db.add(waiting)
    waiting.send(MONDAY)
    db.flush()
    return waiting


def says_yes(ask_id: int, mentor: str) -> Act:
    """Be a mentor who accepts."""
    return lambda db: accept.seal(db, answer.waiting(db, ask_id, mentor), frozenset({"mpim:write"}), MONDAY)


def at_once(database: Database, *acts: Act) -> list[object]:
    """Let several people act at the same moment, each in a transaction; return what each was told."""
    barrier = Barrier(len(acts))

    def act_now(act: Act) -> object:
        barrier.wait()
        try:
            with database.begin(TEAM) as db:
                return act(db)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as everybody:
        return list(everybody.map(act_now, acts))


def live(database: Database, slack_id: str) -> Sequence[Pair]:
    """Return somebody's pairs."""
    with database.look(TEAM) as db:
        person = people.known(db, slack_id)
        assert person is not None
        return pairs.live(db, person)


def refusals(told: list[object]) -> list[type]:
    """Tell who was refused, and why."""
    return [type(each) for each in told if isinstance(each, Refusal)]


def state(database: Database, ask_id: int) -> AskState:
    """Tell what became of a request."""
    with database.look(TEAM) as db:
        found = asks.one(db, ask_id)
        assert found is not None
        return found.state


def test_two_mentees_accepted_in_the_same_second_never_exceed_the_room(database: Database) -> None:
    for number in range(ROUNDS):
        with database.begin(TEAM) as db:
            mentor = jonas(slack_id=f"UJONAS{number}")
            first, second = ada(slack_id=f"UADA{number}"), noor(slack_id=f"UNOOR{number}")
            db.add_all([mentor, first, second])
            ids = [asked(db, mentee, mentor).id for mentee in (first, second)]

        told = at_once(database, *(says_yes(ask_id, mentor.slack_id) for ask_id in ids))

        assert refusals(told) == [accept.NoPlaceLeft]
        assert len(live(database, mentor.slack_id)) == 1
        assert sorted(state(database, ask_id) for ask_id in ids) == [AskState.ACCEPTED, AskState.SENT]


def test_two_mentors_who_accept_the_same_mentee_never_give_one_mentor_too_many(database: Database) -> None:
    for number in range(ROUNDS):
        with database.begin(TEAM) as db:
            mentee = ada(slack_id=f"UADA{number}")
            mentors = [who(slack_id=f"U{who.__name__}{number}".upper(), capacity=1) for who in (mei, jonas, tane, ines)]
            db.add_all([mentee, *mentors])
            db.flush()
            for mentor in mentors[2:]:
                pairs.make(db, mentor, mentee, "", MONDAY)
            waiting = [(asked(db, mentee, mentor).id, mentor.slack_id) for mentor in mentors[:2]]

        told = at_once(database, *(says_yes(*each) for each in waiting))

        assert refusals(told) in ([answer.AlreadyAnswered], [MenteeIsFull])
        assert len(live(database, mentee.slack_id)) == 3
        assert sorted(state(database, ask_id) for ask_id, _ in waiting) == [AskState.ACCEPTED, AskState.VOID]


def test_one_request_accepted_twice_at_once_is_one_pair(database: Database) -> None:
    for number in range(ROUNDS):
        with database.begin(TEAM) as db:
            mentor, mentee = mei(slack_id=f"UMEI{number}"), ada(slack_id=f"UADA{number}")
            db.add_all([mentor, mentee])
            ask_id = asked(db, mentee, mentor).id

        told = at_once(database, *[says_yes(ask_id, mentor.slack_id)] * 3)

        assert refusals(told) == [answer.AlreadyAnswered] * 2
        assert len(live(database, mentor.slack_id)) == 1


def test_a_yes_and_a_withdrawal_at_once_are_one_of_the_two(database: Database) -> None:
    for number in range(ROUNDS):
        with database.begin(TEAM) as db:
            mentor, mentee = mei(slack_id=f"UMEI{number}"), ada(slack_id=f"UADA{number}")
            db.add_all([mentor, mentee])
            ask_id = asked(db, mentee, mentor).id

        def withdraws(db: orm.Session, ask_id: int = ask_id) -> None:
            held = asks.held(db, ask_id)
            assert held is not None
            if held.is_open:
                held.withdraw(MONDAY)

        at_once(database, says_yes(ask_id, mentor.slack_id), withdraws)

        paired = len(live(database, mentor.slack_id)) == 1
        assert state(database, ask_id) is (AskState.ACCEPTED if paired else AskState.WITHDRAWN)
