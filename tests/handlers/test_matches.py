"""Matches: gone through one by one or all at once, changed, launched, and never giving away what is private."""

import csv
import io

import pytest

from bot.mentoring.enrolments import Part, Review
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Kind, Step
from bot.playground.telephone import Telephone
from bot.store import cohorts, enrolments, outcomes_of_programs, people, programs, reviews, sweeps
from handlers.matches import table
from tests.handlers.conftest import Office
from tests.handlers.programs import MENTORS, begins, fills, kept, looks, matched, opens, values
from tests.handlers.test_calendar_file import SCOPES


def test_matches_are_gone_through_one_by_one(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    before = looks(office, number)
    assert len(before) == 3
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 to review")
    mia.clicks("Approve")
    mia.waits_for("Approved.")
    mia.clicks("Not yet")
    mia.waits_for("Back among those to review")
    mia.clicks("Keep together")
    mia.waits_for("Kept together, also")
    mia.clicks("Don't keep together")
    mia.waits_for("Not kept together any more")
    mia.clicks("Reject")
    mia.waits_for("Rejected:")
    mia.clicks("Not rejected after all")
    mia.waits_for("Back among those to review")
    with office.database.look(office.workspace) as db:
        assert not any(cohorts.verdicts(db, number).values())
    mia.fills({"only": "Approved"}).submits()
    mia.waits_for(lambda: not mia.sees(f"<@{before[0].mentor.slack_id}>*"))
    mia.fills({"only": "All", "search": before[1].mentee.name.lower()}).submits()
    assert mia.waits_for(f"<@{before[1].mentee.slack_id}> with")


def test_whoever_blocked_somebody_is_never_matched_and_a_lead_can_t_tell(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in MENTORS:
            people.block(db, mentor, ["UADA"])
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 without a match")
    mia.clicks("Without a match")
    mia.waits_for("1 mentee without a match")
    assert mia.sees("in their reporting line or kept apart from them")
    told = str(mia.modal()).replace("in their reporting line or kept apart", "")
    assert "kept apart" not in told, "no number of its own tells that somebody said something in private"
    mia.clicks("Back to the matches")
    mia.waits_for("2 to review")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")


def test_matches_as_a_table_tell_reasons_and_points_and_nobody_s_wishes(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        mine = enrolments.one(db, number, "UADA")
        assert mine is not None
        mine.rank([MENTORS[0]], kept(office, number).rules)
        people.block(db, MENTORS[0], ["UHANA"])
        people.block(db, MENTORS[1], ["UHANA"])
        people.block(db, MENTORS[2], ["UHANA"])
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 without a match")
    mia.clicks("As a table")
    office.says_all()
    mia.clicks("Get the table")
    assert mia.waits_for("I may not send files in this workspace")
    copied = str(mia.dm()[-1])
    assert "mentee_id,mentee,mentor_id" in copied, "what can't be sent as a file can be copied"
    assert "UHANA" in copied
    Telephone(office.playground.url).tell("/play/scopes", granted=SCOPES)
    mia.clicks("Get the table")
    assert mia.waits_for("The matches are in our conversation")
    with office.database.look(office.workspace) as db:
        run = reviews.last_run(db, number)
        assert run is not None
        written = table.table(db, kept(office, number), run, office.now())
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [row["stands"] for row in rows] == ["to review", "to review", ""]
    assert rows[2]["mentee_id"] == "UHANA"
    assert "in their reporting line or kept apart from them" in written
    assert "kept apart" not in written.replace("in their reporting line or kept apart", "")
    assert "Named by" not in written
    assert "wish" not in written
    assert all(int(row["needs_points"]) > 0 for row in rows[:2])


@pytest.mark.parametrize("step", [Step.ENROLMENT])
def test_what_is_always_on_launches_again_and_again(office: Office, step: Step) -> None:
    number = begins(office, step, Kind.ALWAYS_ON)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 to review")
    mia.clicks("approve_rest")
    mia.waits_for("3 matches approved")
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    mia.clicks("Launch 3 matches")
    mia.waits_for("3 matches are being brought to both people, a few at a time, to each in their own hours.")
    assert mia.sees("You hear when all are on their way, and how many couldn't be.")
    office.deliver()
    office.deliver()
    with office.database.look(office.workspace) as db:
        assert outcomes_of_programs.states(db, number) == {Lifecycle.PROPOSED: 3}
        assert not kept(office, number).launching
    matched(office, number)
    assert [each.review for each in looks(office, number)] == [Review.LAUNCHED] * 3
    mia.clicks("program_step")
    mia.waits_for("The program is at archive now")
    mia.clicks("Send certificates")
    assert mia.waits_for("Nobody has met in this program yet")


def test_an_unmatchable_program_says_so(office: Office) -> None:
    begins(office, Step.MATCHING)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("No match was made yet")
    assert "match_now" not in values(mia.modal())
    assert mia.sees("To let people in, take the last step back to open enrolment again, or let latecomers in.")
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    assert "program_step" not in values(mia.modal())
    mia.clicks("Matches")
    mia.clicks("Let latecomers in")
    mia.waits_for("People may take part until you say otherwise")
    mia.clicks("Matches")
    mia.waits_for("People can take part now")
    mia.clicks("Back to the program")
    mia.clicks("Let nobody new in")
    mia.clicks("Matches")
    mia.clicks("Take the last step back")
    assert mia.waits_for("The program is at enrolment again")


def test_when_the_last_ones_withdraw_meanwhile_the_window_says_how_people_get_in(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    mia = opens(office)
    for label in ("Match", "Let mentees choose first"):
        mia.clicks("Make and review matches")
        mia.waits_for("No match was made yet")
        if label != "Match":
            mia.clicks(label)
            mia.waits_for("Nobody is told a pair before launch")
        mentors_go(office, number)
        if label == "Match":
            mia.clicks(label)
        else:
            mia.fills({"until": "2026-03-10"}).submits()
        assert mia.waits_for("To let people in, take the last step back")
        assert kept(office, number).matching_since is None
        mentors_go(office, number, back=True)
        mia.clicks("Back to the program")


def mentors_go(office: Office, number: int, *, back: bool = False) -> None:
    """Let every mentor leave a program, or take part in it again."""
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program is not None
        for mentor in people.these(db, MENTORS).values():
            if back:
                enrolments.enrol(db, program, mentor, Part.MENTOR, office.now())
            else:
                enrolments.leave(db, number, mentor)


def test_a_launch_of_what_somebody_else_took_back_asks_nobody(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    mia.clicks("Make and review matches")
    mia.clicks("approve_rest")
    mia.clicks("Back to the program")
    mia.waits_for("Launch 3 matches")
    with office.database.begin(office.workspace) as db:
        run = reviews.last_run(db, number)
        assert run is not None
        assert len(sweeps.undo(db, run.id, 1)) == 3

    mia.clicks("program_step")

    assert mia.waits_for("No match is approved yet")
    assert {each.review for each in looks(office, number)} == {Review.PROPOSED}
