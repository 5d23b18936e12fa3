"""Programs, their people and their matches, as either database keeps them."""

from datetime import timedelta

import pytest

from bot import cohorts as steps
from bot import matchmaking
from bot.mentoring.enrolments import Part, Review, Verdict
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Person
from bot.mentoring.program_rules import Rules
from bot.mentoring.programs import Kind, Program, Step
from bot.store import (
    audits,
    cohorts,
    concerns,
    enrolments,
    outcomes_of_programs,
    pairs,
    people,
    program_numbers,
    programs,
    reviews,
    shortlists,
    sweeps,
)
from bot.store.database import Database
from bot.store.sweeps import Which
from tests.examples import MONDAY, TEAM, ada, ines, jonas, mei, noor

ELSEWHERE = "T2"
ALL_TO_REVIEW = Which(among=(Review.PROPOSED,))


@pytest.fixture
def program(database: Database) -> Program:
    """Have a cohort at matching, with two mentors, two mentees, and somebody who never joined."""
    with database.begin(TEAM) as db:
        crowd: list[Person] = [ada(level=1), noor(level=1, wants=("sql",)), mei(level=4), jonas(level=4), ines()]
        db.add_all([*crowd, mei(workspace=TEAM, slack_id="UAMARA", name="amara", joined_at=None, welcomed_at=None)])
        cohort = Program(workspace=TEAM, name="Spring", kind=Kind.COHORT, by="UINES", created_at=MONDAY)
        cohort.step = Step.MATCHING
        programs.add(db, cohort)
        programs.appoint(db, cohort.id, "UINES", MONDAY)
        for slack_id, part in (("UADA", Part.MENTEE), ("UNOOR", Part.BOTH), ("UMEI", Part.MENTOR)):
            assert enrolments.enrol(db, cohort, people.these(db, [slack_id])[slack_id], part, MONDAY)
        listed = [(people.these(db, [each])[each], Part.MENTOR) for each in ("UJONAS", "UAMARA", "UMEI")]
        assert enrolments.list_all(db, cohort, listed, MONDAY) == 2
    return cohort


def matched(database: Database, program: Program) -> int:
    with database.look(TEAM) as db:
        by = people.known(db, "UINES")
    assert by is not None
    return matchmaking.match_program(database, by, program, MONDAY, matchmaking.solve_here)


def test_a_program_is_counted_and_its_people_are_found(database: Database, program: Program) -> None:
    with database.begin(TEAM) as db:
        somebody = enrolments.one(db, program.id, "UADA")
        assert somebody is not None
        somebody.rank(["UMEI"], program.rules)
        db.flush()
        numbers = program_numbers.of(db, program, MONDAY)
        assert (numbers.mentees, numbers.mentors, numbers.places, numbers.wished) == (2, 3, 3, 1)
        assert program_numbers.counts(db, [program.id]) == {program.id: (2, 3)}
        assert program_numbers.absent(db, program.id) == (1, 0)
        found, many = enrolments.page(db, program.id, search="A", most=2)
        assert ([each.person.name for each in found], many) == (["ada", "amara"], 3)
        assert enrolments.page(db, program.id, search="%")[1] == 0
        assert enrolments.teaching(db, program.id, ["UADA", "UMEI", "UAMARA"]) == {"UMEI"}
        assert not enrolments.enrol(db, program, somebody.person, Part.BOTH, MONDAY)
        assert [each.name for _, each in enrolments.of_person(db, somebody.person)] == ["Spring"]
        assert enrolments.leave(db, program.id, somebody.person)
        assert not enrolments.leave(db, program.id, somebody.person)
    with database.look(ELSEWHERE) as db:
        assert programs.one(db, program.id) is None
        assert programs.led_by(db, "UINES") == frozenset()
        assert enrolments.one(db, program.id, "UMEI") is None


def test_matches_are_kept_searched_and_decided(database: Database, program: Program) -> None:
    matched(database, program)
    with database.begin(TEAM) as db:
        run = reviews.last_run(db, program.id)
        assert run is not None
        found, many = reviews.page(db, program.id)
        assert many == len(found) == 2
        assert {each.mentee.slack_id for each in found} == {"UADA", "UNOOR"}
        assert reviews.page(db, program.id, search="ADA", among=[Review.PROPOSED])[1] == 1
        first = found[0]
        cohorts.decide(db, program.id, [(first.mentee, first.mentor)], Verdict.LOCK, MONDAY)
        assert len(sweeps.sweep(db, run.id, ALL_TO_REVIEW, Review.APPROVED)) == 2
        assert reviews.carried(db, program.id, run.id, [first.mentor.id])[first.mentor.id] >= 1
        assert reviews.of_mentor(db, run.id, first.mentor)[0].mentor is first.mentor
    matched(database, program)
    with database.look(TEAM) as db:
        again = reviews.last_run(db, program.id)
        assert again is not None
        assert again.id > run.id
        kept = [each for each in reviews.page(db, program.id)[0] if each.locked]
        assert [(each.mentee.slack_id, each.review) for each in kept] == [(first.mentee.slack_id, Review.APPROVED)]


def test_many_matches_are_decided_about_at_once_and_taken_back(database: Database, program: Program) -> None:
    matched(database, program)
    with database.begin(TEAM) as db:
        run = reviews.last_run(db, program.id)
        assert run is not None
        weak, strong = reviews.page(db, program.id)[0]
        assert sweeps.last(db, run.id) is None
        assert weak.points <= strong.points
        reviews.review(db, [strong.id], Review.APPROVED, locked=True)
        either = (Review.PROPOSED, Review.APPROVED)
        assert sweeps.sweep(db, run.id, Which(among=either, below=weak.points), Review.REJECTED) == []
        assert sweeps.sweep(db, run.id, Which(among=either, only=[strong.id]), Review.REJECTED) == []
        (swept,) = sweeps.sweep(db, run.id, Which(among=either, least=weak.points), Review.REJECTED)
        assert swept == (weak.mentee.id, weak.mentor.id, Review.PROPOSED)
        assert sweeps.last(db, run.id) == (1, 1)
        assert len(sweeps.undo(db, run.id, 1)) == 1
        assert sweeps.undo(db, run.id, 1) == []
        assert sweeps.last(db, run.id) is None
        sweeps.sweep(db, run.id, ALL_TO_REVIEW, Review.APPROVED)
        reviews.review(db, [weak.id], Review.PROPOSED)  # decided alone since: no sweep takes that back
        assert sweeps.last(db, run.id) is None
    with database.begin(ELSEWHERE) as db:
        assert sweeps.sweep(db, run.id, Which(among=tuple(Review)), Review.REJECTED) == []


def test_launching_is_done_once_a_few_at_a_time_and_ends_with_the_archive(database: Database, program: Program) -> None:
    matched(database, program)
    with database.begin(TEAM) as db:
        cohort = programs.one(db, program.id, hold=True)
        assert cohort is not None
        run = reviews.last_run(db, program.id)
        assert run is not None
        sweeps.sweep(db, run.id, ALL_TO_REVIEW, Review.APPROVED)
        people.block(db, "UNOOR", [each.mentor.slack_id for each in reviews.page(db, program.id)[0]])
        steps.take(db, cohort, Step.LAUNCH, MONDAY, ines())
        assert programs.to_look_at(db, MONDAY, 5) == [(TEAM, program.id)]
    changed = []
    for _ in range(3):
        with database.begin(TEAM) as db:
            changed.append(steps.due(db, program.id, MONDAY))
    assert changed == [2, 1, 0]
    with database.begin(TEAM) as db:
        numbers = program_numbers.of(db, program, MONDAY)
        assert (numbers.launched, numbers.failed, numbers.to_launch) == (1, 1, 2)
        assert outcomes_of_programs.states(db, program.id) == {Lifecycle.PROPOSED: 1}
        cohort = programs.one(db, program.id, hold=True)
        assert cohort is not None
        for step in (Step.MIDPOINT, Step.CLOSE, Step.ARCHIVE):
            steps.take(db, cohort, step, MONDAY)
        assert cohort.report is not None
        assert (cohort.report["proposed"], cohort.report["pairs"], cohort.report["asked"]) == (1, 0, 1)
        assert cohort.report["on"] == "2026-03-02"
        assert reviews.last_run(db, program.id) is None
        assert enrolments.everybody(db, program.id) == []
        assert programs.every(db) == []
        assert [each.id for each in programs.every(db, over=True)] == [program.id]


def test_whoever_left_before_launch_or_only_mentors_by_now_is_asked_nothing(
    database: Database, program: Program
) -> None:
    matched(database, program)
    with database.begin(TEAM) as db:
        cohort, run = programs.one(db, program.id, hold=True), reviews.last_run(db, program.id)
        assert cohort is not None
        assert run is not None
        sweeps.sweep(db, run.id, ALL_TO_REVIEW, Review.APPROVED)
        two = people.these(db, ["UADA", "UNOOR"])
        assert enrolments.leave(db, cohort.id, two["UADA"])
        assert not enrolments.enrol(db, cohort, two["UNOOR"], Part.MENTOR, MONDAY)
        steps.take(db, cohort, Step.LAUNCH, MONDAY, ines())
        assert steps.launch_some(db, cohort, MONDAY) == 2
        numbers = program_numbers.of(db, cohort, MONDAY)
        assert (numbers.launched, numbers.failed, numbers.to_launch) == (0, 2, 2)
        told = steps.launched(cohort, reviews.confirmed(db, program.id), 0, is_held=False)
        assert "0 of 2 matches launched. 2 matches couldn't be proposed any more." in told.payload["text"]
        assert outcomes_of_programs.states(db, program.id) == {}


def test_a_pair_of_the_program_ends_with_it_and_another_keeps_its_own_end(database: Database, program: Program) -> None:
    with database.begin(TEAM) as db:
        four = people.these(db, ["UADA", "UMEI", "UNOOR", "UJONAS"])
        mine = pairs.make(db, four["UMEI"], four["UADA"], "sql", MONDAY)
        own = pairs.make(db, four["UJONAS"], four["UNOOR"], "sql", MONDAY)
        mine.program_id = own.program_id = program.id
        own.term_ends_at = MONDAY + timedelta(days=99)
        cohort = programs.one(db, program.id)
        assert cohort is not None
        cohort.step = Step.MIDPOINT
        db.flush()
        steps.take(db, cohort, Step.CLOSE, MONDAY)
        assert mine.term_ends_at == cohort.ends_at
        assert own.term_ends_at == MONDAY + timedelta(days=99)
        assert outcomes_of_programs.took_part(db, program.id) == []
        mine.meet(MONDAY, MONDAY)
        db.flush()
        assert [(did.person.slack_id, *did[1:3]) for did in outcomes_of_programs.took_part(db, program.id)] == [
            ("UADA", 1, 0),
            ("UMEI", 0, 1),
        ]
        assert len(cohorts.of(db, cohort, MONDAY).live) == 2


def test_whoever_looks_alone_is_held_to_what_the_leads_of_their_program_decided(
    database: Database, program: Program
) -> None:
    with database.begin(TEAM) as db:
        two = people.these(db, ["UADA", "UMEI"])
        two["UADA"].manager = two["UMEI"].manager = "UBOSS"
        for mentor in people.these(db, ["UMEI", "UJONAS"]).values():
            people.index(db, mentor)
        db.flush()
        assert "UMEI" not in [
            each.offer.slack_id for each in shortlists.search(db, two["UADA"], "sql", MONDAY)[1].matches
        ]
        cohort = programs.one(db, program.id)
        assert cohort is not None
        cohort.settings = Rules(same_team=True).plain()
        db.flush()
        assert "UMEI" in [each.offer.slack_id for each in shortlists.search(db, two["UADA"], "sql", MONDAY)[1].matches]
        assert enrolments.switches_of(db, two["UMEI"]).same_team is False


def test_a_concern_within_a_program_is_heard_by_its_own_contact_first(database: Database, program: Program) -> None:
    with database.begin(TEAM) as db:
        four = people.these(db, ["UADA", "UMEI", "UNOOR", "UJONAS"])
        pair = pairs.make(db, four["UMEI"], four["UADA"], "sql", MONDAY)
        pair.program_id = program.id
        four["UJONAS"].is_contact = True
        db.flush()
        assert [each.slack_id for each in concerns.hearers(db, "UADA", four["UMEI"])] == ["UJONAS"]
        programs.appoint(db, program.id, "UNOOR", MONDAY, programs.CONTACT)
        assert [each.slack_id for each in concerns.hearers(db, "UADA", four["UMEI"])] == ["UNOOR", "UJONAS"]
        assert [each.slack_id for each in concerns.hearers(db, "UADA", None)] == ["UJONAS"]


def test_what_leads_did_is_kept_for_two_years(database: Database) -> None:
    with database.begin(TEAM) as db:
        for day in range(3):
            audits.note(db, "UINES", f"done_{day}", "program:1", MONDAY + timedelta(days=day), program=1)
        audits.note(db, "UINES", "hold", "everything:", MONDAY)
        found, many = audits.latest(db, 2, program=1)
        assert ([each.act for each in found], many) == (["done_2", "done_1"], 3)
        assert [each.act for each in audits.latest(db, 5, program=None)[0]] == ["hold"]
        audits.forget(db, MONDAY + audits.KEPT_FOR + timedelta(days=1, minutes=1))
        assert audits.latest(db, 5, program=1)[1] == 1
        assert audits.latest(db, 5, program=None)[1] == 0
    with database.look(ELSEWHERE) as db:
        assert audits.latest(db, 5, program=1) == ([], 0)
