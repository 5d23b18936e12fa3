"""A mentor with two mentees of one name: wherever one of them is meant, it is to be seen which."""

import pytest

from tests.handlers.asking import everything_arrives, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up

OMAR = {"name": "omar", "real_name": "Omar Farouk"}
SUPPORT, SALES = "Omar Farouk, Support lead", "Omar Farouk, Sales lead"


pytestmark = pytest.mark.usefixtures("two")


@pytest.fixture
def two(office: Office) -> None:
    """Let Jonas have two mentees called Omar."""
    for mentee, title in (("UADA", "Support lead"), ("UNOOR", "Sales lead")):
        pairs_up(office, mentee=mentee)
        moves_in(office, mentee, **OMAR, title=title)


@pytest.mark.parametrize(
    "command", ["end", "pause", "agree", "rhythm", "wrapup", "prep", "concern", "thanks", "sessions"]
)
def test_a_command_that_could_mean_either_asks_about_each_by_what_tells_them_apart(
    office: Office, command: str
) -> None:
    jonas = office.visitor("UJONAS")

    jonas.types(f"/mentor {command} Omar", "CMENTORING")

    jonas.waits_for(SUPPORT)
    assert jonas.sees(SALES)


def test_a_takeaway_is_shared_with_the_one_who_is_picked(office: Office) -> None:
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor log", "CMENTORING")
    jonas.waits_for("With whom?")

    jonas.fills({"pair": SALES, "takeaway": "Ask first", "share": ["share"]}).submits()
    jonas.waits_for("Noted, with your session")
    jonas.closes(everything=True)
    everything_arrives(office)

    assert "Ask first" in str(office.visitor("UNOOR").dm())
    assert "Ask first" not in str(office.visitor("UADA").dm())


def test_home_says_beside_each_and_on_each_button_whom_it_means(office: Office) -> None:
    jonas = office.visitor("UJONAS")

    jonas.opens_home()
    jonas.waits_for("Your pairs")
    home = str(jonas.home())

    for each in (SUPPORT, SALES):
        assert f"({each})" in home
        assert f"Log a session with {each}" in home
