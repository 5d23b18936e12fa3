"""Launched before: nobody is promised what the next match would pass over, and nothing private shows in the no."""

from datetime import timedelta

import pytest

from bot.cohorts import launch, launch_some
from bot.mentoring.enrolments import Review, Verdict
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import pairs, people, programs, proposals, reviews
from tests.handlers.conftest import Office
from tests.handlers.programs import MENTEES, begins, fills, looks, matched, opens
from tests.handlers.test_kept_in_vain import decides, kept_together

AGAIN = "The match of those two was launched before, and no later one brings the same two together again."
IN_A_TABLE = "their match was launched before, and no later one brings the same two together again"
Two = tuple[str, str]


def launched(office: Office, number: int, becomes: Lifecycle) -> tuple[Two, Two]:
    """Match and launch, and let one pair be over; return who that is, and a pair that goes on."""
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program
        reviews.review(db, [each.id for each in reviews.page(db, number)[0]], Review.APPROVED)
        program.step = Step.LAUNCH
        launch(db, program, office.now())
        while launch_some(db, program, office.now()):
            pass
        known = people.these(db, MENTEES)
        (over,), (on,), _ = (proposals.waiting_for(db, known[each]) for each in MENTEES)
        was = over.lifecycle = Lifecycle.PROPOSED if becomes is Lifecycle.NEVER_STARTED else Lifecycle.INITIATING
        over.end(office.now(), becomes)
        pairs.record(db, over, was, by=None, cause="", now=office.now())
        return (over.mentee.slack_id, over.mentor.slack_id), (on.mentee.slack_id, on.mentor.slack_id)


def looks_at_who_has_none(office: Office) -> Visitor:
    """Let Mia see who has no match."""
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.waits_for("1 mentee without a match.")
    return mia


@pytest.mark.parametrize("becomes", [Lifecycle.NEVER_STARTED, Lifecycle.ENDED_NO_FAULT])
def test_two_whose_match_was_launched_are_promised_no_other_however_it_ended_and_while_it_goes_on(
    office: Office, becomes: Lifecycle
) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    (mentee, mentor), (other, their_mentor) = launched(office, number, becomes)
    mia = looks_at_who_has_none(office)
    assert mia.sees(f"<@{mentee}>\nThe match with <@{mentor}> is over.")

    mia.clicks("Give a mentor")
    mia.waits_for(f"Whom should <@{mentee}> have as a mentor?")
    assert str(mia.fills({"mentor": mentor}).submits()["errors"]["mentor"]).startswith(AGAIN)
    assert not kept_together(office, number)

    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Decide by table")
    mia.waits_for("You see what would change before anything does.")
    mia.fills({"decisions": f"mentee,mentor\n{mentee},{mentor}\n{other},{their_mentor}\n"}).submits()
    mia.waits_for("*0 good lines, 2 lines to look at.*")
    assert mia.sees(f"2: {IN_A_TABLE}")
    assert mia.sees(f"3: {IN_A_TABLE}")


def test_whoever_was_kept_together_with_somebody_hears_after_the_end_that_it_is_over(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    decides(office, number, MENTEES[0], "UJONAS", Verdict.LOCK)
    launched(office, number, Lifecycle.ENDED_NO_FAULT)

    mia = looks_at_who_has_none(office)

    assert mia.sees(f"<@{MENTEES[0]}>\nThe match with <@UJONAS> is over. Match again, or give them a mentor")
    assert not mia.sees("from the next match on")


def test_a_lead_hears_of_each_launch_also_of_two_within_a_minute(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    for match in looks(office, number)[:2]:
        office.passes(timedelta(seconds=3))
        with office.database.begin(office.workspace) as db:
            program = programs.one(db, number, hold=True)
            assert program
            reviews.review(db, [match.id], Review.APPROVED)
            program.step = Step.LAUNCH
            launch(db, program, office.now())
            while launch_some(db, program, office.now()):
                pass

    office.says_all()

    told = [str(each["text"]) for each in office.visitor("UMIA").dm() if "launched." in str(each["text"])]
    assert len(told) == 2
