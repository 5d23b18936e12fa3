"""A lead's own link in an announcement works, and shows nothing but where it leads."""

import pytest

from bot.playground.client import Stagehand, Visitor
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.test_announce import posted, writes

SHOWN = "How it works: <https://acme.example/mentoring?a=1&amp;b=2>."


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads."""
    moves_in(office, "UINES", is_lead=True)
    return office.visitor("UINES")


def test_a_plain_address_can_be_clicked_as_it_was_typed_and_slack_fetches_nothing_for_it(
    office: Office, lead: Visitor
) -> None:
    writes(lead, body="How it works: https://acme.example/mentoring?a=1&b=2.")
    assert lead.sees(SHOWN)
    assert not lead.sees("Can't be clicked")

    lead.submits()

    (text,) = posted(office)
    assert SHOWN in text
    went = Stagehand(office.playground.url).traffic()
    said = [each["body"] for each in went if each["direction"] == "from_bot" and SHOWN in each["body"].get("text", "")]
    assert [(each["unfurl_links"], each["unfurl_media"]) for each in said] == [(False, False)]
