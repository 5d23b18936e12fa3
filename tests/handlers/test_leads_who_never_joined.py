"""Leads who never joined as mentor or mentee: what is promised to them arrives, and nothing else does."""

from bot import letterbox
from bot.blocks import message
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.store import installations, overviews, people, programs
from bot.store.installations import Installation
from scheduling import digests
from tests.handlers.asking import moves_in, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up
from tests.handlers.programs import begins

FILES = "You asked for pairs and figures as tables."


def drops(office: Office, kind: str, *, class_: Class = Class.LEAD, to: str) -> None:
    with office.database.begin(office.workspace) as db:
        letterbox.drop(db, to, kind, "once", message(f"This is {kind}."), office.now(), class_=class_)


def test_a_lead_who_never_joined_gets_what_the_screens_promise(office: Office) -> None:
    begins(office)
    moves_in(office, "UMIA", joined_at=None, welcomed_at=None)
    mia = office.visitor("UMIA")
    mia.types("/mentor export")
    mia.waits_for("I open our conversation first: the files are there.")
    drops(office, "program_step", to="UMIA")
    drops(office, "note_to_somebody_who_takes_part", class_=Class.TRANSACTIONAL, to="UMIA")

    heard = told(office, "UMIA")

    assert FILES in heard
    assert "This is program_step." in heard
    assert "takes_part" not in heard


def test_who_left_hears_only_what_they_ask_for_and_who_leads_no_more_hears_nothing(office: Office) -> None:
    number = begins(office)
    moves_in(office, "UMIA", joined_at=None)
    for kind in ("program_step", "table_ready"):
        drops(office, kind, to="UMIA")
    heard = told(office, "UMIA")
    assert ("This is table_ready." in heard, "This is program_step." in heard) == (True, False)

    with office.database.begin(office.workspace) as db:
        assert programs.dismiss(db, number, "UMIA")
    drops(office, "matches_ready", to="UMIA")
    assert "This is matches_ready." not in told(office, "UMIA")


def test_a_lead_who_never_joined_hears_on_monday_and_who_left_does_not(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UINES", is_lead=True, joined_at=None, welcomed_at=None)
    moves_in(office, "UMIA", is_lead=True, joined_at=None)
    digests.write(office.database, office.now())
    assert ("This week in mentoring" in told(office, "UINES"), told(office, "UMIA")) == (True, "")


def test_whoever_installed_it_leads_as_long_as_nobody_does(office: Office) -> None:
    with office.database.begin(office.workspace) as db:
        for lead in people.leads(db):
            lead.is_lead = False
        db.add(Person(workspace=office.workspace, slack_id="UNEW", name="new"))
        installations.keep(db, Installation(workspace=office.workspace, installed_by="UNEW", installed_at=office.now()))
        asked = frozenset({(office.workspace, "UNEW")})
        assert overviews.leading(db, asked) == asked
        assert not overviews.leading(db, ())
    moves_in(office, "UINES", is_lead=True)
    with office.database.look(office.workspace) as db:
        assert not overviews.leading(db, asked)
