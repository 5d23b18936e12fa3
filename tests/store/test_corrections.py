"""A log that was wrong is made right: its day, its outcome, its takeaway; goals are put aside by time."""

from datetime import date, timedelta

import pytest

from bot.mentoring.goals import Goal, GoalState
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.sessions import (
    CannotBeCorrected,
    DayIsTaken,
    Outcome,
    SessionIsAfterThePair,
    SessionIsInTheFuture,
    Update,
)
from bot.store import logbook, mentored, overdue, pairs, sessions, updates
from bot.store.database import Database
from tests.examples import A_MONTH_AGO, MONDAY, TEAM, ada, mei, noor
from tests.store.crew import kept, known

TODAY = MONDAY.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def number(database: Database) -> int:
    kept(database, mei(), ada(), noor())
    with database.begin(TEAM) as db:
        made = pairs.make(db, known(db, "UMEI"), known(db, "UADA"), "SQL", A_MONTH_AGO)
        db.flush()
        for on in (TODAY - 9 * A_DAY, TODAY - A_DAY):
            logbook.held(db, made, made.mentee, on, MONDAY)
        return made.id


def corrects(
    database: Database,
    number: int,
    on: date,
    *,
    held: bool = True,
    who: str = "UADA",
    late: int = 0,
    newest: int = 1,
) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.ever_theirs(db, number, who, hold=True)
        session = sessions.past(db, pair, newest)[newest - 1]
        logbook.correct(db, session, pair.person(who), on, held=held, minutes=30, now=MONDAY + late * A_DAY)


def test_another_day_moves_what_hangs_on_it(database: Database, number: int) -> None:
    corrects(database, number, TODAY - 3 * A_DAY)

    with database.look(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        newest = sessions.past(db, pair, 9)[0]
        assert (newest.on, newest.minutes) == (TODAY - 3 * A_DAY, 30)
        assert (pair.held, pair.quiet_since.date()) == (2, TODAY - 3 * A_DAY)


def test_a_session_that_was_not_held_counts_no_more_and_can_come_back(database: Database, number: int) -> None:
    corrects(database, number, TODAY - A_DAY, held=False)
    with database.look(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        assert (pair.held, pair.quiet_since.date(), pair.lifecycle) == (1, TODAY - 9 * A_DAY, Lifecycle.ACTIVE)
        assert sessions.past(db, pair, 1)[0].outcome is Outcome.MISSED

    corrects(database, number, TODAY - A_DAY, held=True)
    with database.look(TEAM) as db:
        assert pairs.theirs(db, number, "UADA").held == 2


def test_only_its_author_and_only_for_30_days_and_never_onto_another_session(database: Database, number: int) -> None:
    with pytest.raises(CannotBeCorrected):
        corrects(database, number, TODAY - 3 * A_DAY, who="UMEI")
    with pytest.raises(CannotBeCorrected):
        corrects(database, number, TODAY - 3 * A_DAY, late=31)
    with pytest.raises(DayIsTaken):
        corrects(database, number, TODAY - 9 * A_DAY)
    with pytest.raises(SessionIsInTheFuture):
        corrects(database, number, TODAY + A_DAY)


def test_after_an_end_a_log_may_be_corrected_up_to_that_day_and_counts_again_if_it_comes_back(
    database: Database, number: int
) -> None:
    with database.begin(TEAM) as db:
        pairs.theirs(db, number, "UADA").end(MONDAY)

    with pytest.raises(SessionIsAfterThePair):
        corrects(database, number, TODAY + A_DAY, late=2)
    corrects(database, number, TODAY - A_DAY, held=False)
    corrects(database, number, TODAY - 9 * A_DAY, held=False, newest=2)
    with database.look(TEAM) as db:
        (over,) = pairs.over(db, known(db, "UADA"), 3)
        assert (over.held, over.is_live) == (0, False)
    corrects(database, number, TODAY, held=True)
    with database.look(TEAM) as db:
        assert pairs.ever_theirs(db, number, "UADA").held == 1


def test_what_may_be_read_of_sessions_is_ones_own_first_and_what_was_shared(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        new, old = sessions.past(db, pair, 2)
        sessions.note(db, new, pair.mentor, "Shared", shared=True, now=MONDAY)
        sessions.note(db, old, pair.mentor, "Private", shared=False, now=MONDAY)
        sessions.note(db, new, pair.mentee, "Mine", shared=False, now=MONDAY)
        sessions.note(db, old, pair.mentee, "", shared=False, now=MONDAY)

        readable = sessions.readable(db, [new, old], pair.mentee)
        assert {key: [note.text for note in notes] for key, notes in readable.items()} == {
            new.id: ["Mine", "Shared"],
            old.id: [],
        }
        assert [note.text for note in sessions.last_own_notes(db, pair, pair.mentee, 3)] == ["Mine"]


def test_what_a_mentor_gave_is_put_together_over_all_pairs(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        goal = Goal(workspace=TEAM, owner=pair.mentee, text="A talk", created_at=MONDAY, updated_at=MONDAY)
        db.add(goal)
        db.flush()
        for shared_at in (MONDAY, None):
            update = Update(
                workspace=TEAM,
                pair=pair,
                author=pair.mentee,
                about="The talk",
                text="It worked",
                written_at=MONDAY,
                shared_at=shared_at,
                goal_id=goal.id,
            )
            db.add(update)
        db.flush()
        assert updates.about_goal(db, goal.id)
        gave = mentored.of(db, [pair.mentor.id, pair.mentee.id])

        assert set(gave) == {pair.mentor.id}
        assert (len(gave[pair.mentor.id].meetings), gave[pair.mentor.id].since) == (2, A_MONTH_AGO)
        assert [(win.name, win.text) for win in gave[pair.mentor.id].wins] == [("ada", "It worked")]
        pair.end(MONDAY)
        db.flush()
        assert not mentored.of(db, [pair.mentor.id])[pair.mentor.id].goes_on


def test_goals_nobody_touched_for_nine_weeks_are_found(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        owner = known(db, "UADA")
        for days, state in ((63, GoalState.OPEN), (62, GoalState.OPEN), (99, GoalState.PARKED)):
            at = MONDAY - days * A_DAY
            goal = Goal(workspace=TEAM, owner=owner, text=f"{days}", created_at=at, updated_at=at, state=state)
            db.add(goal)
        for days in (13, 14):
            at, on = MONDAY - 99 * A_DAY, (MONDAY - days * A_DAY).date()
            db.add(Goal(workspace=TEAM, owner=owner, text=f"by {days}", created_at=at, updated_at=at, due_on=on))
    with database.everywhere() as db:
        found = overdue.goals_to_park(db, MONDAY)
        assert [goal.text for goal in found] == ["by 14", "63"]
        assert all(goal.parks_at <= MONDAY for goal in found)
    assert number
