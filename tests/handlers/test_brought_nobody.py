"""Whoever takes part as a mentee hears of their match, or that there is none: once, in true words, and in time."""

from datetime import timedelta

from bot.lone import key_of
from bot.mentoring.enrolments import Part, Review
from bot.mentoring.letters import LetterState
from bot.mentoring.programs import Kind, Step
from bot.playground.client import Visitor
from bot.store import enrolments, letters, people, programs, reviews
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import letters_to, pairs_up
from tests.handlers.programs import MENTEES, begins, fills, kept, looks, matched, opens

NONE_YET = "this time there is no mentor for you yet"
NONE = "nobody was found for you"
DAY = timedelta(days=1)


def reviewed(office: Office, number: int, *mentees: str) -> None:
    """Let the matches of these mentees be approved, and those of the others stay to review."""
    with office.database.begin(office.workspace) as db:
        several = [each.id for each in looks(office, number) if each.mentee.slack_id in mentees]
        reviews.review(db, several, Review.APPROVED)


def launches(office: Office) -> None:
    mia = opens(office)
    mia.clicks("program_step")
    mia.waits_for("being brought to both people")
    office.says_all()


def closes(office: Office) -> Visitor:
    """Let the program go on to its close, with what Mia reads before she says yes."""
    opens(office).clicks("Go to midpoint")
    mia = opens(office)
    mia.waits_for("Begin to close")
    return mia


def has_jonas_besides(office: Office) -> int:
    """Let a program match Ada with Jonas, who become a pair by themselves; their match is rejected."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, ["UADA"])
    matched(office, number)
    pairs_up(office, "UJONAS", "UADA")
    with office.database.begin(office.workspace) as db:
        for each in looks(office, number):
            is_hers = each.mentee.slack_id == "UADA"
            reviews.review(db, [each.id], Review.REJECTED if is_hers else Review.APPROVED)
    return number


def test_whoever_found_a_mentor_meanwhile_does_not_read_that_they_have_none(office: Office) -> None:
    has_jonas_besides(office)

    launches(office)

    told = str(letters_to(office, "UADA"))
    assert f"matches are made, and this time {NONE} besides <@UJONAS>" in told
    assert NONE_YET not in told


def test_a_lead_sees_that_whoever_has_no_match_has_a_mentor_and_not_with_whom(office: Office) -> None:
    number = has_jonas_besides(office)

    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.waits_for("<@UADA>\nHas 1 mentor outside this program. The match with <@UJONAS> was rejected.")
    with office.database.begin(office.workspace) as db:
        people.block(db, "UGRACE", [])
        people.block(db, "UVALE", [])
    matched(office, number)
    mia.clicks("Back to the matches")

    line = str(mia.waits_for("<@UADA> with"))
    assert "has 1 mentor outside this program" in line


def test_whose_match_was_never_launched_hears_so_when_the_program_closes(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    reviewed(office, number, "UADA", "UNOOR")
    launches(office)
    assert not any(NONE in each for each in letters_to(office, "UHANA"))

    mia = closes(office)
    assert mia.sees("1 mentee was brought nobody and can't be after that, so launch before what shall be.")
    mia.clicks("Begin to close")
    mia.waits_for("The program is at close now")

    said = f"*Spring* brings no more people together, and {NONE}. That isn't about you."
    told = {each: sum(said in letter for letter in letters_to(office, each)) for each in MENTEES}
    assert told == {"UADA": 0, "UNOOR": 0, "UHANA": 1}
    opens(office).clicks("Archive")
    assert sum(said in letter for letter in letters_to(office, "UHANA")) == 1
    office.visitor("UHANA").clicks("Tell me when somebody can")
    assert office.visitor("UHANA").waits_for("waiting list")


def test_whoever_came_late_and_whoever_heard_at_the_launch_hear_it_once(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE", "UJONAS"):
            people.block(db, mentor, ["UHANA"])
    matched(office, number)
    reviewed(office, number, *MENTEES)
    launches(office)
    assert any(NONE_YET in each for each in letters_to(office, "UHANA"))
    moves_in(office, "UWEILING", wants=("sql",), name="Weiling")
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program
        enrolments.enrol(db, program, people.these(db, ["UWEILING"])["UWEILING"], Part.MENTEE, office.now())

    closes(office).clicks("Begin to close")

    assert sum(NONE in each for each in letters_to(office, "UWEILING")) == 1
    assert not any(NONE in each for each in letters_to(office, "UHANA")), "they heard at the launch"


def test_the_leads_read_before_the_day_of_the_close_whom_it_leaves_without_anybody(office: Office) -> None:
    number = begins(office, Step.MIDPOINT)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program
        program.launched_at = office.now() - 30 * DAY
        program.ends_on = (office.now() + 30 * DAY).date()
        program.look_again(office.now())

    office.passes(DAY)

    near = next(each for each in letters_to(office, "UMIA") if "close is planned for" in each)
    assert "3 mentees were brought nobody and can't be after that" in str(near)


def test_whoever_waits_in_a_program_that_is_always_on_hears_when_it_is_archived(office: Office) -> None:
    number = begins(office, Step.ENROLMENT, Kind.ALWAYS_ON)
    fills(office, number)

    mia = opens(office)
    assert mia.sees("3 mentees were brought nobody and can't be after that")
    mia.clicks("Archive")
    mia.waits_for("The program is at archive now")

    assert all(any(NONE in each for each in letters_to(office, mentee)) for mentee in MENTEES)
    assert kept(office, number).is_over


def test_a_mentor_who_takes_a_break_is_asked_by_no_launch_and_the_lead_reads_that_before(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    reviewed(office, number, *MENTEES)
    (hers,) = (each for each in looks(office, number) if each.mentee.slack_id == "UADA")
    mentor = hers.mentor.slack_id
    offers(office, mentor, "sql", offering_paused_until=office.now() + 30 * DAY)

    mia = opens(office)
    assert mia.sees(
        "3 approved. Both people of every approved match are asked. This can't be taken back. "
        "1 is left out, as its mentor takes nobody new now."
    )
    mia.clicks("People")
    mia.waits_for(f"<@{mentor}> · Mentor · room for 1 mentee · takes nobody new now")
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 of 1 place, takes nobody new now")
    launches(office)

    assert not any("Would you like" in each for each in (*letters_to(office, mentor), *letters_to(office, "UADA")))
    assert any(NONE_YET in each for each in letters_to(office, "UADA"))
    assert any("2 of 3 matches launched. 1 match couldn't be" in each for each in letters_to(office, "UMIA"))
    (hers,) = (each for each in looks(office, number) if each.mentee.slack_id == "UADA")
    assert hers.review is Review.FAILED


def test_a_lead_reads_who_knows_that_there_is_nobody_or_will(office: Office) -> None:
    number = has_jonas_besides(office)
    asked = without_a_match(office)
    assert asked.sees("nobody here was told anything.")
    assert not asked.sees("Knows that nobody was found.")
    launches(office)
    office.says_all()

    assert without_a_match(office).sees("Knows that nobody was found.")

    with office.database.begin(office.workspace) as db:
        letter = letters.by_key(db, key_of(kept(office, number), "UADA"))
        assert letter
        letter.state = LetterState.DUE
    asked = without_a_match(office)
    assert asked.sees("Is told in their own hours that nobody was found.")
    assert not asked.sees("nobody here was told anything")


def without_a_match(office: Office) -> Visitor:
    """Let Mia look at who has no match."""
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.waits_for("1 mentee without a match.")
    return mia
