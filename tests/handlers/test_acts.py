"""Whoever does anything with the bot has answered it, by whatever way; to look at Home is no answer yet."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up

AN_HOUR = timedelta(hours=1)


def acted_at(office: Office, slack_id: str = "UADA") -> datetime | None:
    with office.database.look(office.workspace) as db:
        person = people.known(db, slack_id)
        return person.acted_at if person else None


def notes(office: Office, act: Callable[[], object]) -> bool:
    """Let an hour pass and somebody act, and tell whether that was noted."""
    office.passes(AN_HOUR)
    before = acted_at(office)
    act()
    return acted_at(office) not in {before, None}


def test_commands_buttons_and_forms_are_acts_and_opening_home_is_none(office: Office) -> None:
    pairs_up(office, met_days_ago=20)
    ada = office.visitor("UADA")

    assert not notes(office, ada.opens_home)
    assert notes(office, lambda: ada.types("/mentor pairs"))
    assert not notes(office, ada.opens_home)
    assert notes(office, lambda: ada.clicks("Find a mentor"))
    assert not notes(office, ada.closes)
    ada.types("/mentor thanks @jonas")
    ada.waits_for("One sentence")
    assert notes(office, lambda: ada.fills({"thanks": "For the joins."}).submits())


def test_what_is_refused_is_an_act_as_well_and_somebody_elses_is_none_of_ones_own(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UNOOR")
    ada, noor = office.visitor("UADA"), office.visitor("UNOOR")

    assert notes(office, lambda: ada.types("/mentor pause @noor"))
    assert not notes(office, lambda: noor.types("/mentor pairs"))
