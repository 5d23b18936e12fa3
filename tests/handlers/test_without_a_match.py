"""Without a match: who has none, why, whose place became free since, and whom a lead gives them."""

import csv
import io
from datetime import timedelta

from bot import reports, withdrawals
from bot.cohorts import launch, launch_some, propose
from bot.lone import key_of
from bot.mentoring.enrolments import Review
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import letters, pairs, people, programs, proposals, reviews, unmatched
from handlers.matches import table
from tests.handlers.conftest import Office
from tests.handlers.programs import MENTEES, begins, fills, kept, looks, matched, opens


def test_a_lead_gives_a_mentor_to_somebody_for_whom_there_was_none_and_the_next_match_keeps_the_two(
    office: Office,
) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        people.block(db, "UVALE", ["UADA", "UNOOR", "UHANA"])
    matched(office, number)
    with office.database.look(office.workspace) as db:
        run = reviews.last_run(db, number)
    assert run is not None
    (left,) = (each["id"] for each in run.unmatched)
    mia = opens(office)
    gives_a_mentor(mia, left)
    for nobody in ("UZOE", left):
        assert "mentor" in mia.fills({"mentor": nobody}).submits()["errors"]
    mia.fills({"mentor": "UVALE"}).submits()
    assert mia.waits_for(f"<@{left}> and <@UVALE> are kept together from the next match on."), "one press tells nothing"
    mia.clicks("Without a match")
    mia.clicks("Give a mentor")
    mia.waits_for("Whom should")
    mia.fills({"mentor": "UJONAS"}).submits()
    mia.waits_for("are kept together from the next match on. Not with <@UVALE> any more.")
    mia.clicks("Without a match")
    assert mia.waits_for("Kept together with <@UJONAS> from the next match on: match again.")
    mia.clicks("Give a mentor")
    mia.waits_for("Whom should")
    mia.fills({"mentor": "UGRACE"}).submits()
    mia.waits_for("are kept together from the next match on. Not with <@UJONAS> any more.")

    matched(office, number)
    again = {each.mentee.slack_id: each for each in looks(office, number)}
    assert again[left].mentor.slack_id == "UGRACE"
    assert again[left].locked

    (other,) = (each for each in ("UADA", "UNOOR", "UHANA") if each not in again)
    mia.clicks("Back to the program")
    gives_a_mentor(mia, other)
    refused = mia.fills({"mentor": "UGRACE"}).submits()["errors"]["mentor"]
    assert refused.startswith("Every place of that mentor is kept for somebody already")


def test_whoever_has_nobody_at_the_launch_hears_so_once_with_ways_on_unless_somebody_is_found_before(
    office: Office,
) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, ["UADA", "UHANA"])
    left = launches(office, number)
    with office.database.look(office.workspace) as db:
        assert letters.due(db, [key_of(kept(office, number), left)])
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, [])
    assert not launches(office, number)
    with office.database.look(office.workspace) as db:
        assert not letters.due(db, [key_of(kept(office, number), left)]), "a mentor was found before it was said"


def test_whoever_has_nobody_at_the_launch_reads_it_and_can_wait_for_somebody(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, ["UADA", "UHANA"])
    somebody = office.visitor(launches(office, number))
    office.says_all()
    assert somebody.waits_for("this time there is no mentor for you yet")
    somebody.clicks("Tell me when somebody can")
    assert somebody.waits_for("waiting list")
    office.passes(timedelta(days=30))
    office.says_all()
    assert sum("there is no mentor for you yet" in str(each) for each in somebody.dm()) == 1
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, [])
    assert not launches(office, number)
    office.says_all()
    assert somebody.waits_for("a mentor was found for you after all")
    assert "there is no mentor for you yet" not in str(somebody.dm()), "what isn't true any more doesn't stand there"


def launches(office: Office, number: int) -> str:
    """Match, approve all, launch to the end, and return who is left without anybody."""
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("approve_rest")
    mia.waits_for("approved.")
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        launch(db, program, office.now())
        while launch_some(db, program, office.now()):
            pass
        run = reviews.last_run(db, number)
        assert run is not None
        return "".join(each.id for each in unmatched.of(db, program, run))


def gives_a_mentor(mia: Visitor, whom: str) -> None:
    """Begin to give somebody without a match a mentor."""
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.clicks("Give a mentor")
    mia.waits_for(f"Whom should <@{whom}> have as a mentor?")


def test_whoever_s_match_was_rejected_stands_among_those_without_one_and_the_place_is_free_again(
    office: Office,
) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, ["UADA", "UHANA"])
        people.block(db, "UJONAS", ["UNOOR"])
    matched(office, number)
    found = {each.mentee.slack_id: each.mentor.slack_id for each in looks(office, number)}
    (got,) = (mentee for mentee, mentor in found.items() if mentor == "UJONAS")
    (left,) = {"UADA", "UHANA"} - {got}
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Without a match")
    assert mia.waits_for("1 mentee without a match")
    assert mia.sees("Ask for one more place: one mentor would fit and gave all their places to others.")
    assert not mia.sees("became free")
    mia.clicks("Back to the matches")
    mia.fills({"search": people_called(office, got)}).submits()
    mia.clicks("Reject")
    mia.waits_for("2 without a match")
    mia.clicks("Without a match")
    assert mia.waits_for("2 mentees without a match")
    assert mia.sees("1 place became free since, as a match came to nothing or an end: with <@UJONAS>")
    assert mia.sees("The match with <@UJONAS> was rejected. Match again, or give them a mentor")
    assert not mia.sees("Ask for one more place")
    alone = {row["mentee_id"]: row["reasons"][:9] for row in tabled(office, number) if not row["stands"]}
    assert alone == {left: "Of the me", got: "The match"}
    mia.clicks("Back to the matches")
    mia.clicks("Back to the program")
    assert mia.waits_for("2 without a match")
    mia.clicks("Matches")
    mia.fills({"only": "Rejected"}).submits()
    mia.clicks("Not rejected after all")
    assert mia.waits_for("1 without a match")


def test_whoever_s_proposal_is_taken_back_after_another_match_stands_among_those_without_one(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        program, match = programs.one(db, number), reviews.one(db, looks(office, number)[0].id)
        assert program is not None
        assert match is not None
        pair = propose(db, program, match, office.now())
        assert pair is not None
        reviews.launched(db, match, pair)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        assert withdrawals.withdraw(db, pair, office.now())

    mia = opens(office)
    mia.clicks("Matches")
    assert mia.waits_for("1 that couldn't be. 1 without a match.")
    assert mia.sees(f"<@{match.mentee.slack_id}> with <@{match.mentor.slack_id}>")
    mia.clicks("Without a match")
    assert mia.waits_for(f"The match with <@{match.mentor.slack_id}> can't be proposed any more.")
    matched(office, number)
    assert {each.mentee.slack_id for each in looks(office, number) if each.review is Review.PROPOSED} >= {
        match.mentee.slack_id
    }


def tabled(office: Office, number: int) -> list[dict[str, str]]:
    """Read the matches as a table."""
    with office.database.look(office.workspace) as db:
        run = reviews.last_run(db, number)
        assert run is not None
        written = table.table(db, kept(office, number), run, office.now())
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))


def people_called(office: Office, slack_id: str) -> str:
    """Tell what somebody is called."""
    with office.database.look(office.workspace) as db:
        return people.these(db, [slack_id])[slack_id].name


def test_a_match_is_not_put_back_whose_mentor_was_given_to_somebody_else(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    first, second, _ = looks(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.fills({"search": first.mentee.name}).submits()
    mia.clicks("Reject")
    mia.waits_for("1 without a match")
    mia.fills({"search": second.mentee.name}).submits()
    mia.clicks("Give another mentor")
    mia.waits_for("instead of")
    mia.fills({"mentor": first.mentor.slack_id}).submits()
    mia.waits_for(f"<@{second.mentee.slack_id}> is with <@{first.mentor.slack_id}> now.")

    mia.fills({"search": first.mentee.name}).submits()
    mia.clicks("Not rejected after all")
    assert mia.waits_for("A mentor's place was given to somebody else meanwhile, so nothing was changed.")
    mia.closes()
    mia.clicks("Several at once")
    refused = mia.fills({"act": "Back to review", "which": "All of them"}).submits()["errors"]
    assert "A mentor's place was given to somebody else meanwhile" in str(refused)
    assert [each.review for each in looks(office, number) if each.id == first.id] == [Review.REJECTED]


def test_whoever_s_pair_is_over_has_nobody_on_every_screen_as_long_as_people_are_matched(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("approve_rest")
    mia.waits_for("3 matches approved")
    mia.clicks("Back to the program")
    mia.clicks("program_step")
    mia.waits_for("being brought to both people")
    office.says_all()
    with office.database.begin(office.workspace) as db:
        known = people.these(db, MENTEES)
        (no,), (over,), _ = (proposals.waiting_for(db, known[each]) for each in MENTEES)
        for pair, becomes in ((no, Lifecycle.NEVER_STARTED), (over, Lifecycle.ENDED_NO_FAULT)):
            was = pair.lifecycle = Lifecycle.PROPOSED if pair is no else Lifecycle.INITIATING
            pair.end(office.now(), becomes)
            pairs.record(db, pair, was, by=None, cause="", now=office.now())

    mia = opens(office)
    assert mia.sees("2 without a match")
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.waits_for("2 mentees without a match.")
    assert mia.sees("2 places became free since, as matches came to nothing or an end")
    for pair in (no, over):
        assert mia.sees(f"<@{pair.mentee.slack_id}>\nThe match with <@{pair.mentor.slack_id}> is over. Match again")
    with office.database.look(office.workspace) as db:
        figures = {each.name: each.said for each in reports.gather(db, office.now()).figures}
    assert figures["Places"] == "2 for 2"

    closes(office, number)
    mia.clicks("Back to the matches")
    mia.waits_for("3 launched, 0 that couldn't be.")
    assert not mia.sees("without a match"), "there is no match any more that they could have"
    assert not mia.sees("No match reaches more people")
    mia = opens(office)
    assert mia.sees("3 launched, 0 that couldn't be")
    assert not mia.sees("without a match")


def test_who_has_no_match_is_looked_at_only_as_long_as_there_can_be_another_one(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Reject")
    mia.waits_for("1 without a match")
    closes(office, number)

    mia.clicks("Without a match")
    assert mia.waits_for("That can't be done where this program stands now, so nothing was changed.")


def closes(office: Office, number: int) -> None:
    """Let a program begin to close."""
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program
        program.step = Step.CLOSE
