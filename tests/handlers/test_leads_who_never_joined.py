"""Leads who never joined as mentor or mentee: what is promised to them arrives, and nothing else does."""

from bot import letterbox
from bot.blocks import button, message
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.store import installations, overviews, people, programs
from bot.store.installations import Installation
from scheduling import digests
from scheduling.lapses import contacts
from tests.handlers.asking import moves_in, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, pairs_up
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


def leads_without_joining(office: Office, slack_id: str) -> None:
    moves_in(office, slack_id, is_lead=True, joined_at=None, welcomed_at=None)


def test_whoever_asks_for_a_lead_reaches_one_who_never_joined_and_none_who_left(office: Office) -> None:
    pair = pairs_up(office)
    leads_without_joining(office, "UINES")
    moves_in(office, "UMIA", is_lead=True, joined_at=None)

    ada = office.visitor("UADA")
    ada.types("/mentor ask-lead")
    ada.waits_for("This goes to <@UINES>, who leads mentoring here")
    ada.fills({"words": "I look for a beekeeper."}).submits()
    ada.waits_for("<@UINES> can read it now")
    ada.closes()
    holds(office, "UADA", button("Ask a lead", "contact_lead", pair)).clicks("Ask a lead")
    ada.waits_for("I tell <@UINES> that you'd like a word")
    holds(office, "UADA", button("Another match", "rematch", pair)).clicks("Another match")
    ada.waits_for("What should be different?")
    ada.fills({"help": ["help_me"]}).submits()
    ada.waits_for("I've asked the program leads to help you.")

    heard = told(office, "UINES")
    for words in ("I look for a beekeeper.", "would like a word about their mentoring", "looks for another match"):
        assert words in heard
    assert told(office, "UMIA") == ""


def test_where_nobody_was_named_admins_who_take_part_are_asked(office: Office) -> None:
    pair = pairs_up(office)
    moves_in(office, "UINES", is_admin=True)
    moves_in(office, "UMIA", is_admin=True, joined_at=None, welcomed_at=None)

    holds(office, "UADA", button("Ask a lead", "contact_lead", pair)).clicks("Ask a lead")

    office.visitor("UADA").waits_for("I tell <@UINES> that you'd like a word")
    assert "would like a word about their mentoring" in told(office, "UINES")
    assert told(office, "UMIA") == ""


def test_where_the_only_lead_is_ones_partner_it_says_that_nobody_was_asked(office: Office) -> None:
    pair = pairs_up(office)
    moves_in(office, "UJONAS", is_lead=True)
    ada = holds(office, "UADA", button("Another match", "rematch", pair))
    ada.clicks("Another match")
    ada.waits_for("What should be different?")
    ada.fills({"help": ["help_me"]}).submits()

    ada.waits_for("I know nobody else who leads mentoring here and could be asked, so I told nobody.")


def test_whoever_is_named_hears_of_it_though_they_never_joined(office: Office) -> None:
    leads_without_joining(office, "UINES")
    for who in ("UADA", "UNOOR"):
        moves_in(office, who, joined_at=None, welcomed_at=None)
    ines = office.visitor("UINES")
    ines.types("/mentor lead <@UADA>")
    ines.waits_for("leads the program from now on. I'll tell them.")
    ines.types("/mentor safety <@UNOOR>")
    ines.waits_for(lambda: ines.dm() and ines.dm()[-1]["text"] == "Concerns can be brought to <@UNOOR> from now on.")

    assert "<@UINES> asked you to lead the mentoring program here." in told(office, "UADA")
    assert "You were named as somebody whom concerns" in told(office, "UNOOR")
    ines.types("/mentor lead")
    ines.clicks("Remove")
    ines.waits_for("doesn't lead the program any more")


def test_a_contact_who_never_joined_hears_a_concern_and_lets_the_pair_go_on(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)
    moves_in(office, "UNOOR", is_contact=True, joined_at=None, welcomed_at=None)
    ada = holds(office, "UADA", button("Concern", "raise_concern", pair))
    ada.clicks("Concern")
    ada.waits_for("Who should hear of it?")
    ada.fills({"words": "He shouts."}).submits()
    ada.waits_for("I bring your words to <@UNOOR>")
    ada.closes()

    assert "<@UADA> brings you a concern" in told(office, "UNOOR")
    contacts.lapse(office.database, office.now())
    assert "doesn't take part any more" not in told(office, "UADA")
    noor = office.visitor("UNOOR")
    noor.clicks("Let it go on")
    noor.waits_for("The pair goes on.")


def test_a_contact_who_left_is_nobody_to_bring_a_concern_to(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UNOOR", is_contact=True, joined_at=None)
    ada = office.visitor("UADA")
    ada.types("/mentor concern @jonas")
    ada.waits_for("Nobody independent is named here")
