"""A session as calendars take it: links that fill everything in, and a file that a new date replaces."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from icalendar import Calendar

from bot.entries import entry_for, file_of, links
from bot.mentoring.sessions import Outcome, Session
from tests.examples import MONDAY, TEAM, mei, pair


def session(**otherwise: object) -> Session:
    one = pair(mentor=mei(name="Mei & Söhne <b>"))
    facts = {"workspace": TEAM, "pair": one, "at": MONDAY, "on": MONDAY.date(), "outcome": Outcome.BOOKED}
    made = Session(**facts | {"by": one.mentee, "noted_at": MONDAY} | otherwise)  # type: ignore[arg-type]  # told by name
    made.id = 7
    return made


def test_a_link_opens_each_calendar_with_everything_filled_in() -> None:
    one = session()

    found = {name: urlsplit(address) for name, address in links(entry_for(one, one.pair, "UADA")).items()}

    assert list(found) == ["Google", "Outlook", "Office 365"]
    google = parse_qs(found["Google"].query)
    assert google["dates"] == ["20260302T100000Z/20260302T104500Z"]
    assert google["text"] == ["Mentoring with Mei & Söhne <b>"]
    for name, host in (("Outlook", "outlook.live.com"), ("Office 365", "outlook.office.com")):
        assert found[name].hostname == host
        given = parse_qs(found[name].query)
        assert (given["startdt"], given["enddt"]) == (["2026-03-02T10:00:00Z"], ["2026-03-02T10:45:00Z"])
    assert all("<" not in address.geturl() and "|" not in address.geturl() for address in found.values())


def test_the_file_says_the_same_and_a_new_date_replaces_it() -> None:
    first, moved = session(), session(first_id=7, moves=2, at=MONDAY + timedelta(days=1))
    moved.id = 12
    events = []
    for one in (first, moved):
        read = Calendar.from_ical(file_of(entry_for(one, one.pair, "UMEI"), MONDAY))
        assert str(read["method"]) == "PUBLISH"
        (event,) = read.walk("VEVENT")
        events.append(event)

    assert [str(event["uid"]) for event in events] == [f"session-7-{TEAM}@mentor-bot"] * 2
    assert [event["sequence"] for event in events] == [0, 2]
    assert [event.decoded("dtstart") for event in events] == [
        datetime(2026, 3, 2, 10, tzinfo=UTC),
        datetime(2026, 3, 3, 10, tzinfo=UTC),
    ]
    assert str(events[0]["summary"]) == "Mentoring with ada"
