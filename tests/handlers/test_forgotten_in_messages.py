"""Once somebody is forgotten, what the other one reads of them in their messages is past, and names nobody."""

from datetime import timedelta

from tests.handlers.asking import ONGOING, asks_for, moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import letters_to

DAY = timedelta(days=1)
A_MONTH = 31


def is_forgotten(office: Office, slack_id: str) -> None:
    """Let somebody have everything deleted, and thirty days pass."""
    visitor = office.visitor(slack_id)
    visitor.types("/mentor me")
    visitor.waits_for("being forgotten")
    visitor.clicks("Delete everything")
    visitor.waits_for("You will be forgotten")
    visitor.closes(everything=True)
    for _ in range(A_MONTH):
        office.passes(DAY)
    office.says_all()


def test_no_request_that_was_answered_names_whoever_was_forgotten_since(office: Office) -> None:
    offers(office, "UJONAS", "sql", capacity=2)
    moves_in(office, "UADA")
    asks_for(office, "UADA", "UJONAS", **ONGOING)
    jonas = office.visitor("UJONAS")
    jonas.clicks("Accept")
    jonas.waits_for("the two of you are a pair.")
    letters_to(office, "UJONAS")

    is_forgotten(office, "UADA")

    told = letters_to(office, "UJONAS")
    assert "Whoever sent you this request has left mentoring for good." in told[0]
    assert "UADA" not in str(told)
