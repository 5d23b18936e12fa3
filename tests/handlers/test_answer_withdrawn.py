"""Taking a request back: the mentor owes nothing any more, and nothing is left to press."""

from datetime import timedelta
from typing import Any

import pytest

from bot.mentoring.asks import AskState, NotTheirAsk
from bot.playground.client import Visitor
from handlers import withdraw
from tests.fakes import Replies
from tests.handlers.asking import (
    asks_for,
    between,
    labels,
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


def test_a_withdrawn_request_leaves_nothing_to_answer(office: Office, jonas: Visitor) -> None:
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("Withdraw")

    ada.clicks("Withdraw")

    ada.waits_for("is withdrawn")
    assert "withdrew their request. There is nothing for you to do." in told(office, "UJONAS")
    assert all("Accept" not in labels(message) for message in jonas.dm())
    assert state(office) is AskState.WITHDRAWN


def test_a_request_withdrawn_at_night_was_never_sent(office: Office) -> None:
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", timezone="Pacific/Auckland")
    number = asks_for(office, "UADA", "UJONAS")

    _withdraw(office, number, "UADA")
    office.passes(timedelta(hours=12))

    assert told(office, "UJONAS") == ""


def test_withdrawing_twice_is_withdrawing_once(office: Office, jonas: Visitor) -> None:
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None

    answers = [_withdraw(office, ask.id, "UADA") for _ in range(2)]

    assert answers == ["Your request to <@UJONAS> is withdrawn."] * 2
    assert jonas.sees("Accept")


def test_an_answered_request_cannot_be_withdrawn(office: Office, jonas: Visitor) -> None:
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None
    jonas.clicks("Accept")
    jonas.waits_for("the two of you are a pair")

    assert _withdraw(office, ask.id, "UADA") == "Your request to <@UJONAS> is closed already."
    assert state(office) is AskState.ACCEPTED


def test_nobody_withdraws_for_somebody_else(office: Office, jonas: Visitor) -> None:
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None

    with pytest.raises(NotTheirAsk):
        _withdraw(office, ask.id, "UJONAS")

    assert jonas.sees("Accept")


def _withdraw(office: Office, number: int, actor: str) -> str:
    """Press the button, wherever it stands; return the first sentence of the answer."""
    replies = Replies()

    def nothing(*_: Any, **__: Any) -> None:  # noqa: ANN401 - whatever Slack takes
        """Do nothing."""

    withdraw.withdraw(
        ack=nothing,  # type: ignore[arg-type]  # all of it that a listener uses
        action={"value": str(number)},
        visit=lambda: actor,
        reply=replies,
        refresh=nothing,
        database=office.database,
        workspace=office.workspace,
        now=office.now(),
    )
    return replies.texts[-1]
