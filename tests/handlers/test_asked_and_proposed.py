"""Two who are proposed to each other, and of whom one asks the other besides: a yes to that makes them the pair."""

import pytest

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.asking import ONGOING, asks_for, live_pairs, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, letters_to, looks
from tests.handlers.test_held_requests import arrived
from tests.handlers.test_pairing import proposes

NOTHING_TO_ANSWER = "You two are a pair now, so there is nothing to answer here."


@pytest.fixture
def proposed(office: Office) -> int:
    """Jonas is proposed to Ada, neither has answered, and Ada can be asked, too."""
    pair = proposes(office)
    offers(office, "UADA", "python")
    letters_to(office, "UADA")
    letters_to(office, "UJONAS")
    return pair


def test_a_mentor_who_accepts_a_request_makes_the_pair_come_true_that_was_proposed(
    office: Office, proposed: int
) -> None:
    asks_for(office, "UADA", "UJONAS", **ONGOING)
    jonas = office.visitor("UJONAS")
    jonas.clicks("Accept")

    hears(jonas, "You accepted <@UADA>'s request, and the two of you are a pair.")

    assert looks(office, proposed, lambda two: two.lifecycle) is Lifecycle.INITIATING
    assert len(live_pairs(office, "UJONAS")) == 1
    assert NOTHING_TO_ANSWER in letters_to(office, "UADA")
    assert NOTHING_TO_ANSWER in letters_to(office, "UJONAS")
    assert "You are a pair" in str(arrived(office, "UADA"))


def test_a_yes_to_a_request_the_other_way_round_closes_what_was_proposed(office: Office, proposed: int) -> None:
    asks_for(office, "UJONAS", "UADA", **ONGOING)
    ada = holds(office, "UADA", button("Yes to him", "accept_ask", 1))
    ada.clicks("Yes to him")

    hears(ada, "You accepted <@UJONAS>'s request, and the two of you are a pair.")

    assert looks(office, proposed, lambda two: two.lifecycle) is Lifecycle.NEVER_STARTED
    assert [(pair.mentor.slack_id, pair.mentee.slack_id) for pair in live_pairs(office, "UADA")] == [("UADA", "UJONAS")]
    assert NOTHING_TO_ANSWER in letters_to(office, "UJONAS")


def test_whoever_would_offer_mentoring_besides_a_chat_reads_that_both_are_asked_already(
    office: Office, proposed: int
) -> None:
    asks_for(office, "UADA", "UJONAS", **{"What I ask for": "20 minutes"})
    jonas = holds(office, "UJONAS", button("Mentoring, too", "offer_mentoring", 1))

    jonas.clicks("Mentoring, too")

    jonas.waits_for("You two are asked already whether you'd like to be a pair")
    assert looks(office, proposed, lambda two: two.lifecycle) is Lifecycle.PROPOSED
