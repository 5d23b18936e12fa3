"""Whoever leaves mentoring has no chat ahead any more, and nobody waits for them in an empty call."""

from datetime import timedelta

from bot.mentoring.chats import ChatState
from tests.handlers.asking import told
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears
from tests.handlers.test_chats import agreed, looks, times

IS_OFF = (
    "<@UADA> left mentoring, so your 20-minute chat is off. If you would still like to talk, write to them yourself."
)


def test_whoever_was_to_talk_to_somebody_who_leaves_hears_it_before_the_time_that_was_set(office: Office) -> None:
    agreed(office)
    ada, jonas = times(office, "UADA", "2026-03-05", "11:00"), office.visitor("UJONAS")
    ada.submits()
    ada.waits_for("for 20 minutes.")
    ada.closes(everything=True)
    assert "for your 20-minute chat. If that doesn't suit you" in told(office, "UJONAS")

    ada.types("/mentor leave")
    ada.waits_for("so do 20-minute chats")
    ada.clicks("Leave")
    ada.waits_for("You have left mentoring.")

    assert looks(office).state is ChatState.CLOSED
    assert told(office, "UJONAS").count(f"{IS_OFF} Nothing more is asked of you.") == 1
    for stale in ("If that doesn't suit you, set another time.", "meet <@UJONAS>"):
        assert stale not in told(office, "UJONAS")
    jonas.types("/mentor chats")
    jonas.waits_for("You have no 20-minute chat ahead.")


def test_who_talked_to_somebody_who_left_since_is_not_asked_to_go_on_with_them(office: Office) -> None:
    agreed(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.types("/mentor chats")
    ada.waits_for("no time yet")
    ada.clicks("We talked")
    hears(ada, "Would you like to go on with <@UJONAS>")
    assert "Would you like to go on with <@UADA>" in told(office, "UJONAS")

    ada.types("/mentor me")
    ada.waits_for("being forgotten")
    ada.clicks("Delete everything")
    ada.waits_for("20-minute chats close now.")
    office.passes(timedelta(hours=1))

    heard = told(office, "UJONAS")
    assert "Would you like to go on with <@UADA>" not in heard
    assert "This chat has had its time." in heard
    assert IS_OFF not in heard
    jonas.types("/mentor chats")
    jonas.waits_for("You have no 20-minute chat ahead.")
