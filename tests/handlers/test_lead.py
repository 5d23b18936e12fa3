"""Who leads: named by leads and admins, taken off by them, and never nobody."""

from datetime import timedelta

import pytest

from bot.blocks import button
from bot.playground.client import Visitor
from bot.store import announcements, people
from bot.store.announcements import Announcement, State
from handlers import lead
from tests.examples import MONDAY, ines
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds
from tests.handlers.programs import begins


def leads(office: Office) -> list[str]:
    with office.database.look(office.workspace) as db:
        return [person.slack_id for person in people.leads(db)]


def types(office: Office, slack_id: str, text: str) -> Visitor:
    somebody = office.visitor(slack_id)
    somebody.types(text)
    return somebody


def test_an_admin_names_a_lead_who_hears_of_it(office: Office) -> None:
    moves_in(office, "UADA")

    types(office, "UINES", "/mentor lead @ada").waits_for("leads the program from now on. I'll tell them.")

    office.passes(timedelta(seconds=2))
    assert leads(office) == ["UADA"]
    assert office.visitor("UADA").waits_for("<@UINES> asked you to lead the mentoring program")


def test_naming_a_lead_twice_says_so(office: Office) -> None:
    types(office, "UINES", "/mentor lead @ada").waits_for("I'll tell them")

    types(office, "UINES", "/mentor lead @ada")

    assert office.visitor("UINES").waits_for("leads the program already")
    assert leads(office) == ["UADA"]


def test_an_admin_may_name_themselves(office: Office) -> None:
    types(office, "UINES", "/mentor lead @ines").waits_for("You lead the program now")

    assert leads(office) == ["UINES"]


def test_a_lead_names_another_and_takes_them_off_again(office: Office) -> None:
    moves_in(office, "UADA", is_lead=True)
    moves_in(office, "UJONAS")
    types(office, "UADA", "/mentor lead @jonas").waits_for("I'll tell them")
    visitor = types(office, "UADA", "/mentor lead")
    visitor.waits_for("Who leads the program")

    visitor.clicks("Remove")
    visitor.waits_for("doesn't lead the program any more")

    assert len(leads(office)) == 1


def test_what_a_former_lead_meant_to_announce_is_stopped_and_whoever_removes_them_is_told(office: Office) -> None:
    moves_in(office, "UADA", is_lead=True)
    moves_in(office, "UJONAS", is_lead=True)
    with office.database.begin(office.workspace) as db:
        for by, title in (("UJONAS", "Spring <!channel>"), ("UADA", "Summer")):
            at = office.now() + timedelta(days=2)
            written = Announcement(by=by, channel="CGENERAL", title=title, body="Hello", send_at=at)
            announcements.move(db, announcements.keep(db, written, office.now()), State.WAITING)
    visitor = holds(office, "UADA", button("Off", "remove_lead", "UJONAS"))

    visitor.clicks("Off")

    visitor.waits_for("What they meant to announce is stopped: “Spring")
    assert "<!channel>" not in str(visitor.dm())
    with office.database.look(office.workspace) as db:
        states = {each.by: each.state for each in announcements.latest(db, 9)}
        assert states == {"UJONAS": State.CANCELLED, "UADA": State.WAITING}


def test_nobody_else_may(office: Office) -> None:
    moves_in(office, "UADA", is_lead=True)

    for text in ("/mentor lead", "/mentor lead @jonas"):
        stranger = types(office, "UJONAS", text)
        assert stranger.waits_for("for people who lead the program and for workspace admins")

    assert leads(office) == ["UADA"]


def test_whoever_leads_one_program_is_told_where_its_leads_are_named(office: Office) -> None:
    begins(office)

    for command, may in (("lead", "others like them"), ("safety <@UNOOR>", "whom all can turn to")):
        mia = types(office, "UMIA", f"/mentor {command}")
        mia.waits_for(f"You lead a program, so nothing was changed here: only leads of the whole workspace name {may}.")


def test_a_guest_neither_names_leads_nor_becomes_one(office: Office) -> None:
    assert types(office, "UTHEO", "/mentor lead @theo").waits_for("can't take part")
    assert types(office, "UINES", "/mentor lead @theo").waits_for("Only members of this workspace can lead")
    assert leads(office) == []


@pytest.mark.parametrize("typed", ["!!!", "nobody at all", "🙂", "x" * 40_000, "'; DROP TABLE people;--"])
def test_a_name_that_means_nobody_is_asked_for_again(office: Office, typed: str) -> None:
    assert types(office, "UINES", f"/mentor lead {typed}").waits_for("I don't know whom you mean")


def test_the_answer_fits_the_command_that_names_whom_concerns_go_to(office: Office) -> None:
    asked = types(office, "UINES", "/mentor safety nobody at all")

    asked.waits_for("I don't know whom you mean. Mention the person with @ behind the command.")


def test_where_nobody_leads_the_first_admin_who_looks_does(office: Office) -> None:
    types(office, "UINES", "/mentor lead").waits_for("Nobody led mentoring here yet, so you do from now on")

    assert leads(office) == ["UINES"]


def test_the_last_lead_cannot_be_taken_off(office: Office) -> None:
    moves_in(office, "UADA", is_lead=True)

    with office.database.begin(office.workspace) as db, pytest.raises(lead.LastLead):
        lead.dismiss(db, "UADA", ines(), MONDAY)


def test_somebody_who_is_no_lead_is_not_taken_off(office: Office) -> None:
    moves_in(office, "UADA", is_lead=True)

    with office.database.begin(office.workspace) as db:
        for value in ("UJONAS", "", "x" * 40_000, "<!channel>"):
            assert "Nothing was changed" in lead.dismiss(db, value, ines(), MONDAY).text

    assert leads(office) == ["UADA"]


def test_leads_and_contacts_are_named_from_a_list_as_well(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    ines = office.visitor("UINES")
    for command, said, no in (
        ("lead", "leads the program from now on", "Only members of this workspace can lead"),
        ("safety", "Concerns can be brought to <@UZOE>", "Concerns can be brought only to members of this workspace"),
    ):
        for who, told in (("UZOE", said), ("UZOE", "already"), ("UTHEO", no)):
            ines.types(f"/mentor {command}", "CMENTORING")
            ines.clicks("Name somebody")
            ines.waits_for("Who?")
            ines.fills({"who": who}).submits()
            ines.waits_for(told)
            ines.closes(everything=True)
    ines.types("/mentor lead", "CMENTORING")
    ines.clicks("Name somebody")
    with office.database.begin(office.workspace) as db:
        former = people.known(db, "UINES")
        assert former
        former.is_lead = former.is_admin = False
    ines.fills({"who": "UNOOR"}).submits()
    assert ines.waits_for("This is for people who lead the program")
    for label in ("name_lead", "name_contact"):
        ines.clicks(label)
        ines.waits_for("This is for people who lead the program")
        while ines.modal():
            ines.closes(everything=True)


def test_many_leads_are_leafed_through(office: Office) -> None:
    moves_in(office, "UADA", is_lead=True)
    for number in range(lead.LEADS_SHOWN):
        moves_in(office, f"ULEAD{number:02}", is_lead=True)
    ada = types(office, "UADA", "/mentor lead")
    ada.waits_for("1 to 40 of 41.")
    assert not ada.sees("<@ULEAD39>")

    ada.clicks("After")

    ada.waits_for("41 to 41 of 41.")
    assert ada.sees("<@ULEAD39>")
    ada.clicks("Before")
    ada.waits_for("1 to 40 of 41.")
