"""Answering a request with a chat, with a name, or with a kind no."""

import pytest

from bot.mentoring.asks import AskState
from bot.mentoring.people import Standing
from bot.playground.client import Visitor
from tests.handlers.asking import (
    asks_for,
    between,
    labels,
    live_pairs,
    moves_in,
    offers,
    state,
    told,
)
from tests.handlers.conftest import Office


@pytest.fixture
def jonas(office: Office) -> Visitor:
    """Jonas has a request of Ada's in front of him."""
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    asks_for(office, "UADA", "UJONAS", **{"Two or three times": "Tue 10"})
    return office.visitor("UJONAS")


def test_a_chat_is_offered_with_questions_and_takes_no_place(office: Office, jonas: Visitor) -> None:
    jonas.clicks("Offer one 20-minute chat")

    jonas.waits_for("You offered <@UADA> one 20-minute chat.")
    assert state(office) is AskState.CHAT_OFFERED
    assert live_pairs(office, "UADA") == []
    for reader in ("UADA", "UJONAS"):
        assert "who offers you one conversation of 20 minutes." in told(office, reader)
        office.visitor(reader).clicks("Three questions")
        office.visitor(reader).waits_for("Three questions to choose from")
        office.visitor(reader).closes()


@pytest.fixture
def asked_for_a_chat(office: Office) -> Visitor:
    """Jonas has Ada's request for twenty minutes in front of him."""
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    asks_for(office, "UADA", "UJONAS", **{"What I ask for": "20 minutes"})
    return office.visitor("UJONAS")


def test_who_asks_for_twenty_minutes_gets_twenty_minutes_by_the_first_button(
    office: Office, asked_for_a_chat: Visitor
) -> None:
    jonas = asked_for_a_chat
    assert labels(jonas.dm()[-1]) == ["Yes, 20 minutes", "Offer mentoring", "Suggest someone", "Not now…"]
    jonas.opens_home()
    jonas.waits_for("<@UADA> asks you for 20 minutes.")

    jonas.clicks("Yes, 20 minutes")

    jonas.waits_for("You said yes to 20 minutes with <@UADA>.")
    assert live_pairs(office, "UADA") == []
    assert "who says yes to one conversation of 20 minutes." in told(office, "UADA")
    assert "as your mentor" not in told(office, "UADA")


def test_a_mentoring_offered_to_who_asked_for_twenty_minutes_begins_with_their_own_yes(
    office: Office, asked_for_a_chat: Visitor
) -> None:
    jonas = asked_for_a_chat
    jonas.clicks("Offer mentoring")

    jonas.waits_for("I also ask them whether they'd like you as their mentor.")
    assert live_pairs(office, "UADA") == []
    assert "Would you like <@UJONAS> as your mentor?" in told(office, "UADA")
    assert "You get this because <@UJONAS> offers it. No need to answer right away, and a no is fine." in told(
        office, "UADA"
    )
    assert "Would you like <@UADA> as your mentee?" not in told(office, "UJONAS")
    ada = office.visitor("UADA")
    ada.clicks("Accept")
    ada.waits_for("You and <@UJONAS> are a pair.")
    assert [pair.mentor.slack_id for pair in live_pairs(office, "UADA")] == ["UJONAS"]


def test_nobody_hears_of_a_no_to_a_mentoring_and_the_twenty_minutes_stay(
    office: Office, asked_for_a_chat: Visitor
) -> None:
    asked_for_a_chat.clicks("Offer mentoring")
    told(office, "UADA")
    before = told(office, "UJONAS")

    ada = office.visitor("UADA")
    ada.clicks("Not for me")
    ada.waits_for("Nobody learns what you answered")

    assert told(office, "UJONAS") == before
    assert live_pairs(office, "UADA") == []
    ada.types("/mentor chats")
    ada.waits_for("<@UJONAS>")


def test_who_has_no_place_left_can_give_the_twenty_minutes_and_no_mentoring(
    office: Office, asked_for_a_chat: Visitor
) -> None:
    offers(office, "UJONAS", "sql", manager="UPRIYA", capacity=0)

    asked_for_a_chat.clicks("Offer mentoring")

    asked_for_a_chat.waits_for("You have no place left, so the request stays open.")
    assert state(office) is AskState.SENT


def test_a_name_is_passed_on_with_a_button_if_they_mentor(office: Office, jonas: Visitor) -> None:
    offers(office, "UMIA", "sql", manager="UELENA")
    jonas.clicks("Suggest someone")
    jonas.waits_for("Somebody who may fit")

    jonas.fills({"Somebody who may fit": "UMIA"}).submits()

    jonas.waits_for("You suggested <@UMIA>")
    assert "thinks <@UMIA> could be the right person" in told(office, "UADA")
    assert "Ask mia" in labels(office.visitor("UADA").dm()[-1])
    assert state(office) is AskState.REFERRED


def test_a_name_without_an_offer_is_passed_on_without_one(office: Office, jonas: Visitor) -> None:
    jonas.clicks("Suggest someone")
    jonas.waits_for("Somebody who may fit")

    jonas.fills({"Somebody who may fit": "ULIAM"}).submits()

    jonas.waits_for("You suggested <@ULIAM>")
    assert "a message of your own is the way" in told(office, "UADA")
    assert told(office, "ULIAM") == ""


def test_somebody_whose_account_is_closed_or_who_is_an_app_cant_be_suggested(office: Office, jonas: Visitor) -> None:
    offers(office, "UMIA", "sql", standing=Standing.GONE)
    jonas.clicks("Suggest someone")
    jonas.waits_for("Somebody who may fit")

    assert "Their account here is closed" in jonas.fills({"Somebody who may fit": "UMIA"}).submits()["errors"]["whom"]
    assert "Please pick a person." in jonas.fills({"Somebody who may fit": "USTANDUP"}).submits()["errors"]["whom"]
    assert "find that person" in jonas.fills({"Somebody who may fit": "UNOBODY"}).submits()["errors"]["whom"]
    assert state(office) is AskState.SENT


@pytest.mark.parametrize("whom", ["UADA", "UJONAS"])
def test_neither_of_the_two_can_be_suggested(office: Office, jonas: Visitor, whom: str) -> None:
    jonas.clicks("Suggest someone")
    jonas.waits_for("Somebody who may fit")

    errors = jonas.fills({"Somebody who may fit": whom}).submits()["errors"]

    assert errors == {"whom": "Please pick somebody who is neither of you two."}
    assert state(office) is AskState.SENT


def test_a_no_comes_with_its_reason_and_two_others(office: Office, jonas: Visitor) -> None:
    offers(office, "UMIA", "sql", manager="UELENA", timezone="Europe/London")
    jonas.clicks("Not now…")
    jonas.waits_for("A sentence to them")

    jonas.fills({"Reason": "Someone else suits them better", "A sentence to them": "Secret thoughts"}).submits()

    jonas.waits_for("You said not now")
    words = told(office, "UADA")
    assert "They think someone else suits you better. That isn't about you." in words
    assert "Secret thoughts" not in words
    assert "<@UMIA>" in words
    assert labels(office.visitor("UADA").dm()[-1])[-2:] == ["New search", "Ask the program lead"]
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None
    assert (ask.state, ask.reply) == (AskState.DECLINED, "")


def test_who_needs_other_expertise_is_not_shown_others_of_the_same(office: Office, jonas: Visitor) -> None:
    offers(office, "UMIA", "sql", manager="UELENA", timezone="Europe/London")
    offers(office, "UPRIYA", "report design", manager="UELENA", timezone="Europe/London")
    jonas.clicks("Not now…")
    jonas.waits_for("A sentence to them")

    jonas.fills({"Reason": "They need other expertise than mine"}).submits()

    jonas.waits_for("You said not now")
    words = told(office, "UADA")
    assert "They think you need other expertise than theirs. That isn't about you." in words
    assert "<@UMIA>" not in words
    assert "<@UPRIYA>" in words


def test_a_sentence_is_passed_on_only_with_a_tick(office: Office, jonas: Visitor) -> None:
    jonas.clicks("Not now…")
    jonas.waits_for("A sentence to them")

    jonas.fills(
        {"A sentence to them": "After <!here> summer, gladly", "Share it?": ["Pass this sentence on"]}
    ).submits()

    jonas.waits_for("You said not now")
    assert ">After &lt;!here&gt; summer, gladly" in told(office, "UADA")
