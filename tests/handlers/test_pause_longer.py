"""Before a pause ends: go on, four more weeks, or nothing, which is four more weeks twice and then a rest."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from bot.store import pairs
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, letters_to, looks, pairs_up

DAY = timedelta(days=1)


def paused(office: Office, days: int = 10) -> int:
    pair = pairs_up(office, met_days_ago=1)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").pause(office.now() + days * DAY, office.now(), "UADA")
    return pair


def test_four_more_weeks_take_one_tap_and_a_second_adds_nothing(office: Office) -> None:
    pair = paused(office)
    longer = button("Extend", "pause_longer", f"{pair}:20260313")
    ada = holds(office, "UADA", longer)
    ada.clicks("Extend")
    hears(ada, "pause until Fri 10 April")

    holds(office, "UADA", longer).clicks("Extend")

    hears(ada, "It was already paused until Fri 10 April, so nothing changed.")
    assert "pauses your pair until Fri 10 April" in letters_to(office, "UJONAS")[-1]
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").resume(office.now())
    late = holds(office, "UADA", longer)
    late.clicks("Extend")
    hears(late, "This pause is over, so nothing changed.")


def test_whoever_stays_silent_gets_four_weeks_twice_and_then_hears_of_the_rest(office: Office) -> None:
    pair = paused(office)
    for day in range(1, 70):
        office.passes(DAY)
        if day == 12:
            assert looks(office, pair, lambda two: two.pause_extended) == 1

    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.ACTIVE
    to_ada, to_jonas = letters_to(office, "UADA"), letters_to(office, "UJONAS")
    assert sum("How would you like to go on?" in each for each in to_ada) == 0, "what was answered by time is retired"
    assert any("I'll let your pair with" in each for each in to_ada)
    assert any("This pause with <@UADA>" in each for each in to_jonas)


def test_a_pair_that_rests_can_be_paused_instead(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=1)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").rest(office.now())
    ada = office.visitor("UADA")
    ada.types("/mentor pause")
    ada.waits_for("On which day do you want to go on?")
    ada.fills({"until": "2026-04-01"}).submits()

    ada.waits_for("pause until Wed 1 April")
    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.PAUSED
