"""Whom somebody named as their manager in private stays, whatever a table says, until they forget it."""

from bot.mentoring.people import Person
from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.test_table import begins_import


def says(office: Office, slack_id: str, **what: object) -> None:
    """Let somebody say it of themselves, where only they see it."""
    somebody = office.visitor(slack_id)
    somebody.types("/mentor me")
    somebody.waits_for("My manager")
    somebody.fills(what).submits()
    somebody.waits_for("Kept")
    somebody.closes(everything=True)


def takes_in(office: Office, manager: str) -> None:
    """Let Ines take in a table that names one manager for Ada and Noor."""
    rows = [f"U{manager};{manager}@there.example;", *(f"{each};;{manager}@there.example" for each in ("UADA", "UNOOR"))]
    ines = begins_import(office)
    ines.fills({"table": "\n".join(["slack_id;email;manager_email", *rows])}).submits()
    ines.waits_for("3 good lines")
    ines.submits()
    ines.waits_for("Done:")
    ines.closes(everything=True)


def kept(office: Office, slack_id: str) -> Person:
    with office.database.look(office.workspace) as db:
        person = people.known(db, slack_id)
    assert person is not None
    return person


def test_what_somebody_said_of_their_manager_stays_when_a_table_names_another(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    for slack_id in ("UADA", "UNOOR"):
        moves_in(office, slack_id, manager="UGRACE", manager_by_table="UGRACE")
    says(office, "UADA", manager="UFREYA")

    takes_in(office, "JONAS")
    takes_in(office, "JONAS")
    assert {each: kept(office, each).manager for each in ("UADA", "UNOOR")} == {"UADA": "UFREYA", "UNOOR": "UJONAS"}

    says(office, "UADA", forget_manager=["Forget who my manager is"])
    assert (kept(office, "UADA").manager, kept(office, "UADA").manager_by_table) == (None, None)
    takes_in(office, "GRACE")
    assert {each: kept(office, each).manager for each in ("UADA", "UNOOR")} == {"UADA": "UGRACE", "UNOOR": "UGRACE"}
