"""Entries: a session as calendars take it, without anybody's leave to read or write in one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Session

ABOUT = "Set with Mentor Bot in Slack."
BASIC = "%Y%m%dT%H%M%SZ"
FILE = "mentoring.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One date, as its reader's calendar shows it. A new date for the same session keeps the `uid` and counts on."""

    title: str
    starts: datetime
    minutes: int
    uid: str
    sequence: int

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + timedelta(minutes=self.minutes)


def entry_for(session: Session, pair: Pair, reader: str) -> Entry:
    """Make the entry of one of the two."""
    return Entry(
        title=f"Mentoring with {pair.partner_of(reader).name}",
        starts=session.at.astimezone(UTC),
        minutes=session.minutes,
        uid=f"session-{session.first_id or session.id}-{session.workspace}@mentor-bot",
        sequence=session.moves,
    )


def links(entry: Entry) -> dict[str, str]:
    """Return addresses that open the common calendars with everything filled in; nothing is added before a click."""
    dates = f"{entry.starts:{BASIC}}/{entry.ends:{BASIC}}"
    google = {"action": "TEMPLATE", "text": entry.title, "dates": dates, "details": ABOUT}
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": f"{entry.starts:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{entry.ends:%Y-%m-%dT%H:%M:%SZ}",
        "body": ABOUT,
    }
    return {
        "Google": f"https://calendar.google.com/calendar/render?{urlencode(google)}",
        "Outlook": f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
        "Office 365": f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
    }


def file_of(entry: Entry, now: datetime) -> bytes:
    """Write the file that every calendar opens."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - large, and few ask for a file

    event = Event()
    for name, value in {
        "uid": entry.uid,
        "sequence": entry.sequence,
        "dtstamp": now.astimezone(UTC),
        "dtstart": entry.starts,
        "dtend": entry.ends,
        "summary": entry.title,
        "description": ABOUT,
        "status": "CONFIRMED",
    }.items():
        event.add(name, value)
    calendar = Calendar()
    for name, value in {"prodid": "-//Mentor Bot//EN", "version": "2.0", "method": "PUBLISH"}.items():
        calendar.add(name, value)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
