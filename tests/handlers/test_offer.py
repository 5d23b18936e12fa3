"""Offering to mentor: in a minute, changed and ended as easily, and good news for those who waited."""

from datetime import timedelta

import pytest

from bot.blocks import Answers
from bot.mentoring.people import Person
from bot.playground.client import Visitor
from bot.store import people
from handlers import offer
from tests.examples import MONDAY, jonas
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office

LEARN = "What can people learn from you?"


def known(office: Office, slack_id: str) -> Person:
    with office.database.look(office.workspace) as db:
        person = people.known(db, slack_id)
    assert person is not None
    return person


def opens_form(office: Office, slack_id: str, typed: str = "") -> Visitor:
    somebody = office.visitor(slack_id)
    somebody.types(f"/mentor offer {typed}".strip())
    somebody.waits_for(LEARN)
    return somebody


def offers(office: Office, slack_id: str, topics: str) -> Visitor:
    somebody = opens_form(office, slack_id)
    somebody.fills({LEARN: topics}).submits()
    somebody.waits_for("with room for")
    somebody.closes()
    return somebody


def waits(office: Office, slack_id: str, *wants: str) -> None:
    moves_in(office, slack_id, wants=wants, waits_since=office.now() - timedelta(days=1))


def told(office: Office, slack_id: str, words: str) -> int:
    for _ in range(5):
        office.passes(timedelta(seconds=2))
    return sum(words in message["text"] for message in office.visitor(slack_id).dm())


def test_topics_and_a_tap_make_a_mentor(office: Office) -> None:
    jonas = opens_form(office, "UJONAS", "SQL, public speaking")

    jonas.submits()

    assert jonas.sees("You offer SQL and public speaking, with room for 1 mentee.")
    mentor = known(office, "UJONAS")
    assert (mentor.topics, mentor.capacity, mentor.has_joined) == (("SQL", "public speaking"), 1, True)


def test_a_new_mentor_is_welcomed_and_gets_three_cards_once(office: Office) -> None:
    offers(office, "UJONAS", "SQL")
    offers(office, "UJONAS", "SQL, statistics")

    assert told(office, "UJONAS", "Welcome to mentoring") == 1
    assert told(office, "UJONAS", "Three short cards") == 1


def test_the_cards_can_be_read_again(office: Office) -> None:
    jonas = office.visitor("UJONAS")

    jonas.types("/mentor cards")

    assert jonas.waits_for("Listen before advising")


def test_a_mentor_sees_the_offer_as_it_is_and_can_change_everything(office: Office) -> None:
    moves_in(office, "UJONAS", topics=("SQL",), capacity=2, about="I like joins.", languages=("English", "German"))
    jonas = opens_form(office, "UJONAS", "statistics, sql")

    jonas.fills({"room": "3", "meets": "video", "in_return": "A fresh view", "until": "2026-03-20"}).submits()

    mentor = known(office, "UJONAS")
    assert (mentor.topics, mentor.capacity, mentor.meets) == (("SQL", "statistics"), 3, "video")
    assert (mentor.about, mentor.languages, mentor.in_return) == (
        "I like joins.",
        ("English", "German"),
        "A fresh view",
    )
    assert not mentor.offers_at(office.now())
    assert jonas.sees("You take no new requests until Fri 20 March.")


@pytest.mark.parametrize("nothing", ["!!!", "🙂", "...,,,;"])
def test_topics_that_come_to_nothing_are_asked_for_again(office: Office, nothing: str) -> None:
    jonas = opens_form(office, "UJONAS")

    answer = jonas.fills({LEARN: nothing}).submits()

    assert answer["errors"] == {"topics": offer.NO_TOPICS}
    assert not known(office, "UJONAS").has_joined


def test_a_rest_begins_after_today(office: Office) -> None:
    moves_in(office, "UJONAS", topics=("SQL",), capacity=1)
    jonas = opens_form(office, "UJONAS")

    assert "until" in jonas.fills({"until": "2026-03-03"}).submits()["errors"]


def test_offering_can_be_stopped(office: Office) -> None:
    offers(office, "UJONAS", "SQL")
    jonas = opens_form(office, "UJONAS")

    jonas.clicks("Stop offering")
    jonas.waits_for("You offer nothing any more")

    assert not known(office, "UJONAS").is_mentor
    with office.database.look(office.workspace) as db:
        assert people.mentors(db) == []


def test_what_is_typed_pings_nobody(office: Office) -> None:
    jonas = offers(office, "UJONAS", "<!channel>, &lt;b&gt;, \u202eevil, <@UADA>, 🚀 rockets")

    opens_form(office, "UJONAS").submits()

    confirmed = jonas.waits_for("with room for")["blocks"][0]["text"]["text"]
    assert "<!channel>" not in confirmed
    assert "<@UADA>" not in confirmed
    assert "\u202e" not in confirmed
    assert "&amp;lt" in confirmed


def test_a_very_long_command_still_opens_the_form(office: Office) -> None:
    jonas = office.visitor("UJONAS")

    jonas.types("/mentor offer " + "x" * 40_000)

    assert jonas.waits_for(LEARN)


def test_the_button_of_an_invitation_opens_the_form(office: Office) -> None:
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor")
    jonas.waits_for("Mentoring, right here in Slack")

    jonas.clicks("Offer to mentor")

    assert jonas.waits_for(LEARN)


def test_a_guest_cannot_offer(office: Office) -> None:
    theo = office.visitor("UTHEO")

    theo.types("/mentor offer illustration")

    assert theo.waits_for("Guests, bots and people from other companies can't take part")


def test_somebody_who_waited_hears_of_a_mentor_once(office: Office) -> None:
    waits(office, "UADA", "public speaking")

    offers(office, "UJONAS", "Public speaking, SQL")
    offers(office, "UJONAS", "Public speaking, SQL, statistics")

    assert told(office, "UADA", "Somebody fits what you look for") == 1
    assert known(office, "UADA").waits_since is None
    office.visitor("UADA").clicks("Ask")
    assert office.visitor("UADA").waits_for("What I want to learn")


def test_somebody_who_waits_for_something_else_hears_nothing(office: Office) -> None:
    waits(office, "UADA", "negotiation")

    offers(office, "UJONAS", "SQL")

    assert told(office, "UADA", "Somebody fits") == 0
    assert known(office, "UADA").waits_since is not None


def test_a_blocked_mentor_a_manager_and_a_resting_mentor_are_no_good_news(office: Office) -> None:
    waits(office, "UADA", "SQL")
    moves_in(office, "UADA", manager="UFREYA")
    with office.database.begin(office.workspace) as db:
        people.block(db, "UADA", ["UJONAS"])

    offers(office, "UJONAS", "SQL")
    offers(office, "UFREYA", "SQL")
    opens_form(office, "ULUCA").fills({LEARN: "SQL"}).submits()

    assert told(office, "UADA", "Somebody fits") == 1
    assert office.visitor("UADA").sees("<@ULUCA>")


def test_forty_thousand_characters_are_too_many() -> None:
    view = {"state": {"values": {name: {"value": {"value": "a" * 40_000}} for name in offer.LENGTHS}}}

    assert set(offer.mistakes(Answers(view), MONDAY.date())) == set(offer.LENGTHS)


def test_malformed_values_fall_back_to_the_usual() -> None:
    values = {"topics": {"value": {"value": "SQL"}}, "until": {"value": {"selected_date": "0000-00-00"}}}

    assert offer.mistakes(Answers({"state": {"values": values}}), MONDAY.date()) == {}


def test_a_topic_is_filled_in_once() -> None:
    modal = offer.form(jonas(topics=("SQL",)), "sql, Statistics", MONDAY)

    assert modal.blocks[0]["element"]["initial_value"] == "SQL, Statistics"
