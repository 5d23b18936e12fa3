"""Home has something to say to whoever opens it."""

from bot.mentoring.people import FOREVER
from tests.handlers.asking import asks_for, moves_in, offers
from tests.handlers.conftest import Office


def test_a_guest_reads_on_home_why_there_is_nothing_for_them(office: Office) -> None:
    theo = office.visitor("UTHEO")

    theo.opens_home()

    assert theo.waits_for("Mentoring here is for members of this workspace.")


def test_silence_without_an_end_is_told_as_that(office: Office) -> None:
    moves_in(office, "UADA", paused_until=office.now() + FOREVER)
    ada = office.visitor("UADA")

    ada.opens_home()

    assert ada.waits_for("I'm silent until you say otherwise.")


def test_whoever_has_asked_reads_that_an_answer_comes_and_not_that_nothing_happened(office: Office) -> None:
    offers(office, "UJONAS")
    moves_in(office, "UADA")
    asks_for(office, "UADA", "UJONAS")
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    ada.opens_home()
    jonas.opens_home()

    assert ada.waits_for("You have asked. You'll hear either way")
    assert jonas.waits_for("Somebody's request waits for your answer.")
