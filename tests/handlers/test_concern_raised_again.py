"""A concern that was somebody's alone to decide about, and is brought to a contact later, or ends with the pair."""

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, letters_to, pairs_up
from tests.handlers.test_concern import WORDS, has_contact, stands

ALONE = "stays paused until you say otherwise"


def raises_alone(office: Office) -> int:
    """Let Ada raise a concern about Jonas where nobody independent is named."""
    pair = pairs_up(office, met_days_ago=30)
    ada = holds(office, "UADA", button("Concern", "raise_concern", pair))
    ada.clicks("Concern")
    ada.waits_for("Nobody independent is named here")
    assert not ada.sees("lets the pair go on or ends it")
    ada.submits()
    ada.waits_for("is paused. They see a pause")
    ada.closes()
    assert any(ALONE in each for each in letters_to(office, "UADA"))
    return pair


def test_who_brings_it_to_a_contact_reads_that_these_decide_and_no_older_message_says_otherwise(office: Office) -> None:
    pair = raises_alone(office)
    has_contact(office, "UNOOR")
    ada = holds(office, "UADA", button("Again", "raise_concern", pair))
    ada.clicks("Again")
    ada.waits_for("Whoever hears of it lets the pair go on or ends it; you can end it any time.")
    ada.fills({"words": WORDS}).submits()
    ada.waits_for("I bring your words to <@UNOOR>")
    ada.closes()

    told = letters_to(office, "UADA")

    assert not any(ALONE in each for each in told)
    raised = "You raised this about your pair with <@UJONAS> again. <@UNOOR> lets it go on or ends it"
    assert any(raised in each for each in told)
    assert not any("Let it go on" in labels(each) for each in ada.dm())
    assert stands(office, pair) is Lifecycle.HOLD


def test_who_raises_it_alone_once_more_has_one_message_to_decide_in(office: Office) -> None:
    pair = raises_alone(office)
    raises_again = holds(office, "UADA", button("Again", "raise_concern", pair))
    raises_again.clicks("Again")
    raises_again.waits_for("Nobody independent is named here")
    raises_again.submits()
    raises_again.waits_for("is paused. They see a pause")
    raises_again.closes()

    assert sum(ALONE in each for each in letters_to(office, "UADA")) == 1
    assert sum("Let it go on" in labels(each) for each in raises_again.dm()) == 1


def test_nothing_is_left_to_decide_once_the_pair_is_over(office: Office) -> None:
    raises_alone(office)
    ada = office.visitor("UADA")
    ada.types("/mentor end")
    ada.waits_for("This ends your pair")
    ada.submits()
    ada.waits_for("has ended")
    ada.closes(everything=True)

    assert not any(ALONE in each for each in letters_to(office, "UADA"))
    assert not any("Let it go on" in labels(each) for each in ada.dm())


def test_whoever_types_it_alone_is_asked_what_it_is_about_and_nothing_is_empty(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor concern")

    asked = ada.waits_for("What is it about? Only you see this.")

    assert asked["blocks"][0]["text"]["text"] == "What is it about? Only you see this."
