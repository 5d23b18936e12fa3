"""Mentors named to mentees, as either database keeps them: by round, answered or not, and heeded by the next match."""

from datetime import timedelta

import pytest

from bot import choosing, matchmaking
from bot.blocks import message, said
from bot.mentoring.choices import Choice
from bot.mentoring.cohort.outcome import Paired
from bot.mentoring.enrolments import Part
from bot.mentoring.programs import Kind, Program, Step
from bot.store import choices, cohorts, enrolments, letters, programs
from bot.store.database import Database
from handlers import choose
from tests.examples import MONDAY, TEAM, ada, ines, jonas, mei, noor
from tests.reading import WORDS_MAX, counted_words
from tests.store.crew import ELSEWHERE, known

LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def program(database: Database) -> Program:
    """Have a cohort at matching, with two mentors and two mentees."""
    with database.begin(TEAM) as db:
        crowd = {
            Part.MENTEE: [ada(level=1, wants=("sql",)), noor(level=1, wants=("sql",))],
            Part.MENTOR: [
                mei(level=4, topics=("sql",), capacity=1, joined_at=MONDAY),
                jonas(level=4, topics=("sql",), joined_at=MONDAY),
            ],
        }
        db.add(ines())
        cohort = Program(workspace=TEAM, name="Spring", kind=Kind.COHORT, by="UINES", created_at=MONDAY)
        cohort.step = Step.MATCHING
        programs.add(db, cohort)
        for part, several in crowd.items():
            for person in several:
                person.joined_at = MONDAY
                db.add(person)
                enrolments.enrol(db, cohort, person, part, MONDAY)
    return cohort


def paired(mentee: str, mentor: str, nth: int) -> Paired:
    return Paired(
        mentee=mentee, mentor=mentor, nth=nth, score=500, parts={}, mentor_points=1, rank=nth, reasons=("Teaches sql",)
    )


def test_what_both_sides_said_is_heeded_and_nobody_who_chose_is_asked_again(
    database: Database, program: Program
) -> None:
    with database.begin(TEAM) as db:
        lead = known(db, "UINES")
        held = programs.one(db, program.id, hold=True)
        assert held is not None
        choices.keep(db, program.id, [], MONDAY)
        assert (choosing.remind(db, held, MONDAY), choices.tally(db, program.id).asked) == (0, 0)
    named = matchmaking.name_some(database, lead, program, MONDAY, matchmaking.solve_here)
    assert {(each.mentee, each.mentor) for each in named} == {
        (mentee, mentor) for mentee in ("UADA", "UNOOR") for mentor in ("UMEI", "UJONAS")
    }
    with database.begin(TEAM) as db:
        choices.keep(db, program.id, named, MONDAY)
        mine = enrolments.one(db, program.id, "UADA")
        assert mine is not None
        mine.choose(["UJONAS"], ["UMEI", "UJONAS"])
        for each in choices.of_mentee(db, program.id, known(db, "UADA")):
            each.answered = True
        for each in choices.of_mentor(db, program.id, known(db, "UJONAS")):
            each.declined = each.mentee.slack_id == "UNOOR"
    with database.look(TEAM) as db:
        assert choices.settled(db, program.id) == {"UADA"}
        cohort = cohorts.of(db, program, MONDAY)
        assert set(cohort.drawn) == {("UADA", "UJONAS")}
        assert cohort.forbidden == {("UADA", "UMEI"), ("UNOOR", "UJONAS")}
    again = matchmaking.name_some(database, lead, program, LATER, matchmaking.solve_here)
    assert {(each.mentee, each.mentor) for each in again} == {("UNOOR", "UMEI")}
    with database.begin(TEAM) as db:
        choices.keep(db, program.id, [*again, paired("UADA", "UJONAS", 2)], LATER)
        newest = choices.newest(db, program.id)
        assert [(each.mentee.slack_id, each.answered) for each in newest] == [("UADA", True), ("UNOOR", False)]
        assert choices.tally(db, program.id).silent == 1
    with database.look(ELSEWHERE) as db:
        assert choices.newest(db, program.id) == []
        assert choices.decided(db, program.id) == (frozenset(), frozenset())


def test_everybody_named_is_written_to_once_and_an_answer_takes_the_question_s_place(
    database: Database, program: Program
) -> None:
    several = [paired(mentee, mentor, 1) for mentee in ("UADA", "UNOOR") for mentor in ("UMEI", "UJONAS")]
    with database.begin(TEAM) as db:
        choices.keep(db, program.id, several, MONDAY)
        held = programs.one(db, program.id, hold=True)
        assert held is not None
        held.ask_to_choose(MONDAY + timedelta(days=7), MONDAY)
        assert choosing.ask(db, held, MONDAY) == 2
        assert choosing.ask(db, held, MONDAY) == 2
        waiting = {(each.to, each.kind) for each in letters.waiting(db, MONDAY)}
        assert waiting == {("UADA", "choose_mentors"), ("UNOOR", "choose_mentors")} | {
            (mentor, "named_to_mentees") for mentor in ("UMEI", "UJONAS")
        }
        (first, *_) = choices.of_mentee(db, program.id, known(db, "UADA"))
        choosing.settle(db, held, first, message("Kept."), MONDAY)
        choosing.time_is_up(db, held, MONDAY)
    with database.look(TEAM) as db:
        assert "UADA" not in {each.to for each in letters.waiting(db, MONDAY)}


def named(*reasons: str, wants: tuple[str, ...] = ()) -> Choice:
    """Name Mei to Ada for these reasons."""
    made = Choice(workspace=TEAM, program_id=1, mentee_id=1, mentor_id=2, place=1, proposed_at=MONDAY, reasons=reasons)
    made.mentee, made.mentor = ada(wants=wants), mei()
    return made


def test_a_mentee_reads_whole_reasons_as_many_as_fit_and_never_half_of_one() -> None:
    wants = ("negotiation", "mergers and acquisitions", "quarterly business planning")
    long = "Teaches negotiation, mergers and acquisitions and quarterly business planning"
    assert choosing.fitting(named(long, wants=wants), 11) == long
    assert choosing.fitting(named(long, wants=wants), 7) == "Teaches negotiation, mergers and acquisitions and more"
    assert choosing.fitting(named(long, wants=wants), 4) == "Teaches negotiation and more"
    assert choosing.fitting(named(long, wants=("planning",)), 4) == "*Choose* says why"
    assert choosing.fitting(named(long, "3 levels ahead", wants=wants), 3) == "3 levels ahead"
    assert (
        choosing.fitting(named("Teaches sql", "3 levels ahead", "From elsewhere"), 5) == "Teaches sql; 3 levels ahead"
    )
    assert choosing.fitting(named("Named by the mentee"), 5) == "You named them"


def test_in_the_window_reasons_read_as_one_sentence() -> None:
    shown = choose.shown(named("2 levels ahead", "From another department"), "jonas")

    assert "2 levels ahead; from another department" in shown


def test_the_letter_that_names_mentors_stays_short_however_long_the_reasons_and_the_program_s_name(
    program: Program,
) -> None:
    program.name = "The spring cohort for everybody who would like to lead"
    program.choosing_until = MONDAY + timedelta(days=7)
    several = [named("Teaches public speaking", "8 hours of the working day in common", "3 levels ahead")] * 3
    letter = choosing.to_mentee(program, several)
    assert letter.text.count("Teaches public speaking") == 3
    assert len(counted_words("\n".join(map(said, letter.blocks)))) <= WORDS_MAX
