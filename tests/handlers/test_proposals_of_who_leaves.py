"""Somebody leaves while they are proposed to somebody: nobody is asked about them any more, or waits for their yes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Standing
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, letters_to
from tests.handlers.test_pairing import proposes, stands

TAKEN_BACK = "<@UADA> takes no part in mentoring any more, so I took back the question whether you'd like to be a pair."


def by_leaving(office: Office) -> None:
    ada = office.visitor("UADA")
    ada.types("/mentor leave")
    ada.waits_for("requests and proposals that wait for an answer close")
    ada.clicks("Leave")
    ada.waits_for("You have left mentoring.")


def with_the_account(office: Office) -> None:
    moves_in(office, "UADA", standing=Standing.GONE)


@pytest.mark.parametrize("goes", [by_leaving, with_the_account])
def test_who_said_yes_hears_that_it_cannot_be_and_who_was_asked_has_no_button_left(
    office: Office, goes: Callable[[Office], None]
) -> None:
    pair, jonas = proposes(office), office.visitor("UJONAS")
    office.passes(timedelta(hours=1))
    jonas.clicks("Accept")
    hears(jonas, "If it suits <@UADA>, too, I introduce you")

    goes(office)
    office.passes(timedelta(hours=1))

    assert stands(office, pair) is Lifecycle.NEVER_STARTED
    assert f"{TAKEN_BACK} It isn't about you. Your place is free." in letters_to(office, "UJONAS")[-1]
    assert "Would you like <@UADA> as your mentee?" not in str(jonas.dm())
    jonas.opens_home()
    assert "<@UADA>" not in str(jonas.waits_for(jonas.home))


def test_who_said_that_it_is_not_for_them_waits_for_nothing_and_hears_nothing(office: Office) -> None:
    proposes(office)
    office.passes(timedelta(hours=1))
    jonas = office.visitor("UJONAS")
    jonas.clicks("Not for me")
    jonas.waits_for("Nobody learns what you answered")

    by_leaving(office)
    office.passes(timedelta(hours=1))

    assert not any(TAKEN_BACK in text for text in letters_to(office, "UJONAS"))
