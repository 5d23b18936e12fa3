"""A private map, its gaps, and people somebody met: all theirs alone."""

from datetime import timedelta

from bot.blocks import button
from bot.playground.client import Visitor
from tests.handlers.asking import moves_in, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds


def opens_map(office: Office, who: str = "UADA") -> Visitor:
    visitor = office.visitor(who)
    visitor.types("/mentor network")
    visitor.waits_for("Teaches me a skill")
    return visitor


def adds(visitor: Visitor, name: str) -> Visitor:
    visitor.clicks("Add")
    visitor.waits_for(lambda: "Add to my network" in str(visitor.modal()))
    visitor.fills({"name": name})
    return visitor


def test_a_map_is_filled_tidied_and_looked_from(office: Office) -> None:
    moves_in(office, "UADA")
    ada = opens_map(office)
    assert "Please write a name." in str(adds(ada, " ").submits())
    ada.fills({"name": "Grace <!here>"}).submits()
    ada.waits_for("Grace &lt;!here&gt;")
    for name in ("grace <!here>", "Two", "Three", "Four", "Five"):
        adds(ada, name).submits()
        ada.waits_for("Teaches me a skill")
    assert str(ada.modal()).count("Remove Grace") == 1
    adds(ada, "Six").submits()
    assert "There are five people in this part already." in str(ada.submits())
    ada.closes(everything=True)

    ada = opens_map(office)
    ada.clicks("Remove")
    ada.waits_for(lambda: "Grace" not in str(ada.modal()))
    ada.clicks("Find for this gap")

    assert ada.waits_for("What would you like to get better at?")
    ada.closes(everything=True)
    moves_in(office, "UPRIYA")
    assert "Grace" not in str(opens_map(office, "UPRIYA").modal())


def test_a_button_of_a_window_that_stands_elsewhere_opens_the_window(office: Office) -> None:
    moves_in(office, "UADA")
    ada = holds(office, "UADA", button("Remove", "drop_contact", 999))
    ada.clicks("Remove")

    assert ada.waits_for("Teaches me a skill")


def test_parts_that_do_not_exist_and_a_no_are_answered(office: Office) -> None:
    moves_in(office, "UADA")
    ada = holds(office, "UADA", button("Odd", "add_contact", "enemy"), button("No", "no_gap", 1))
    ada.clicks("Odd")
    ada.waits_for("That part of the map doesn't exist any more.")
    ada.clicks("No")
    assert ada.waits_for("Good to know.")


def test_somebody_met_is_remembered_once_and_the_note_is_kept(office: Office) -> None:
    moves_in(office, "UADA", joined_at=None, welcomed_at=None)
    ada = office.visitor("UADA")
    ada.types("/mentor met Grace Hopper")
    ada.waits_for("Whom did you meet?")
    refused = ada.fills({"who": " ", "where": "x" * 120}).submits()
    assert "Please write a name." in str(refused)
    ada.fills({"who": "Grace <!here>", "where": "the meetup"}).submits()
    ada.waits_for("I remind you once, on your next working day.")
    ada.closes(everything=True)

    office.passes(timedelta(days=1))
    assert "You met Grace &lt;!here&gt; (the meetup). One line on what you talked about" in told(office, "UADA")
    ada.clicks("Write note")
    ada.waits_for("While it's fresh")
    assert "Please write a line." in str(ada.fills({"note": " "}).submits())
    ada.fills({"note": "Compilers, and ships"}).submits()
    ada.waits_for(">Compilers, and ships")
    ada.closes(everything=True)
    office.passes(timedelta(days=9))
    assert told(office, "UADA").count("One line on what you talked about") == 1

    thief = holds(office, "UPRIYA", button("Read", "write_encounter", 1), button("Drop", "drop_encounter", 1))
    for number, label in enumerate(("Read", "Drop"), start=1):
        thief.clicks(label)
        hears(thief, "That note isn't there any more", number)
    ada = holds(office, "UADA", button("Not this", "drop_encounter", 1))
    ada.clicks("Not this")
    ada.waits_for("Fine. I won't mention it again.")
    ada = holds(office, "UADA", button("Met", "met_someone"))
    ada.clicks("Met")
    assert ada.waits_for("Whom did you meet?")
