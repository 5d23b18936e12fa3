"""A mentee whom a mentor blocked hears what they would hear of a mentor who takes a break, wherever they look."""

from datetime import timedelta

import pytest

from bot.mentoring.people import Standing
from bot.store import people
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office

NAME = "Jonas Lindqvist"


def hears(office: Office, wish: str) -> str:
    """Return what Ada is told who finds nobody."""
    ada = office.visitor("UADA")
    before = len(ada.dm())
    ada.types(f"/mentor find {wish}")
    ada.waits_for(lambda: len(ada.dm()) > before)
    told = str(ada.dm()[-1]["text"])
    assert told.startswith(f"Nobody is free for “{wish}” right now.")
    return told


def pauses(office: Office, until: timedelta | None) -> None:
    moves_in(office, "UJONAS", offering_paused_until=office.now() + until if until else None)


def blocks(office: Office) -> None:
    with office.database.begin(office.workspace) as db:
        people.block(db, "UJONAS", ["UADA"])


@pytest.mark.parametrize("wish", [NAME, "public speaking"])
@pytest.mark.parametrize(
    "also",
    [
        {},
        {"manager": "UADA"},
        {"manager": "UFREYA"},
        {"standing": Standing.GUEST},
        {"timezone": "Pacific/Auckland"},
        {"languages": ("Finnish",)},
    ],
)
def test_a_mentor_who_blocked_somebody_is_spoken_of_as_if_they_took_a_break(
    office: Office, wish: str, also: dict[str, object]
) -> None:
    moves_in(office, "UADA", manager="UFREYA", timezone="Europe/London", languages=("English",))
    offers(office, "UJONAS", "public speaking", **{"name": "jonas", "real_name": NAME, **also})
    pauses(office, timedelta(days=30))
    of_a_break = hears(office, wish)

    pauses(office, None)
    blocks(office)

    assert hears(office, wish) == of_a_break


def test_a_mentor_who_blocked_somebody_is_said_to_take_no_requests(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "public speaking", name="jonas", real_name=NAME)
    blocks(office)

    assert "Those who would fit take no requests right now." in hears(office, NAME)
