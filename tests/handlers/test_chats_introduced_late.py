"""Who reads the introduction to a chat only after its time was set finds that time in it."""

from datetime import timedelta

from tests.handlers.asking import asks_for, moves_in, offers, told
from tests.handlers.conftest import Office


def test_whoever_set_the_time_before_their_day_began_is_not_told_that_none_is_set(office: Office) -> None:
    moves_in(office, "UADA", manager="UFREYA", timezone="America/Los_Angeles")
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    asks_for(office, "UADA", "UJONAS")
    jonas, ada = office.visitor("UJONAS"), office.visitor("UADA")
    jonas.clicks("Offer one 20-minute chat")
    jonas.waits_for("You offered <@UADA> one 20-minute chat.")
    assert "One 20-minute chat" not in told(office, "UADA")

    ada.types("/mentor chats")
    ada.waits_for("no time yet")
    ada.clicks("Set the time")
    ada.waits_for("At what time?")
    ada.fills({"Which day?": "2026-03-05", "At what time?": "09:00"}).submits()
    ada.waits_for("for 20 minutes.")
    ada.closes(everything=True)
    office.passes(timedelta(hours=9))

    heard = told(office, "UADA")
    assert "The time that is set: " in heard
    assert "suggests a time" not in heard
    assert "I let it go" not in heard
