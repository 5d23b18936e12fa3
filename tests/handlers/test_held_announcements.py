"""While a lead holds announcements back, every screen that counts one says so, until it is let go."""

from datetime import timedelta

import pytest

from bot.mentoring.brakes import Hold
from bot.playground.client import Visitor
from bot.store import brakes
from tests.handlers.asking import everything_arrives, moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.test_announce import writes


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads."""
    moves_in(office, "UINES", is_lead=True)
    return office.visitor("UINES")


def test_while_everything_is_held_it_is_said_that_announcements_wait(office: Office, lead: Visitor) -> None:
    offers(office, "UJONAS", "sql")
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
    writes(lead, audience="Every mentor who joined, in a message")
    lead.waits_for("As a mentor sees it:")
    lead.submits()
    lead.waits_for("what is on its way waits until `/mentor hold` lets it go")
    lead.closes()

    lead.types("/mentor announced", "CMENTORING")

    lead.waits_for("held back\n0 delivered, 1 held back, 0 failed")
    assert lead.sees("Announcements are held back here")
    everything_arrives(office)
    assert "is held back until `/mentor hold` lets it go: 0 delivered, 1 held back" in str(lead.dm())

    with office.database.begin(office.workspace) as db:
        brakes.release(db, brakes.every(db)[0].id, office.now())
    office.passes(timedelta(minutes=2))
    everything_arrives(office)
    assert "has reached everybody it could: 1 delivered, 0 pending, 0 failed" in str(lead.dm())


def test_what_two_holds_keep_back_is_promised_only_once_both_have_let_go(office: Office, lead: Visitor) -> None:
    offers(office, "UJONAS", "sql")
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
        brakes.pull(db, Hold.KIND, "announcement", "UINES", office.now())
    writes(lead, audience="Every mentor who joined, in a message")
    lead.submits()
    lead.closes(everything=True)
    everything_arrives(office)

    lead.types("/mentor hold", "CMENTORING")
    lead.waits_for("held by <@UINES>")
    lead.clicks("Let go")
    lead.waits_for("Everything: let go. 1 message stays held by another hold.")
    assert not lead.sees("a few at a time")
    lead.clicks("Let go")
    lead.waits_for("let go. 1 message waited; what is still true comes a few at a time.")
    assert not lead.sees("another hold")

    everything_arrives(office)
    assert "Sent for <@UINES>" in str(office.visitor("UJONAS").dm())
