"""A launch can't be taken back: nobody is asked while somebody has more matches than they have room for."""

import pytest
import sqlalchemy as sa

from bot.mentoring.enrolments import Review
from bot.mentoring.program_rules import Rules
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import enrolments, pairs, people, programs, reviews
from bot.store.tables.matches import match_pairs
from tests.handlers.asking import offers
from tests.handlers.conftest import Office
from tests.handlers.programs import MENTORS, begins, fills, kept, looks, matched, opens


@pytest.fixture
def number(office: Office) -> int:
    """Let three mentees be matched, and the matches approved, in a program whose mentors take three each."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    for each in MENTORS:
        offers(office, each, "sql", level=5, manager="UMAGGIE", name=each.removeprefix("U").title(), capacity=3)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [each.id for each in looks(office, number)], Review.APPROVED)
    return number


def allows(office: Office, number: int, **rules: int) -> None:
    """Let the rules of a program be these."""
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program
        program.settings = Rules(**rules).plain()  # type: ignore[arg-type]  # any of its fields


def gives_all_to(office: Office, number: int, mentor: str) -> None:
    """Let every approved match be one with the same mentor."""
    with office.database.begin(office.workspace) as db:
        several, _ = reviews.page(db, number, most=50)
        (one,) = {each.mentor.id: each.mentor for each in several if each.mentor.slack_id == mentor}.values()
        for each in several:
            told = {"points": each.points, "reasons": each.reasons, "missing": each.missing, "parts": {}}
            reviews.reassign(db, each, one, told, decided=True)


def gives_two_to_one_mentee(office: Office, number: int) -> str:
    """Let a mentee have two approved matches, as where two mentors were allowed then; return who that is."""
    first, second, _ = looks(office, number)
    with office.database.begin(office.workspace) as db:
        theirs = sa.update(match_pairs).where(match_pairs.c.id == second.id)
        db.execute(theirs.values(mentee_id=first.mentee.id, nth=first.nth + 1))
    return first.mentee.slack_id


def launches(office: Office) -> Visitor:
    """Let Mia press launch, and say yes."""
    mia = opens(office)
    mia.clicks("program_step")
    return mia


def test_more_mentees_than_the_rules_allow_a_mentor_by_now_are_not_launched(office: Office, number: int) -> None:
    mentor = looks(office, number)[0].mentor.slack_id
    gives_all_to(office, number, mentor)
    allows(office, number, mentees_each=1)

    mia = launches(office)
    mia.waits_for(f"<@{mentor}> has 3 matches approved and room for 1. Reject some under *Matches*")
    assert mia.sees("Nobody is asked yet, as a launch can't be taken back.")
    office.says_all()
    assert not kept(office, number).launching
    assert {each.review for each in looks(office, number)} == {Review.APPROVED}

    allows(office, number, mentees_each=3)
    launches(office).waits_for("3 matches are being brought to both people")


def test_more_mentors_than_the_rules_allow_a_mentee_by_now_are_not_launched(office: Office, number: int) -> None:
    mentee = gives_two_to_one_mentee(office, number)

    launches(office).waits_for(f"<@{mentee}> has 2 matches approved and room for 1.")

    allows(office, number, mentors_each=2)
    launches(office).waits_for("3 matches are being brought to both people")


def test_nobody_is_in_the_way_of_a_launch_for_somebody_who_left_or_is_their_mentee_by_now(
    office: Office, number: int
) -> None:
    mentor = looks(office, number)[0].mentor
    gives_all_to(office, number, mentor.slack_id)
    gone, asked, other = (each.mentee for each in looks(office, number))
    with office.database.begin(office.workspace) as db:
        enrolments.leave(db, number, people.these(db, [gone.slack_id])[gone.slack_id])
        two = people.these(db, [asked.slack_id, mentor.slack_id])
        pairs.make(db, two[mentor.slack_id], two[asked.slack_id], "", office.now())
    offers(office, mentor.slack_id, capacity=2)

    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("2 of 2 places")
    mia.closes(everything=True)
    launches(office).waits_for("3 matches are being brought to both people")
    office.says_all()

    stands = {each.mentee.slack_id: each.review for each in looks(office, number)}
    assert stands == {
        gone.slack_id: Review.FAILED,
        asked.slack_id: Review.FAILED,
        other.slack_id: Review.LAUNCHED,
    }


def test_of_many_who_have_too_many_only_some_are_named(office: Office, number: int) -> None:
    for each in MENTORS:
        offers(office, each, capacity=0)
    gives_two_to_one_mentee(office, number)

    mia = launches(office)

    mia.waits_for("and 1 more like that. Reject some")
    for each in MENTORS:
        assert mia.sees(f"<@{each}> has 1 match approved and room for none")


def test_the_rules_say_what_they_change_of_what_is_approved(office: Office, number: int) -> None:
    mia = opens(office)
    mia.clicks("Rules")
    mia.waits_for("Mentees for each mentor, at most")
    mia.fills({"mentees_each": "1"}).submits()

    mia.waits_for("what is approved stays, but is launched only where these rules leave room")

    assert kept(office, number).rules.mentees_each == 1
