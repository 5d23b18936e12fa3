"""How long two agreed to meet is what every form offers them, until they choose otherwise."""

import pytest

from bot.blocks import button
from bot.mentoring.sessions import Outcome
from bot.store import agreements, pairs, sessions, times
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, pairs_up

HOUR = 60


def agree_on_an_hour(office: Office) -> int:
    """Let Ada and Jonas be a pair whose sessions last an hour."""
    number = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        made = agreements.propose(db, pair, {"length": str(HOUR)}, office.now())
        for each in pair.both:
            made.confirm(each.slack_id, office.now())
    return number


@pytest.mark.parametrize(("act", "minutes"), [("book_session", HOUR), ("short_call", 20)])
def test_a_date_is_offered_with_the_length_they_agreed_on_and_a_short_call_with_its_own(
    office: Office, act: str, minutes: int
) -> None:
    number = agree_on_an_hour(office)
    ada = holds(office, "UADA", button("Set a date", act, number))
    ada.clicks("Set a date")
    ada.waits_for("Which day?")
    ada.fills({"on": "2026-03-10", "at": "14:00"}).submits()
    ada.waits_for("Set. You and")

    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        booked = sessions.booked(db, pair)
        assert booked
        assert booked.minutes == minutes


def test_times_are_offered_and_a_session_is_noted_with_the_length_they_agreed_on(office: Office) -> None:
    number = agree_on_an_hour(office)
    ada = office.visitor("UADA")
    ada.types("/mentor times @jonas")
    ada.waits_for("First day")
    ada.fills({"on1": "2026-03-10", "at1": "14:00"}).submits()
    ada.waits_for("You proposed")
    ada.closes()
    ada.types("/mentor log")
    ada.waits_for("When did you meet?")
    ada.submits()
    ada.waits_for("Logged")

    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        assert [each.minutes for each in times.open_of(db, pair)] == [HOUR]
        assert [each.minutes for each in sessions.of(db, pair) if each.outcome is Outcome.HELD] == [HOUR]
