"""Drafts of announcements that somebody throws away."""

from bot.playground.client import Visitor
from bot.store import announcements
from bot.store.announcements import State
from tests.handlers.conftest import Office
from tests.handlers.test_announce import lead, writes

__all__ = ["lead"]


def test_what_was_not_posted_can_be_thrown_away(office: Office, lead: Visitor) -> None:
    writes(lead).closes()
    lead.types("/mentor announce")
    lead.waits_for("didn't post, is filled in.")

    lead.clicks("Throw it away")

    lead.waits_for("Thrown away. Nothing of it was posted")
    lead.closes()
    lead.types("/mentor announce")
    lead.waits_for("What do you want to tell people?")
    assert not lead.sees("Throw it away")
    writes(lead).clicks("Throw it away")
    lead.waits_for("Thrown away.")
    with office.database.look(office.workspace) as db:
        assert announcements.last_of(db, "UINES") is None


def test_a_draft_that_went_out_from_another_window_is_not_thrown_away(office: Office, lead: Visitor) -> None:
    writes(lead).waits_for("Nothing is posted yet.")
    with office.database.begin(office.workspace) as db:
        written = announcements.last_of(db, "UINES")
        assert written
        announcements.move(db, written.id, State.WAITING, send_at=office.now())

    lead.clicks("Throw it away")

    lead.waits_for("This announcement is on its way already")
