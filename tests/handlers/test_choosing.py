"""Choosing before a match: three mentors each, an order among them, mentors who may say no, and nobody told a pair."""

from datetime import timedelta
from typing import Any

import pytest

from bot.cohorts import launch
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import choices, enrolments, outcomes_of_programs, people, programs
from tests.handlers.asking import labels, told
from tests.handlers.conftest import Office
from tests.handlers.programs import MENTEES, MENTORS, begins, fills, kept, looks, matched, opens

WORDS_MAX = 60
UNTIL = "2026-03-10"
FIRST, SECOND, THIRD = MENTEES
ONE, OTHER, LAST = MENTORS


def asked(office: Office, *, says: bool = True) -> int:
    """Let Mia ask everybody to choose until a week from now, and let all letters arrive if they are to."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("No match was made yet")
    mia.clicks("Let mentees choose first")
    mia.waits_for("Nobody is told a pair before launch")
    assert "until" in mia.fills({"until": "2026-03-02"}).submits()["errors"]
    mia.fills({"until": UNTIL}).submits()
    mia.waits_for("Matching is under way")
    if says:
        office.says_all()
    return number


def chooses(somebody: Visitor, *order: str) -> Any:  # noqa: ANN401 - whatever the form answers
    """Let a mentee put mentors in order."""
    somebody.clicks("Choose")
    somebody.waits_for("Whom would you like in")
    places = ("First choice", "Second choice", "Third choice")
    chosen = [*(each.removeprefix("U").title() for each in order), "Nobody", "Nobody", "Nobody"]
    return somebody.fills(dict(zip(places, chosen, strict=False))).submits()


def a_table_tells_nothing_of_what_they_answered(mia: Visitor) -> None:
    """Whoever was left out, or declined, is kept together in a preview like anybody; no wish tells who has answered."""
    assert not mia.sees("named mentors they wish for")
    mia.clicks("Matches")
    mia.clicks("Decide by table")
    mia.waits_for("You see what would change before anything does.")
    mia.fills({"decisions": f"mentee,mentor\n{FIRST},{OTHER}\n{THIRD},{ONE}\n"}).submits()
    mia.waits_for("*2 good lines, 0 lines to look at.*")
    mia.fills({"decisions": f"mentee,mentor,kind\n{FIRST},{ONE},wish\n{SECOND},{ONE},wish\n"}).submits()
    mia.waits_for("*0 good lines, 2 lines to look at.*")
    assert mia.sees("2: this program takes no wishes now")
    assert mia.sees("3: this program takes no wishes now")
    mia.closes(everything=True)


def test_mentees_choose_mentors_may_decline_and_what_they_said_decides(office: Office) -> None:
    number = asked(office)
    assert "3 mentees can choose among mentors now" in told(office, "UMIA")
    ada = office.visitor(FIRST)
    letter = ada.dm()[-1]["text"]
    assert "three mentors for you" in letter
    assert len(letter.split()) <= WORDS_MAX
    assert "You get this because you take part" in letter

    assert "Second choice" in chooses(ada, LAST, LAST)["errors"]
    ada.closes(everything=True)
    chooses(ada, LAST, ONE)
    ada.waits_for("Kept, in this order")
    ada.closes(everything=True)
    office.says_all()
    assert "Kept, in this order" in ada.dm()[-1]["text"]

    none = office.visitor(SECOND)
    none.clicks("None of these")
    none.waits_for("None of them, then")

    mentor = office.visitor(ONE)
    assert "one of the mentors" in mentor.dm()[-1]["text"]
    mentor.clicks("Somebody doesn't suit")
    mentor.waits_for("Who doesn't suit?")
    mentor.fills({"declined": [THIRD.removeprefix("U").title()]}).submits()
    mentor.waits_for("in this program. Nobody learns of it")
    mentor.closes(everything=True)

    lead_reminds(opens(office))
    a_table_tells_nothing_of_what_they_answered(opens(office))
    matched(office, number)
    found = {(each.mentee.slack_id, each.mentor.slack_id) for each in looks(office, number)}
    assert (FIRST, LAST) in found
    assert (THIRD, OTHER) in found
    assert len(found) == 2
    for slack_id in (*MENTEES, *MENTORS):
        assert "is with" not in told(office, slack_id)


def lead_reminds(mia: Visitor) -> None:
    """Let Mia see how many answered, and remind the others, twice by mistake."""
    mia.clicks("Matches")
    mia.waits_for("2 of 3 mentees answered")
    mia.clicks("Remind the other 1")
    mia.waits_for("1 mentee will be reminded")
    mia.clicks("Remind the other 1")
    mia.waits_for("was reminded already")
    assert not mia.sees("doesn't suit")


@pytest.mark.parametrize("says", [True, False])
def test_once_choosing_is_over_nobody_is_asked_any_more(office: Office, says: bool) -> None:
    asked(office, says=says)
    mia = opens(office)
    mia.clicks("Take the last step back")
    mia.waits_for("Taken back.")
    office.says_all()

    for slack_id in (*MENTEES, *MENTORS):
        dm = office.visitor(slack_id).dm()
        assert not any({"Choose", "Somebody doesn't suit"} & set(labels(each)) for each in dm)
        assert any("Choosing is over, thank you" in each["text"] for each in dm) is says


def test_whoever_is_late_is_answered_kindly(office: Office) -> None:
    number = asked(office)
    third = office.visitor(THIRD)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        program.stop_choosing(office.now())
    chooses(third, ONE)
    third.waits_for("It counts if they are made again before launch")
    third.closes(everything=True)

    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        program.go(Step.LAUNCH, office.now())
        launch(db, program, office.now())
    third.clicks("Choose")
    third.waits_for("Matches are made by now")
    third.closes(everything=True)
    third.clicks("None of these")
    third.waits_for("Matches are made by now")
    mentor = office.visitor(ONE)
    mentor.clicks("Somebody doesn't suit")
    mentor.waits_for("Matches are made by now")


def test_when_the_time_is_over_the_lead_hears_how_many_answered(office: Office) -> None:
    number = asked(office)
    for slack_id in (FIRST, SECOND):
        chooses(office.visitor(slack_id), OTHER)
    office.passes(timedelta(days=8))
    heard = told(office, "UMIA")
    assert "the time to choose mentors is over. 2 of 3 mentees answered" in heard
    assert heard.count("the time to choose mentors is over") == 1
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("2 of 3 mentees answered")
    mia.clicks("Remind the other 1")
    assert mia.waits_for("That can't be done where this program stands now")
    assert kept(office, number).choosing_until is not None


def test_asked_again_nobody_who_chose_is_asked_and_a_no_stays(office: Office) -> None:
    number = asked(office)
    chooses(office.visitor(FIRST), ONE)
    office.visitor(SECOND).clicks("None of these")
    with office.database.look(office.workspace) as db:
        assert choices.settled(db, number) == {FIRST}
        tally = choices.tally(db, number)
        assert (tally.asked, tally.answered, tally.silent) == (3, 2, 1)
        answered, _ = choices.decided(db, number)
        assert {mentee for mentee, _ in answered} == {FIRST, SECOND}
        mine = enrolments.one(db, number, FIRST)
        assert mine is not None
        assert mine.ranks == (ONE,)


def test_latecomers_and_drop_outs_find_a_place_and_live_pairs_stay(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        enrolments.leave(db, number, people.these(db, [THIRD])[THIRD])
    matched(office, number)
    launches(opens(office), 2, "program_step")
    office.says_all()
    before = {(each.mentee.slack_id, each.mentor.slack_id) for each in looks(office, number)}
    for slack_id in (FIRST, SECOND, *(mentor for _, mentor in before)):
        somebody = office.visitor(slack_id)
        somebody.clicks("Accept")
    office.says_all()

    late = office.visitor(THIRD)
    late.types("/mentor enrol")
    late.waits_for("No program takes people right now")
    comes_late(office, late)
    matched(office, number)
    both = [(each.mentee.slack_id, each.mentor.slack_id, each.pair_id) for each in looks(office, number)]
    assert {(mentee, mentor) for mentee, mentor, pair in both if pair} == before
    after = {(mentee, mentor) for mentee, mentor, pair in both if pair is None}
    assert {mentee for mentee, _ in after} == {THIRD}
    with office.database.look(office.workspace) as db:
        assert outcomes_of_programs.states(db, number) == {Lifecycle.INITIATING: 2}
    launches(opens(office), 1, "Launch 1 match")
    office.says_all()
    assert "Would you like" in told(office, THIRD)
    mia = opens(office)
    mia.clicks("Let nobody new in")
    assert mia.waits_for("Nobody new may take part")


def launches(mia: Visitor, how_many: int, button: str) -> None:
    """Let Mia approve all there is and launch it."""
    mia.clicks("Matches")
    mia.waits_for(f"{how_many} to review")
    mia.clicks("approve_rest")
    mia.waits_for("approved.")
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    mia.clicks(button)
    mia.waits_for("being brought to both people")


def comes_late(office: Office, late: Visitor) -> None:
    """Let Mia let latecomers in, and one of them come."""
    mia = opens(office)
    mia.clicks("Let latecomers in")
    mia.waits_for("Match again for them")
    late.types("/mentor enrol")
    late.waits_for("takes people")
    late.clicks("Take part")
    late.waits_for("How would you like to take part?")
    late.fills({"part": "I'd like a mentor", "wants": "sql"}).submits()
    late.waits_for("You take part in")
