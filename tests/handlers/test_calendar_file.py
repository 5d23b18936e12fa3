"""A session as a file: sent where files may be sent, and shown as text to copy where they may not."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.sessions import Outcome
from bot.playground.telephone import Telephone
from bot.store import sessions
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
