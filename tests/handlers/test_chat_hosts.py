"""Somebody for one conversation is somebody else than those one has already."""

from bot.blocks import button
from tests.handlers.asking import labels, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, pairs_up


def test_whoever_looks_for_a_chat_is_shown_neither_their_mentor_nor_their_mentee(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UADA", "UFREYA")
    offers(office, "UFREYA", "sql")
    offers(office, "UMEI", "sql")
    ada = holds(office, "UADA", button("Find a 20-min chat", "try_chat", "sql"))

    ada.clicks("Find a 20-min chat")

    shown = ada.waits_for("They know something of it")
    assert labels(shown) == ["Ask for 20 minutes"]
    assert "<@UMEI>" in str(shown)
