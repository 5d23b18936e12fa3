"""Matches are read and kept whole, for one workspace, and nobody is matched who must not be."""

from datetime import timedelta

from bot.matchmaking import match, solve_here
from bot.mentoring.cohort.participants import Policy, Way
from bot.mentoring.people import Standing
from bot.store import matches, pairs, people
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, ines, jonas, mei, noor, pair, tane
from tests.store.crew import ELSEWHERE, kept, known

SQL = ("SQL",)


def company(database: Database) -> None:
    mei_ = mei(topics=SQL, capacity=2)
    kept(database, ada(wants=SQL), jonas(wants=SQL, capacity=0), mei_)
    kept(database, noor(topics=SQL, capacity=1, joined_at=MONDAY))


def test_a_run_is_kept_with_its_pairs_its_proof_and_whoever_is_left_over(database: Database) -> None:
    company(database)
    with database.begin(TEAM) as db:
        lead = known(db, "UMEI")
        people.block(db, "UJONAS", ["UMEI", "UNOOR"])

    run_id = match(database, lead, ["UADA", "UJONAS"], now=MONDAY, locks=[("UADA", "UNOOR")], solver=solve_here)

    with database.look(TEAM) as db:
        run = matches.one(db, run_id)
        assert run
        assert run == matches.latest(db)
        (made,) = matches.pairs_of(db, run_id)
        assert (made.mentee, made.mentor, made.locked) == ("UADA", "UNOOR", True)
        assert sum(made.parts.values()) > 0
        assert made.reasons
        assert run.unmatched[0]["id"] == "UJONAS"
        assert run.unmatched[0]["barriers"] == {"closed": 1, "apart": 1}, "what leads see of somebody comes first"
        assert run.certificate["proven"] is True
        assert run.policy["on"] == MONDAY.isoformat()
        assert len(run.fingerprint) == 64
    with database.look(ELSEWHERE) as db:
        assert matches.one(db, run_id) is None
        assert matches.latest(db) is None
        assert matches.pairs_of(db, run_id) == []


def test_live_pairs_stay_ended_ones_are_over_and_the_absent_take_no_part(database: Database) -> None:
    company(database)
    kept(database, tane(topics=SQL, capacity=3, standing=Standing.GONE, joined_at=MONDAY))
    kept(database, ines(capacity=0, joined_at=MONDAY))
    with database.begin(TEAM) as db:
        pairs.make(db, known(db, "UMEI"), known(db, "UADA"), "sql", MONDAY)
        over = pair(mentor=known(db, "UNOOR"), mentee=known(db, "UJONAS"))
        over.end(MONDAY)
        db.add(over)
        bo = known(db, "UNOOR")
        bo.offering_paused_until = MONDAY + timedelta(days=1)

    with database.look(TEAM) as db:
        cohort = matches.cohort_of(db, ["UADA", "UJONAS", "UTANE", "UNOBODY"], MONDAY)
        others = matches.cohort_of(db, ["UJONAS"], MONDAY)

    who = {each.id: each for each in cohort.participants}
    assert set(who) == {"UADA", "UJONAS", "UMEI", "UNOOR"}
    assert cohort.live == {("UADA", "UMEI")}
    assert ("UJONAS", "UNOOR") in cohort.apart
    assert who["UNOOR"].room == 0
    assert {each.id: each.mentees for each in others.participants}["UMEI"] == 1


def test_a_mentee_who_has_a_mentor_already_needs_none(database: Database) -> None:
    company(database)
    with database.begin(TEAM) as db:
        pairs.make(db, known(db, "UNOOR"), known(db, "UADA"), "sql", MONDAY)
        known(db, "UNOOR").stop_offering()
        lead = known(db, "UMEI")

    run_id = match(database, lead, ["UADA"], now=MONDAY, policy=Policy(way=Way.STABLE), solver=solve_here)
    with database.look(TEAM) as db:
        assert matches.pairs_of(db, run_id) == []


def test_the_solver_has_a_process_of_its_own(database: Database) -> None:
    company(database)
    with database.look(TEAM) as db:
        lead = known(db, "UMEI")

    run_id = match(database, lead, ["UADA", "UJONAS"], now=MONDAY)
    with database.look(TEAM) as db:
        assert {made.mentee for made in matches.pairs_of(db, run_id)} == {"UADA", "UJONAS"}
