"""What is under an announcement of a program: to take part for whoever may, and their part for whoever does already."""

import pytest

from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import programs
from tests.handlers.asking import everything_arrives, moves_in
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills
from tests.handlers.test_announce import writes


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads."""
    moves_in(office, "UINES", is_lead=True)
    return office.visitor("UINES")


def test_whoever_takes_part_is_led_to_their_part_and_keeps_it(office: Office, lead: Visitor) -> None:
    fills(office, begins(office, Step.ENROLMENT))
    writes(lead, program="Spring", audience="Everybody who joined, in a message")
    lead.waits_for("Buttons: My part, What you offer")
    assert not lead.sees("Take part")
    lead.submits()
    lead.waits_for("It goes to each of them")
    everything_arrives(office)

    ada = office.visitor("UADA")
    ada.clicks("My part")

    ada.waits_for("How would you like to take part?")
    assert (ada.modal()["title"]["text"], ada.modal()["submit"]["text"]) == ("My part", "Keep")  # type: ignore[index]  # it is there


@pytest.mark.parametrize(("step", "late", "shown"), [
    (Step.DRAFT, False, "Take part, Find a mentor"),  # it will be open when people read it
    (Step.MATCHING, True, "Take part, Find a mentor"),
    (Step.MATCHING, False, "Find a mentor"),
])  # fmt: skip
def test_nobody_is_offered_to_take_part_once_enrolment_is_over(
    office: Office, lead: Visitor, step: Step, shown: str, *, late: bool
) -> None:
    number = begins(office, step)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program
        program.takes_late = late

    writes(lead, program="Spring")

    lead.waits_for(f"Buttons: {shown}")
