"""A launch can't be taken back: it brings what was confirmed, and nothing that is approved while it is on its way."""

import pytest

from bot.blocks import button
from bot.mentoring.enrolments import Review
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import reviews
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, letters_to
from tests.handlers.programs import begins, fills, kept, looks, matched, opens


@pytest.fixture
def number(office: Office) -> int:
    """Let three mentees be matched in a program, and two of the matches be approved."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [each.id for each in looks(office, number)[:2]], Review.APPROVED)
    return number


def launches_two(office: Office) -> Visitor:
    mia = opens(office)
    mia.clicks("program_step")
    mia.waits_for("2 matches are being brought to both people")
    return mia


def stands(office: Office, number: int) -> list[Review]:
    return [each.review for each in looks(office, number)]


def test_what_is_approved_while_a_launch_is_on_its_way_waits_for_another_one(office: Office, number: int) -> None:
    mia = launches_two(office)
    mia.clicks("Matches")
    mia.waits_for("A launch is on its way. It brings what was approved when it was confirmed")
    mia.clicks("approve_rest")
    mia.waits_for("1 match approved.")

    office.says_all()

    assert sorted(stands(office, number)) == [Review.APPROVED, Review.LAUNCHED, Review.LAUNCHED]
    told = "2 of 2 matches launched. 1 match approved since then waits for another launch."
    assert any(told in each for each in letters_to(office, "UMIA"))

    mia = opens(office)
    mia.clicks("Launch 1 match")
    mia.waits_for("1 match is being brought to both people")
    office.says_all()
    assert set(stands(office, number)) == {Review.LAUNCHED}
    assert any("*Spring*: 1 of 1 match launched. Everybody" in each for each in letters_to(office, "UMIA"))


def test_whoever_confirms_once_more_while_a_launch_is_on_its_way_adds_nothing_to_it(
    office: Office, number: int
) -> None:
    mia = holds(office, "UMIA", button("Launch once more", "program_launch", f"{number}:{Step.LAUNCH}:2"))
    launches_two(office).closes(everything=True)
    weak, strong, left = looks(office, number)
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [weak.id], Review.REJECTED)
        reviews.review(db, [left.id], Review.APPROVED)
    assert kept(office, number).launching

    mia.clicks("Launch once more")
    mia.waits_for("2 matches are being brought to both people")
    office.says_all()

    became = {each.id: each.review for each in looks(office, number)}
    assert (became[weak.id], became[strong.id], became[left.id]) == (
        Review.REJECTED,
        Review.LAUNCHED,
        Review.APPROVED,
    )


def test_what_is_taken_back_and_approved_again_meanwhile_is_not_what_was_confirmed(office: Office, number: int) -> None:
    launches_two(office)
    first, *_ = looks(office, number)
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [first.id], Review.PROPOSED)
        reviews.review(db, [first.id], Review.APPROVED)

    office.says_all()

    assert {each.id: each.review for each in looks(office, number)}[first.id] is Review.APPROVED


def test_a_lead_reads_of_those_without_a_match_whether_they_were_told(office: Office, number: int) -> None:
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [looks(office, number)[2].id], Review.REJECTED)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 without a match")
    mia.clicks("Without a match")
    mia.waits_for("or match again; nobody here was told anything.")

    launches_two(office)
    office.says_all()
    office.says_all()

    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 without a match")
    mia.clicks("Without a match")
    mia.waits_for("or match again.")
    assert mia.sees("Knows that nobody was found.")
