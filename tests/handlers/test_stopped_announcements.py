"""An announcement that another lead stopped: whoever is about to change it hears who it was, and what can be done."""

from datetime import timedelta

import pytest

from bot.mentoring.people import Standing
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import announcements, programs
from bot.store.announcements import State
from handlers import announce
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.programs import begins
from tests.handlers.test_announce import writes


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads."""
    moves_in(office, "UINES", is_lead=True)
    return office.visitor("UINES")


def test_who_changes_what_another_lead_stopped_hears_who_it_was_and_may_send_it_anew(
    office: Office, lead: Visitor
) -> None:
    moves_in(office, "UMIA", is_lead=True, name="Mia")
    for _ in range(3):
        writes(lead, day="2026-03-05").submits()
        lead.closes(everything=True)
    lead.types("/mentor announced", "CENGINEERING")
    lead.clicks("Change")
    lead.fills({"title": "In the preview"}).submits()
    lead.waits_for("Nothing is posted yet.")
    mia = office.visitor("UMIA")

    stops(mia)
    lead.submits()
    lead.waits_for("Mia stopped this announcement, and nobody got it. Posted from here, this is a new one.")
    assert titles(office) == ["Find a mentor"] * 3
    lead.submits()
    lead.waits_for("It goes to <#CMENTORING>")
    assert titles(office) == ["In the preview", *["Find a mentor"] * 3]

    lead.closes(everything=True)
    lead.types("/mentor announced", "CENGINEERING")
    lead.clicks("Change")
    stops(mia)
    lead.fills({"title": "In the form"}).submits()
    lead.waits_for("Mia stopped this announcement, and nobody got it.")
    lead.submits()
    lead.waits_for("It goes to <#CMENTORING>")
    assert titles(office)[:2] == ["In the form", "In the preview"]

    lead.closes(everything=True)
    lead.types("/mentor announced", "CENGINEERING")
    lead.waits_for("stopped by <@UMIA>")
    lead.clicks("Write it anew")
    lead.waits_for("Mia stopped this announcement, and nobody got it.")
    lead.fills({"title": "Anew"}).submits()
    lead.submits()
    assert titles(office)[0] == "Anew"


def test_what_was_posted_from_one_window_and_stopped_is_not_posted_from_another(office: Office, lead: Visitor) -> None:
    writes(lead, day="2026-03-05")
    other = office.visitor("UINES")
    lead.submits()
    other.types("/mentor announced", "CENGINEERING")
    other.clicks("Stop")
    with office.database.begin(office.workspace) as db:
        (written,) = announcements.latest(db, 5)
        modal = announce.went(db, written, {"id": "V9", "private_metadata": str(written.id)}, office.now())
    assert "You stopped this announcement, and nobody got it. Nothing was posted now." in str(modal.payload)


def test_what_was_to_be_said_of_a_program_is_never_said_once_it_is_over(office: Office, lead: Visitor) -> None:
    number = begins(office, Step.ENROLMENT)
    writes(lead, day="2026-03-05", program="Spring").submits()
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program
        program.step = Step.ARCHIVE

    office.passes(timedelta(days=3))
    office.says_all()

    assert "meant to announce, is stopped: the program is over." in str(office.visitor("UMIA").dm())
    assert "Six weeks" not in str(office.visitor("UADA").messages("CMENTORING"))


def stops(lead: Visitor) -> None:
    """Stop the newest announcement."""
    lead.types("/mentor announced", "CENGINEERING")
    lead.waits_for("waits for its time")
    lead.clicks("Stop")
    lead.waits_for("stopped by")


def titles(office: Office) -> list[str]:
    """Read what was announced, the newest first."""
    with office.database.look(office.workspace) as db:
        return [each.title for each in announcements.latest(db, 9)]


def test_what_a_lead_meant_to_announce_is_never_said_once_their_account_is_closed(office: Office) -> None:
    moves_in(office, "UMIA", is_lead=True, name="Mia")
    moves_in(office, "UINES", is_lead=True)
    writes(office.visitor("UMIA"), day="2026-03-05").submits()
    moves_in(office, "UMIA", standing=Standing.GONE)

    office.passes(timedelta(days=3))
    office.says_all()

    assert "meant to announce, is stopped: they don't lead here any more." in str(office.visitor("UINES").dm())
    assert "Six weeks" not in str(office.visitor("UADA").messages("CMENTORING"))
    with office.database.look(office.workspace) as db:
        assert [each.state for each in announcements.latest(db, 5)] == [State.CANCELLED]
