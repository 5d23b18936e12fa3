"""A session is noted once, whoever notes it, and there is one next date at a time."""

from datetime import date, time, timedelta

import pytest

from bot.mentoring.pairs import Lifecycle, Pair, PairHasEnded
from bot.mentoring.sessions import DateHasPassed, DateIsTooFar, Outcome, SessionIsBeforeThePair, SessionIsInTheFuture
from bot.store import logbook, pairs, sessions
from bot.store.database import Database
from tests.examples import A_MONTH_AGO, MONDAY, TEAM, ada, mei
from tests.store.crew import ELSEWHERE, kept, known

TODAY = MONDAY.date()
YESTERDAY = TODAY - timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def number(database: Database) -> int:
    kept(database, mei(), ada())
    with database.begin(TEAM) as db:
        made = pairs.make(db, known(db, "UMEI"), known(db, "UADA"), "SQL", A_MONTH_AGO)
        db.flush()
        return made.id


def logs(database: Database, number: int, who: str, on: date) -> bool:
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, who, hold=True)
        return logbook.held(db, both, both.person(who), on, MONDAY)[1]


def as_kept(database: Database, number: int) -> tuple[Pair, list[tuple[date, Outcome]]]:
    with database.look(TEAM) as db:
        both = pairs.one(db, number)
        assert both is not None
        return both, [(each.on, each.outcome) for each in sessions.of(db, both)]


def test_the_same_session_counts_once_whoever_logs_it(database: Database, number: int) -> None:
    assert logs(database, number, "UADA", YESTERDAY)
    assert not logs(database, number, "UADA", YESTERDAY)
    assert not logs(database, number, "UMEI", YESTERDAY)
    assert not logs(database, number, "UMEI", TODAY)

    both, noted = as_kept(database, number)
    assert noted == [(YESTERDAY, Outcome.HELD)]
    assert (both.held, both.lifecycle) == (1, Lifecycle.ACTIVE)


def test_one_person_who_logs_two_days_means_two_sessions(database: Database, number: int) -> None:
    assert logs(database, number, "UADA", TODAY)
    assert logs(database, number, "UADA", YESTERDAY)

    both, noted = as_kept(database, number)
    assert noted == [(YESTERDAY, Outcome.HELD), (TODAY, Outcome.HELD)]
    assert both.quiet_since == MONDAY


def test_a_day_that_cannot_be_is_refused(database: Database, number: int) -> None:
    with pytest.raises(SessionIsInTheFuture):
        logs(database, number, "UADA", TODAY + timedelta(days=1))
    with pytest.raises(SessionIsBeforeThePair):
        logs(database, number, "UADA", TODAY - timedelta(days=367))

    assert as_kept(database, number)[1] == []


def test_a_new_date_takes_the_place_of_the_old_one(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        first = logbook.book(db, both, both.mentee, NEXT_WEEK, time(10), MONDAY)
        same = logbook.book(db, both, both.mentor, NEXT_WEEK, time(10), MONDAY)
        moved = logbook.book(db, both, both.mentor, NEXT_WEEK, time(15), MONDAY)

        assert same is first
        assert (first.outcome, moved.outcome) == (Outcome.MOVED, Outcome.BOOKED)
        assert sessions.booked(db, both) is moved
        assert both.look_at == MONDAY


def test_a_date_that_has_passed_or_is_far_away_is_refused(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        with pytest.raises(DateHasPassed):
            logbook.book(db, both, both.mentee, YESTERDAY, time(10), MONDAY)
        with pytest.raises(DateIsTooFar):
            logbook.book(db, both, both.mentee, TODAY + timedelta(days=367), time(10), MONDAY)


def test_a_planned_session_becomes_the_one_that_was_held(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        planned = logbook.book(db, both, both.mentee, TODAY, time(9), MONDAY)

    assert logs(database, number, "UMEI", TODAY)

    with database.look(TEAM) as db:
        held = sessions.one(db, planned.id)
        assert held is not None
        assert (held.outcome, held.at, held.by.slack_id) == (Outcome.HELD, planned.at, "UMEI")
    assert len(as_kept(database, number)[1]) == 1


def test_a_session_missed_is_noted_once(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        planned = logbook.book(db, both, both.mentee, TODAY, time(9), MONDAY)
        assert logbook.missed(db, planned, MONDAY)
        assert not logbook.missed(db, planned, MONDAY)
        assert both.missed_in_a_row == 1


def test_nothing_is_noted_for_a_pair_that_has_ended(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        both.end(MONDAY)
        with pytest.raises(PairHasEnded):
            logbook.held(db, both, both.mentee, TODAY, MONDAY)
        with pytest.raises(PairHasEnded):
            logbook.book(db, both, both.mentee, NEXT_WEEK, time(10), MONDAY)


def test_a_takeaway_is_its_author_s_until_it_is_shared(database: Database, number: int) -> None:
    logs(database, number, "UADA", TODAY)
    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        (held,) = sessions.of(db, both)
        sessions.note(db, held, both.mentee, "First", shared=False, now=MONDAY)
        db.flush()
        assert [note.text for note in sessions.last_notes(db, both, both.mentee)] == ["First"]
        assert sessions.last_notes(db, both, both.mentor) == []

        sessions.note(db, held, both.mentee, "Second", shared=True, now=MONDAY)
        db.flush()
        assert [note.text for note in sessions.last_notes(db, both, both.mentor)] == ["Second"]


def test_another_workspace_sees_none_of_it(database: Database, number: int) -> None:
    logs(database, number, "UADA", TODAY)
    with database.look(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        (held,) = sessions.of(db, both)

    with database.look(ELSEWHERE) as db:
        assert sessions.one(db, held.id) is None
        assert sessions.of(db, both) == []
