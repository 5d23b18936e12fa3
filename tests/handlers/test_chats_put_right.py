"""A chat of which the two said different things: it is put right, and nobody reads who had said otherwise."""

from datetime import timedelta

from tests.handlers.asking import told
from tests.handlers.conftest import Office
from tests.handlers.test_chats import agreed, times


def test_who_puts_right_that_they_talked_keeps_no_false_word_and_nobody_reads_who_said_otherwise(
    office: Office,
) -> None:
    agreed(office)
    ada = times(office, "UADA", "2026-03-04", "11:00")
    ada.submits()
    ada.waits_for("for 20 minutes. <@UJONAS> hears of it from me")
    ada.closes(everything=True)
    office.passes(timedelta(days=2))
    told(office, "UADA")
    ada.clicks("It didn't happen")
    ada.waits_for("That happens.")
    assert "This chat didn't take place." in told(office, "UJONAS")

    jonas = office.visitor("UJONAS")
    jonas.types("/mentor chats")
    jonas.waits_for("Your 20-minute chats:")
    jonas.clicks("We talked")
    jonas.waits_for("Would you like to go on with <@UADA>")

    assert "This chat didn't take place." not in told(office, "UJONAS")
    assert "It's noted: you two have talked." in told(office, "UADA")
    assert "<@UJONAS> noted" not in told(office, "UADA")
