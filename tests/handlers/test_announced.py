"""What was announced: a test to oneself, later, to people of a role, with counts and a way to stop."""

from datetime import timedelta

import pytest

from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import announcements, audits, enrolments, programs
from handlers import announced
from handlers.announce import writing
from tests.handlers.asking import everything_arrives, moves_in, offers
from tests.handlers.conftest import TUESDAY, Office
from tests.handlers.programs import begins, fills
from tests.handlers.test_announce import posted, writes


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads."""
    moves_in(office, "UINES", is_lead=True)
    return office.visitor("UINES")


def test_a_test_goes_to_its_author_alone(office: Office, lead: Visitor) -> None:
    writes(lead)

    lead.clicks("Send me a test")
    lead.waits_for("I've sent it to you alone")
    lead.closes()

    assert posted(office) == []
    assert "A test, for you alone." in str(lead.dm()[-1])


def test_mentors_hear_later_in_a_message_and_one_that_waits_can_be_stopped(office: Office, lead: Visitor) -> None:
    offers(office, "UJONAS", "sql")
    in_two_days = {"day": "2026-03-05", "time": "11:30", "zone": "Berlin"}
    for title in ("One", "Two"):
        writes(lead, title=title, audience="Every mentor who joined, in a message", **in_two_days)
        lead.waits_for("As a mentor sees it:")
        assert lead.sees("This is how 1 person will see it")
        lead.submits()
        lead.waits_for("It goes to each of them, beginning")
        lead.closes()
    lead.types("/mentor announced", "CMENTORING")
    lead.waits_for("waits for its time")
    lead.clicks("Stop")
    lead.waits_for("stopped")

    office.passes(timedelta(days=1))
    jonas = office.visitor("UJONAS")
    assert "Sent for <@UINES>" not in str(jonas.dm())
    office.passes(timedelta(days=1, minutes=40))
    everything_arrives(office)

    told = [str(each["text"]) for each in jonas.dm() if "Sent for <@UINES>" in str(each["text"])]
    assert [each.splitlines()[0] for each in told] == ["*One*"]
    office.passes(timedelta(minutes=2))
    everything_arrives(office)
    assert "has reached everybody it could: 1 delivered" in str(lead.dm())
    lead.types("/mentor announced", "CMENTORING")
    lead.waits_for("1 delivered, 0 pending, 0 failed")
    with office.database.begin(office.workspace) as db:
        (first, _) = announcements.latest(db, 2)[::-1]
    assert first.send_at == TUESDAY + timedelta(days=2, minutes=30)


def test_nobody_else_sees_or_stops_what_was_announced(office: Office, lead: Visitor) -> None:
    writes(lead).submits()
    lead.closes()
    posted(office)
    moves_in(office, "UADA")
    ada = office.visitor("UADA")

    ada.types("/mentor announced", "CMENTORING")
    ada.waits_for("for people who lead the program and for workspace admins")
    lead.types("/mentor announced", "CMENTORING")
    lead.waits_for("1 delivered, 0 pending, 0 failed")

    with office.database.begin(office.workspace) as db:
        assert announced.listing(db, writing.writer(db, "UINES")).text.count("Find a mentor") == 1


def test_what_is_no_longer_on_its_way_cannot_be_stopped(office: Office, lead: Visitor) -> None:
    writes(lead, day="2026-03-05").submits()
    lead.closes()
    lead.types("/mentor announced", "CMENTORING")
    lead.waits_for("waits for its time")
    with office.database.begin(office.workspace) as db:
        (written,) = announcements.latest(db, 5)
        announcements.move(db, written.id, announcements.State.CANCELLED)

    lead.clicks("Stop")

    lead.waits_for("so nothing was stopped")
    office.passes(timedelta(days=3))
    assert posted(office) == []


def test_with_nothing_announced_there_is_a_way_to_begin(office: Office, lead: Visitor) -> None:
    lead.types("/mentor announced", "CMENTORING")

    lead.waits_for("Nothing was announced yet.")
    assert office.bot.is_ready


def test_a_program_is_announced_in_several_channels_and_people_take_part_by_the_button(
    office: Office, lead: Visitor
) -> None:
    number = begins(office, Step.ENROLMENT)
    writes(lead, program="Spring", also=["CGENERAL"])
    lead.waits_for("people in <#CMENTORING> and <#CGENERAL>")
    assert lead.sees("Buttons: Take part, Find a mentor")
    lead.submits()
    lead.waits_for("It goes to <#CMENTORING> and <#CGENERAL> now")
    lead.closes(everything=True)

    everything_arrives(office)
    ada = office.visitor("UADA")
    assert [len(ada.messages(channel)) for channel in ("CMENTORING", "CGENERAL")] == [1, 1]
    ada.clicks("Take part")
    ada.waits_for("How would you like to take part?")
    ada.fills({"wants": "sql"}).submits()
    with office.database.look(office.workspace) as db:
        assert enrolments.one(db, number, "UADA")
    lead.types("/mentor announced", "CENGINEERING")
    lead.waits_for("2 delivered, 0 pending, 0 failed")


def test_of_several_channels_a_ping_names_how_many_people_it_reaches_at_the_most(lead: Visitor) -> None:
    writes(lead, also=["CENGINEERING"])
    lead.clicks("Ping people, too…")
    lead.waits_for("This pings up to")
    assert lead.sees("Whoever is in several of these is counted in each.")


def test_a_ping_takes_a_second_yes_that_names_how_many_people_it_reaches(office: Office, lead: Visitor) -> None:
    writes(lead)
    lead.clicks("Ping people, too…")
    lead.waits_for("This pings")
    members = len(office.playground.company.people)
    assert lead.sees(f"*This pings {members} people:* {members} in <#CMENTORING>.")
    lead.fills({"ping": "Those of them who are active then (@here)"}).submits()
    lead.waits_for(f"It pings whoever of {members} people in <#CMENTORING> is active then, once.")
    lead.clicks("Ping nobody")
    lead.waits_for("Ping people, too…")
    lead.clicks("Ping people, too…")
    lead.waits_for("This pings")
    lead.fills({"ping": f"All {members} of them, wherever they are (@channel)"}).submits()
    lead.waits_for(f"It pings {members} people in <#CMENTORING>, once.")
    lead.clicks("Send me a test")
    lead.waits_for("I've sent it to you alone")
    lead.closes()
    lead.submits()
    everything_arrives(office)
    (told,) = office.visitor("UADA").messages("CMENTORING")
    assert "<!channel>" in str(told)
    assert "<!channel>" not in str(lead.dm())


def test_where_members_cannot_be_counted_nobody_is_pinged(lead: Visitor) -> None:
    writes(lead, channel="CNOWHERE")
    lead.clicks("Ping people, too…")
    lead.waits_for("I can't see how many people are in <#CNOWHERE>")
    lead.clicks("Back, without a ping")
    lead.waits_for("Nothing is posted yet.")


def test_one_that_waits_is_changed_in_place_and_waits_as_it_was_until_then(office: Office, lead: Visitor) -> None:
    writes(lead, day="2026-03-05", time="10:00").submits()
    lead.closes()
    lead.types("/mentor announced", "CENGINEERING")
    lead.waits_for("waits for its time")
    lead.clicks("Change")
    lead.waits_for("It waits as it is until you schedule your change.")
    lead.fills({"title": "Changed"}).submits()
    lead.waits_for("Nothing is posted yet.")
    with office.database.look(office.workspace) as db:
        assert [each.title for each in announcements.latest(db, 5)] == ["Find a mentor"]
    lead.submits()
    lead.waits_for("It goes to <#CMENTORING>")
    with office.database.look(office.workspace) as db:
        (only,) = announcements.latest(db, 5)
        assert (only.title, only.state) == ("Changed", announcements.State.WAITING)
        assert audits.last_by(db, "announcement_changed", f"announcement:{only.id}") == "UINES"

    lead.closes(everything=True)
    lead.types("/mentor announced", "CENGINEERING")
    lead.waits_for("*Changed*")
    lead.clicks("Change")
    lead.waits_for("It waits as it is until you schedule your change.")
    lead.fills({"title": "Too late"}).submits()
    office.passes(timedelta(days=3))
    lead.submits()
    lead.waits_for("is on its way already")
    assert lead.sees("Nobody got it yet.")
    assert [text.splitlines()[0] for text in posted(office)] == ["*Changed*"]


def test_what_a_change_does_to_a_ping_is_said_before_and_after(office: Office, lead: Visitor) -> None:
    writes(lead, day="2026-03-05", time="10:00")
    lead.clicks("Ping people, too…")
    lead.waits_for("This pings")
    members = len(office.playground.company.people)
    lead.fills({"ping": "Those of them who are active then (@here)"}).submits()
    lead.clicks("Back")
    lead.waits_for(
        f"It pings whoever of {members} people is active then; changed, it pings nobody unless you ask again"
    )
    lead.submits()
    lead.clicks("Ping people, too…")
    lead.fills({"ping": "Those of them who are active then (@here)"}).submits()
    lead.submits()
    lead.closes(everything=True)

    lead.types("/mentor announced", "CENGINEERING")
    lead.waits_for(f"pings whoever of {members} people is active then: waits for its time")
    lead.clicks("Change")
    lead.waits_for(
        f"schedule your change. It pings whoever of {members} people is active then; changed, it pings nobody unless"
    )
    lead.fills({"audience": "Every mentor who joined, in a message"}).submits()
    lead.waits_for(f"The one that waits pings whoever of {members} people is active then. This one pings nobody.")
    lead.clicks("Back")
    lead.fills({"audience": "A channel", "channel": "CMENTORING"}).submits()
    lead.waits_for("This one pings nobody unless you ask for it again below.")
    lead.clicks("Ping people, too…")
    lead.fills({"ping": "Those of them who are active then (@here)"}).submits()
    lead.waits_for(f"It pings whoever of {members} people in <#CMENTORING> is active then, once.")
    assert not lead.sees("This one pings nobody")


def test_who_leads_one_program_announces_that_and_nothing_else(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    number = begins(office, Step.ENROLMENT)
    begins(office, Step.ENROLMENT, name="Autumn")
    with office.database.begin(office.workspace) as db:
        programs.dismiss(db, number + 1, "UMIA")
    fills(office, number)
    mia = office.visitor("UMIA")

    writes(mia, audience="Every mentor who joined, in a message")
    mia.waits_for("This is how 3 people will see it")
    assert mia.sees("My part, What you offer")
    mia.submits()
    mia.closes(everything=True)
    writes(office.visitor("UINES")).submits()
    mia.types("/mentor announced", "CENGINEERING")
    mia.waits_for("by <@UMIA>")
    assert not mia.sees("by <@UINES>")
