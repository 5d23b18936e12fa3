"""What a pair keeps of its sessions: dates, takeaways, things to do, and agendas that are private until shared."""

from datetime import time, timedelta

import pytest
from sqlalchemy import orm

from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Action, Agenda
from bot.store import logbook, pairs, sessions
from bot.store.database import Database
from tests.examples import A_MONTH_AGO, MONDAY, TEAM, ada, jonas, mei
from tests.store.crew import ELSEWHERE, kept, known

DAY = timedelta(days=1)
TODAY = MONDAY.date()


@pytest.fixture
def number(database: Database) -> int:
    kept(database, mei(), ada(), jonas())
    with database.begin(TEAM) as db:
        return pairs.make(db, known(db, "UMEI"), known(db, "UADA"), "SQL", A_MONTH_AGO).id


def prepares(db: orm.Session, pair: Pair, question: str, days_ago: int, *, shared: bool = False) -> Agenda:
    at = MONDAY - days_ago * DAY
    agenda = Agenda(
        workspace=TEAM,
        pair=pair,
        author=pair.mentee,
        since_last="",
        question=question,
        decision="",
        written_at=at,
        shared_at=at if shared else None,
    )
    db.add(agenda)
    db.flush()
    return agenda


def test_the_newest_agenda_is_its_author_s_and_the_newest_shared_one_the_mentor_s(
    database: Database, number: int
) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        assert sessions.agenda(db, pair, pair.mentee) is None
        assert sessions.shared_agenda(db, pair) is None
        prepares(db, pair, "Old?", 9, shared=True)
        shown = prepares(db, pair, "Shown?", 5, shared=True)
        newest = prepares(db, pair, "Not yet shown?", 1)

        assert sessions.agenda(db, pair, pair.mentee) is newest
        assert sessions.agenda(db, pair, pair.mentor) is None
        assert sessions.shared_agenda(db, pair) is shown


def test_of_two_agendas_of_one_moment_the_later_one_counts(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        prepares(db, pair, "First?", 1, shared=True)
        second = prepares(db, pair, "Second?", 1, shared=True)

        assert sessions.agenda(db, pair, pair.mentee) is second
        assert sessions.shared_agenda(db, pair) is second


def test_what_is_done_or_dropped_is_off_the_list(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        for text, done, dropped in (("a", None, None), ("b", MONDAY, None), ("c", None, MONDAY), ("d", None, None)):
            db.add(
                Action(
                    workspace=TEAM,
                    pair=pair,
                    owner=pair.mentee,
                    text=text,
                    written_at=MONDAY,
                    done_at=done,
                    dropped_at=dropped,
                )
            )
        db.flush()

        assert [each.text for each in sessions.open_actions(db, pair.mentee)] == ["a", "d"]
        assert sessions.open_actions(db, pair.mentor) == []


def test_an_action_is_found_with_its_owner_where_it_belongs(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        kept_action = Action(workspace=TEAM, pair=pair, owner=pair.mentor, text="Send a book", written_at=MONDAY)
        db.add(kept_action)

    with database.look(TEAM) as db:
        found = sessions.action(db, kept_action.id)
        assert found is not None
        assert found.owner.slack_id == "UMEI"
    with database.look(ELSEWHERE) as db:
        assert sessions.action(db, kept_action.id) is None


def test_next_dates_of_several_pairs_are_read_at_once(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        other = pairs.make(db, known(db, "UJONAS"), known(db, "UADA"), "", MONDAY)
        planned = logbook.book(db, pair, pair.mentee, TODAY + 3 * DAY, time(10), MONDAY)
        logbook.held(db, other, pair.mentee, TODAY, MONDAY)

        assert sessions.booked_of(db, [pair, other]) == {pair.id: planned}
        assert sessions.booked_of(db, []) == {}
        assert sessions.booked(db, other) is None


def test_the_newest_takeaways_that_one_may_read_come_first(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        for days, shared in ((4, True), (3, False), (2, True), (1, True)):
            held, _ = logbook.held(db, pair, pair.mentee, TODAY - days * DAY, MONDAY)
            sessions.note(db, held, pair.mentee, f"{days} days ago", shared=shared, now=MONDAY - days * DAY)
        db.flush()

        read = [note.text for note in sessions.last_notes(db, pair, pair.mentor)]
        own = [note.text for note in sessions.last_notes(db, pair, pair.mentee, limit=2)]

    assert read == ["1 days ago", "2 days ago", "4 days ago"]
    assert own == ["1 days ago", "2 days ago"]
