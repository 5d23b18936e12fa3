"""Somebody's own zone, hours and holidays, where Slack's word isn't enough, and what leads say for everybody."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.blocks import Answers, button
from bot.mentoring.people import Person
from bot.playground.client import Visitor
from bot.profiles import Profile
from bot.store import people
from handlers import hours
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, holds

NEW_YEAR = date(2027, 1, 1)
UNITY = date(2027, 10, 4)


def person(office: Office, slack_id: str = "UADA") -> Person:
    with office.database.look(office.workspace) as db:
        found = people.known(db, slack_id)
    assert found is not None
    return found


def described(office: Office, slack_id: str) -> Profile:
    slack = office.bot.slack_of(office.workspace)
    assert slack
    return slack.profile(slack_id)


def opens_hours(office: Office, slack_id: str = "UADA", **facts: object) -> Visitor:
    moves_in(office, slack_id, **facts)
    visitor = office.visitor(slack_id)
    visitor.types("/mentor hours")
    visitor.waits_for("Your working day begins at")
    return visitor


def answers(**fields: str) -> Answers:
    keys = {"opens": "selected_time", "closes": "selected_time"}
    given = {name: {"value": {keys.get(name, "value"): value}} for name, value in fields.items()}
    return Answers({"state": {"values": given}})


def test_hours_zone_and_holidays_are_kept_and_hold_from_then_on(office: Office) -> None:
    ada = opens_hours(office, slot=time(10))
    assert ada.sees("This is a guess from your time zone: please check.")

    ada.fills({"zone": "new york", "opens": "11:00", "closes": "15:00", "holidays": "de / by"}).submits()

    assert ada.sees("I write between 11:00 and 15:00, America/New_York time (your own word).")
    assert ada.sees("Around 11:00 by preference. Public holidays: Germany, Bayern.")
    mine = person(office).hours
    assert (mine.timezone, mine.opens, mine.closes, mine.slot) == ("America/New_York", time(11), time(15), time(11))
    assert mine.opening(datetime(2027, 1, 1, 17, tzinfo=UTC)) == datetime(2027, 1, 4, 16, tzinfo=UTC)

    office.visitor("UADA").closes()
    with office.database.begin(office.workspace) as db:
        people.remember(db, described(office, "UADA"), office.now())
    assert person(office).timezone == "America/New_York"

    again = opens_hours(office, timezone="America/New_York")
    again.fills({"zone": "", "holidays": ""}).submits()
    assert (person(office).zone_is_own, person(office).seen_at, person(office).holidays.code) == (False, None, "")
    again.closes()
    again.types("/mentor hours")
    again.waits_for("Your working day begins at")
    assert person(office).timezone == "Europe/London"


def test_what_can_t_be_kept_is_said_at_its_field_and_nothing_changes(office: Office) -> None:
    ada = opens_hours(office)

    given = {"zone": "Atlantis", "holidays": "Atlantis", "opens": "15:00", "closes": "09:00"}
    answer = ada.fills(given).submits()

    assert set(answer["errors"]) == {"zone", "holidays", "closes"}
    assert (person(office).timezone, person(office).opens) == ("Europe/London", time(9, 30))


def test_nobody_sees_or_sets_what_only_leads_may(office: Office) -> None:
    ada = opens_hours(office)
    assert not ada.sees("And whoever didn't choose?")

    with office.database.begin(office.workspace) as db:
        hours.settle(db, people.held(db, person(office).id), answers(everybody="Germany"), office.now())

    moves_in(office, "UJONAS")
    assert person(office, "UJONAS").holidays.code == ""


def test_what_a_lead_says_holds_for_whoever_did_not_choose(office: Office) -> None:
    moves_in(office, "UJONAS")
    opens_hours(office).fills({"holidays": "India"}).submits()
    lead = opens_hours(office, "UINES", is_lead=True)

    lead.fills({"holidays": "", "everybody": "Germany"}).submits()

    assert lead.sees("Public holidays: Germany.")
    assert [person(office, one).holidays.code for one in ("UJONAS", "UINES", "UADA")] == ["DE", "DE", "IN"]
    office.visitor("UNOOR").types("/mentor join")
    office.visitor("UNOOR").waits_for("You're in")
    assert person(office, "UNOOR").holidays.code == "DE"
    assert UNITY - timedelta(days=1) in person(office, "UNOOR").holidays


def test_the_country_a_zone_suggests_is_asked_once_and_a_tap_answers(office: Office) -> None:
    ada = office.visitor("UADA")
    ada.types("/mentor join")
    ada.waits_for("You're in. Welcome!")
    everything_arrives(office)
    ada.opens_home()
    ada.waits_for("Do you keep the public holidays of the United Kingdom?")

    ada.clicks("Yes, I do")

    assert NEW_YEAR in person(office).holidays
    ada.opens_home()
    ada.waits_for("Hours and holidays")
    assert not ada.sees("Do you keep the public holidays of")


def test_a_guess_that_nobody_made_is_refused(office: Office) -> None:
    moves_in(office, "UADA")
    ada = holds(office, "UADA", button("Yes", "keep_holidays", "ZZ"))

    ada.clicks("Yes")

    ada.waits_for("I don't know those holidays any more")
    assert person(office).holidays.code == ""


@pytest.mark.parametrize("opens", ["", "25:00"])
def test_a_time_that_is_none_changes_nothing(opens: str) -> None:
    assert hours.mistakes(answers(opens=opens, closes="10:00")) == {}
