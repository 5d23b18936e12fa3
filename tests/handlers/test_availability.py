"""A mentor who lets requests run out is asked, hidden after a week of silence, and back with a tap."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.people import Person
from bot.store import people
from tests.handlers.asking import asks_for, moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds


def jonas(office: Office) -> Person:
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UJONAS")
        assert person is not None
        return person


def lets_two_run_out(office: Office) -> None:
    offers(office, "UJONAS", "sql", capacity=2)
    for mentee in ("UADA", "UPRIYA"):
        moves_in(office, mentee)
        asks_for(office, mentee, "UJONAS")
    office.passes(timedelta(days=14, hours=1))
    office.passes(timedelta(days=7))


def test_silence_hides_a_mentor_and_a_tap_brings_them_back(office: Office) -> None:
    lets_two_run_out(office)
    assert "Are you still open to requests?" in told(office, "UJONAS")

    office.passes(timedelta(days=8))

    assert "You take no new requests for now" in told(office, "UJONAS")
    assert jonas(office).is_hidden(office.now())
    visitor = office.visitor("UJONAS")
    visitor.opens_home()
    visitor.waits_for("You take no new requests right now.")
    visitor.clicks("I'm back")
    visitor.waits_for("Good. People who look can find you, with room for 2 mentees.")
    assert jonas(office).offers_at(office.now())
    office.passes(timedelta(days=30))
    assert jonas(office).offers_at(office.now())


def test_every_answer_is_a_good_one(office: Office) -> None:
    offers(office, "UJONAS", "sql", capacity=2)
    ids = ("still_open", "limit_room", "pause_offer", "take_off")
    visitor = holds(office, "UJONAS", *(button(each, each, 1) for each in ids))
    visitor.clicks("still_open")
    visitor.waits_for("with room for 2 mentees")
    visitor = holds(office, "UJONAS", *(button(each, each, 1) for each in ids))
    visitor.clicks("limit_room")
    visitor.waits_for("For how many people at a time?")
    visitor.fills({"room": "1"}).submits()
    visitor.waits_for("You have room for 1 mentee at a time.")
    visitor.closes(everything=True)
    assert jonas(office).capacity == 1
    visitor.clicks("pause_offer")
    visitor.waits_for("Nothing else changes.")
    assert "Please choose a day after today" in str(visitor.fills({"until": "2026-03-03"}).submits())
    visitor.fills({"until": "2026-04-01"}).submits()
    visitor.waits_for("You take no new requests until Wed 1 April.")
    visitor.closes(everything=True)
    assert not jonas(office).offers_at(office.now())
    visitor.clicks("take_off")
    visitor.waits_for("Nobody new finds you any more")
    assert not jonas(office).is_mentor
    visitor = holds(office, "UJONAS", *(button(each, each, 1) for each in ids))
    for number, each in enumerate(ids[:3], start=1):
        visitor.clicks(each)
        hears(visitor, "You offer nothing as a mentor right now, so nothing changed.", number)


def test_a_mentor_who_answers_a_request_has_answered_the_question(office: Office) -> None:
    lets_two_run_out(office)
    assert "Are you still open to requests?" in told(office, "UJONAS")
    moves_in(office, "UNOOR", timezone="Europe/London")
    asks_for(office, "UNOOR", "UJONAS")
    visitor = office.visitor("UJONAS")
    visitor.clicks("Not now…")
    visitor.waits_for("A sentence to them")
    visitor.submits()
    visitor.waits_for("You said not now")

    office.passes(timedelta(days=9))

    assert "You take no new requests for now" not in told(office, "UJONAS")
    assert jonas(office).offers_at(office.now())
