"""Wish: a mentee names mentors before a match, among those who could be theirs."""

from bot.mentoring.programs import Step
from bot.store import people
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills


def test_nobody_is_shown_their_manager_or_somebody_kept_from_them_among_the_mentors(office: Office) -> None:
    fills(office, begins(office, Step.ENROLMENT))
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UADA"])["UADA"].manager = "UGRACE"
        people.block(db, "UJONAS", ["UADA"])

    ada = office.visitor("UADA")
    ada.types("/mentor enrol")
    ada.clicks("My part")
    ada.clicks("Wish for mentors")
    ada.waits_for("Who mentors in *Spring*")

    assert ada.sees("<@UVALE>")
    assert not ada.sees("<@UGRACE>")
    assert not ada.sees("<@UJONAS>")
