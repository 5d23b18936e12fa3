"""Announcing: written, looked at, posted once, and joined from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks import Answers
from bot.playground.client import Visitor
from bot.store import announcements, people
from bot.store.announcements import Announcement
from handlers import announce
from handlers.announce import meanwhile, writing
from tests.examples import MONDAY
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office

WRITTEN: dict[str, str | list[str]] = {
    "title": "Find a mentor",
    "body": "Six weeks, one question.",
    "channel": "CMENTORING",
}


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads."""
    moves_in(office, "UINES", is_lead=True)
    return office.visitor("UINES")


def writes(lead: Visitor, **otherwise: str | list[str]) -> Visitor:
    lead.types("/mentor announce")
    lead.waits_for("What do you want to tell people?")
    lead.fills(WRITTEN | otherwise).submits()
    return lead


def posted(office: Office) -> list[str]:
    for _ in range(3):
        office.passes(timedelta(seconds=2))
    return [message["text"] for message in office.visitor("UADA").messages("CMENTORING")]


def test_an_announcement_is_shown_first_and_posted_once(office: Office, lead: Visitor) -> None:
    writes(lead).waits_for("Nothing is posted yet.")
    assert posted(office) == []

    lead.submits()

    assert lead.sees("It goes to <#CMENTORING> now.")
    (text,) = posted(office)
    assert "*Find a mentor*\nSix weeks, one question.\nPosted for <@UINES>" in text


def test_people_join_by_its_button(office: Office, lead: Visitor) -> None:
    writes(lead).submits()
    posted(office)

    office.visitor("UADA").clicks("Join")

    assert office.visitor("UADA").waits_for("You're in. Welcome!")
    posted(office)
    assert office.visitor("UADA").waits_for("Welcome to mentoring. You get this because you joined.")


def test_a_guest_cannot_join_by_its_button(office: Office, lead: Visitor) -> None:
    writes(lead).submits()
    posted(office)

    office.visitor("UTHEO").clicks("Join")

    assert office.visitor("UTHEO").waits_for("can't take part")


def test_the_buttons_of_a_preview_are_words(office: Office, lead: Visitor) -> None:
    writes(lead)

    assert lead.sees("Buttons: Join, Find a mentor")
    assert posted(office) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": {"selected_date": "2026-02-01"}}, ["day"]),
        ({"day": {"selected_date": "2026-12-01"}}, ["day"]),
        ({"day": {"selected_date": "2026-03-04"}, "zone": {"value": "Nowhere at all"}}, ["zone"]),
        ({"day": {"selected_date": "2026-03-04"}, "zone": {"value": "Berlin"}}, []),
        ({"day": {"selected_date": "2026-03-02"}, "time": {"selected_time": "09:00"}}, ["time"]),
        ({"day": {"selected_date": "2026-03-02"}, "time": {"selected_time": "09:55"}}, []),
        (
            {
                "day": {"selected_date": "2026-03-02"},
                "time": {"selected_time": "09:00"},
                "zone": {"value": "New York"},
            },
            [],
        ),
        ({"audience": {"selected_option": {"value": "mentors"}}, "channel": {}}, []),
    ],
)
def test_when_and_for_whom_is_checked(fields: dict[str, dict[str, object]], wrong: list[str]) -> None:
    right: dict[str, dict[str, object]] = {
        "title": {"value": "a"},
        "body": {"value": "b"},
        "channel": {"selected_conversation": "CMENTORING"},
    }

    assert list(announce.mistakes(answers(**right | fields), MONDAY, "UTC")) == wrong


def test_going_back_keeps_what_was_written(office: Office, lead: Visitor) -> None:
    writes(lead)

    lead.clicks("Back")
    lead.waits_for("What do you want to tell people?")
    lead.fills({"title": "Find a mentor now"}).submits()
    lead.submits()

    (text,) = posted(office)
    assert text.startswith("*Find a mentor now*\nSix weeks")


def test_what_was_not_posted_is_filled_in_next_time(office: Office, lead: Visitor) -> None:
    writes(lead).closes()

    lead.types("/mentor announce")

    lead.waits_for("What you wrote last, and didn't post, is filled in.")
    lead.submits()
    lead.submits()
    assert len(posted(office)) == 1


def test_the_same_post_twice_is_posted_once(office: Office, lead: Visitor) -> None:
    writes(lead).submits()
    with office.database.begin(office.workspace) as db:
        written = announcements.last_of(db, "UINES")
        assert written
        is_new = announce.drop(db, written, office.now())

    assert not is_new
    assert len(posted(office)) == 1
    assert "isn't posted twice" in str(announce.posted(written, is_new=False).payload)


@pytest.mark.usefixtures("lead")
def test_a_preview_that_arrives_twice_is_one_announcement(office: Office) -> None:
    view = {"id": "V1", "private_metadata": ""}
    words = Announcement(by="UINES", channel="CMENTORING", title="a", body="b")

    with office.database.begin(office.workspace) as db:
        first, second = (announce.keep(db, view, words, office.now())[0].id for _ in range(2))

    assert first == second


def test_what_was_posted_is_not_changed_from_an_old_window(office: Office, lead: Visitor) -> None:
    writes(lead).submits()

    with office.database.begin(office.workspace) as db:
        written = announcements.last_of(db, "UINES")
        assert written
        view = {"id": "V1", "private_metadata": str(written.id)}
        with pytest.raises(meanwhile.PostedAlready):
            announce.keep(db, view, written, office.now())


def test_text_pings_nobody_and_the_lead_is_told(office: Office, lead: Visitor) -> None:
    body = "<!channel> &lt; <@UADA> <https://evil.example|here> https://a@evil.example \u202e 🙂 *b*"
    writes(lead, title="<!here> @channel https://evil.example", body=body)

    assert lead.sees("shown as plain text, and ping nobody")
    assert lead.sees("Can't be clicked: &lt;https:\u2060//evil.example|here&gt;, https:\u2060//a@evil.example")
    lead.submits()
    (text,) = posted(office)
    for smuggled in ("<!here>", "<!channel>", "<@UADA>", "://", "\u202e", "*b*"):
        assert smuggled not in text


def test_a_channel_out_of_reach_is_explained_next_time_and_nothing_is_lost(office: Office, lead: Visitor) -> None:
    writes(lead, channel="CNOWHERE")
    with office.database.begin(office.workspace) as db:
        kept = announcements.last_of(db, "UINES")
        assert kept
        announcements.change(db, kept.id, replace(kept, way=""), office.now())
    lead.submits()
    posted(office)
    lead.closes()

    lead.types("/mentor announce")

    assert lead.waits_for("write `/invite @Mentor Bot` in the channel")
    with office.database.look(office.workspace) as db:
        written = announcements.last_of(db, "UINES")
        assert written
        assert announcements.failures(db, written.id) == [("CNOWHERE", "channel_not_found")]
    office.says_all()
    assert any("couldn't be posted in <#" in str(each["text"]) for each in lead.dm())


def test_nobody_else_announces(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")

    ada.types("/mentor announce")

    assert ada.waits_for("for people who lead the program and for workspace admins")


@pytest.mark.usefixtures("lead")
def test_a_former_lead_cannot_post_from_an_open_window(office: Office) -> None:
    moves_in(office, "UJONAS", is_lead=True)
    jonas = writes(office.visitor("UJONAS"))
    with office.database.begin(office.workspace) as db:
        person = people.known(db, "UJONAS")
        assert person
        person.is_lead = False

    jonas.submits()

    assert jonas.sees("for people who lead the program")
    assert posted(office) == []


def test_one_lead_does_not_post_what_another_wrote(office: Office, lead: Visitor) -> None:
    writes(lead)

    with office.database.look(office.workspace) as db:
        for metadata in ("1", "", "0", "x", "9" * 40, "'; DROP TABLE announcements;--"):
            with pytest.raises(writing.NotTheirAnnouncement):
                writing.theirs(db, "UJONAS", {"private_metadata": metadata})


def answers(**fields: dict[str, object]) -> Answers:
    return Answers({"state": {"values": {name: {"value": field} for name, field in fields.items()}}})


def test_an_empty_title_is_refused_in_the_window(office: Office, lead: Visitor) -> None:
    lead.types("/mentor announce")
    lead.waits_for("What do you want to tell people?")

    answer = lead.fills(WRITTEN | {"title": "\u200b\u202e"}).submits()

    assert answer["errors"] == {"title": "Please write something that can be seen."}
    assert posted(office) == []


@pytest.mark.parametrize("channel", [None, "", "UADA", "D12345", "<!channel>", "C", "C" + "A" * 40_000])
def test_only_channels_are_announced_in(channel: str | None) -> None:
    given = answers(title={"value": "a"}, body={"value": "b"}, channel={"selected_conversation": channel})

    assert list(announce.mistakes(given, MONDAY, "UTC")) == ["channel"]


@pytest.mark.parametrize("text", [None, "", "   ", "\u202e\u200b", "a" * 40_000])
def test_empty_and_endless_texts_are_refused(text: str | None) -> None:
    given = answers(title={"value": text}, body={"value": text}, channel={"selected_conversation": "CMENTORING"})

    assert list(announce.mistakes(given, MONDAY, "UTC")) == ["title", "body"]


@pytest.mark.parametrize("body", ["&" * 2000, "a " * 1000, "a\n\n" * 600, "🙂" * 2000, "x" * 499 + " " + "y" * 1500])
def test_the_longest_text_fits_and_loses_nothing(body: str) -> None:
    written = Announcement(by="UINES", channel="CMENTORING", title="t", body=body)

    cut = announce.pieces(body)

    assert "".join("".join(cut).split()) == "".join(body.split())
    assert all(len(block["text"]["text"]) <= 3000 for block in announce.words(written))
    assert len(announce.shown(written).blocks) < 50


@pytest.mark.parametrize(
    ("code", "told"), [("not_in_channel", "/invite"), ("unsure", "Please look"), ("is_archived", "is archived")]
)
def test_every_trouble_says_what_to_do(code: str, told: str) -> None:
    written = Announcement(by="UINES", channel="CMENTORING", title="t", body="b")

    assert told in announce.trouble_of(written, code)
