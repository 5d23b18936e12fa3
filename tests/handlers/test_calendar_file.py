"""A session as a file: sent where files may be sent, and shown as text to copy where they may not."""

from datetime import UTC, datetime, timedelta

from bot.blocks import button, said
from bot.mentoring.sessions import Outcome, Session
from bot.playground.telephone import Telephone
from bot.store import sessions
from handlers.calendar_file import calendar_lines
from tests.examples import MONDAY, TEAM, ada, pair
from tests.handlers.conftest import Office
from tests.handlers.pairing import books, holds, pairs_up

SCOPES = ["commands", "chat:write", "users:read", "im:history", "files:write"]


def test_without_leave_to_send_files_the_text_can_be_copied(office: Office) -> None:
    session = books(office, pairs_up(office), 3)
    ada = holds(office, "UADA", button("Calendar file", "calendar_file", session))

    ada.clicks("Calendar file")

    ada.waits_for("I may not send files here.")
    assert ada.sees("BEGIN:VCALENDAR")
    assert ada.sees(f"UID:session-{session}-{office.workspace}@mentor-bot")


def test_with_leave_the_file_comes_into_the_conversation(office: Office) -> None:
    Telephone(office.playground.url).tell("/play/scopes", granted=SCOPES)
    session = books(office, pairs_up(office), 3)
    ada = holds(office, "UADA", button("Calendar file", "calendar_file", session))

    ada.clicks("Calendar file")

    ada.waits_for("Here it is, in our conversation.")
    (file,) = [file for message in ada.dm() for file in message.get("files", ())]
    assert file["name"] == "mentoring.ics"


def test_an_old_button_means_the_date_that_holds_now_and_a_stranger_gets_nothing(office: Office) -> None:
    session = books(office, pairs_up(office), 3)
    with office.database.begin(office.workspace) as db:
        old = sessions.one(db, session)
        assert old
        old.outcome = Outcome.MOVED
    ada = holds(office, "UADA", button("Calendar file", "calendar_file", session))
    ada.clicks("Calendar file")
    ada.waits_for("That date doesn't hold any more")

    ines = holds(office, "UINES", button("Calendar file", "calendar_file", session))
    ines.clicks("Calendar file")
    ines.waits_for("That session isn't yours.")
    office.passes(timedelta(days=1))


def test_a_line_to_copy_tells_a_length_where_the_clocks_change_meanwhile() -> None:
    two = pair(mentee=ada(timezone="Pacific/Auckland"))
    at = datetime(2027, 4, 3, 13, 30, tzinfo=UTC)
    booked = Session(
        workspace=TEAM, pair=two, at=at, on=at.date(), outcome=Outcome.BOOKED, by=two.mentee, noted_at=MONDAY
    )
    booked.id = 1

    line, _ = (said(block) for block in calendar_lines(booked, two.mentee, two))
    theirs, _ = (said(block) for block in calendar_lines(booked, two.mentor, two))

    assert "Sun 4 April 2027, 02:30 Auckland time, 45 minutes" in line
    assert "Sat 3 April 2027, 14:30 to 15:15 London time" in theirs
