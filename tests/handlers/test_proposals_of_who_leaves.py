"""Somebody leaves while they are proposed to somebody: nobody is asked about them any more, or waits for their yes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.cohorts import launch, launch_some
from bot.mentoring.enrolments import Review
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Standing
from bot.mentoring.programs import Step
from bot.store import people, programs, proposals, reviews
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, letters_to
from tests.handlers.programs import begins, fills, looks, matched, opens
from tests.handlers.test_pairing import proposes, stands

TAKEN_BACK = "<@UADA> takes no part in mentoring any more, so I took back the question whether you'd like to be a pair."


def by_leaving(office: Office) -> None:
    ada = office.visitor("UADA")
    ada.types("/mentor leave")
    ada.waits_for("requests and proposals that wait for an answer close")
    ada.clicks("Leave")
    ada.waits_for("You have left mentoring.")


def with_the_account(office: Office) -> None:
    moves_in(office, "UADA", standing=Standing.GONE)


@pytest.mark.parametrize("goes", [by_leaving, with_the_account])
def test_who_said_yes_hears_that_it_cannot_be_and_who_was_asked_has_no_button_left(
    office: Office, goes: Callable[[Office], None]
) -> None:
    pair, jonas = proposes(office), office.visitor("UJONAS")
    office.passes(timedelta(hours=1))
    jonas.clicks("Accept")
    hears(jonas, "If it suits <@UADA>, too, I introduce you")

    goes(office)
    office.passes(timedelta(hours=1))

    assert stands(office, pair) is Lifecycle.NEVER_STARTED
    assert f"{TAKEN_BACK} It isn't about you. Your place is free." in letters_to(office, "UJONAS")[-1]
    assert "Would you like <@UADA> as your mentee?" not in str(jonas.dm())
    jonas.opens_home()
    assert "<@UADA>" not in str(jonas.waits_for(jonas.home))


def test_who_said_that_it_is_not_for_them_waits_for_nothing_and_hears_nothing(office: Office) -> None:
    proposes(office)
    office.passes(timedelta(hours=1))
    jonas = office.visitor("UJONAS")
    jonas.clicks("Not for me")
    jonas.waits_for("Nobody learns what you answered")

    by_leaving(office)
    office.passes(timedelta(hours=1))

    assert not any(TAKEN_BACK in text for text in letters_to(office, "UJONAS"))


ONE_LEFT = "One of you takes no part in the program any more, so I took back the question whether you and"


def launched(office: Office) -> tuple[int, str]:
    """Launch three matches; give the program's number and Ada's mentor, whose letter is out as hers is."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program
        reviews.review(db, [each.id for each in reviews.page(db, number)[0]], Review.APPROVED)
        program.step = Step.LAUNCH
        launch(db, program, office.now())
        while launch_some(db, program, office.now()):
            pass
        (pair,) = proposals.waiting_for(db, people.these(db, ["UADA"])["UADA"])
        mentor = pair.mentor.slack_id
    office.passes(timedelta(hours=1))
    return number, mentor


def test_who_leaves_a_program_is_asked_about_nobody_in_it_any_more_and_keeps_nobody_waiting(office: Office) -> None:
    number, mentor = launched(office)
    ada = office.visitor("UADA")
    ada.types("/mentor enrol")
    ada.waits_for("You take part in *Spring*")
    ada.clicks("My part")
    ada.waits_for("Leave this program")

    ada.clicks("Leave this program")

    ada.waits_for("What was proposed to you in it is taken back.")
    assert f"{ONE_LEFT} <@UADA> would like to be a pair." in letters_to(office, mentor)[-1]
    assert not any(ONE_LEFT in text for text in letters_to(office, "UADA"))
    (failed,) = [match for match in looks(office, number) if match.review is Review.FAILED]
    assert failed.mentee.slack_id == "UADA"


def test_whom_a_lead_takes_off_the_list_hears_so_as_the_other_one_does(office: Office) -> None:
    _, mentor = launched(office)
    mia = opens(office)
    mia.clicks("People")
    mia.waits_for("6 people")
    mia.fills({"search": "Ada"}).submits()
    mia.waits_for("1 person")

    mia.clicks("Take off the list")

    mia.waits_for("isn't on the list any more")
    assert f"{ONE_LEFT} <@UADA> would like to be a pair." in letters_to(office, mentor)[-1]
    assert f"{ONE_LEFT} <@{mentor}> would like to be a pair." in letters_to(office, "UADA")[-1]


def test_who_offers_no_more_is_asked_about_nobody_and_the_other_one_has_no_dead_button(office: Office) -> None:
    pair, jonas, ada = proposes(office), office.visitor("UJONAS"), office.visitor("UADA")
    office.passes(timedelta(hours=1))
    jonas.clicks("Accept")
    hears(jonas, "If it suits <@UADA>, too, I introduce you")

    jonas.types("/mentor offer")
    jonas.waits_for("Stop offering")
    jonas.clicks("Stop offering")

    jonas.waits_for("mentees who were proposed to you aren't asked")
    assert stands(office, pair) is Lifecycle.NEVER_STARTED
    assert "<@UJONAS> takes nobody new now, so I took back the question" in letters_to(office, "UADA")[-1]
    office.passes(timedelta(hours=1))
    assert "Would you like <@UJONAS> as your mentor?" not in str(ada.dm())
