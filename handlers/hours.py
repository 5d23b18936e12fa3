"""Hours: somebody's time zone, working hours and public holidays, where Slack's word isn't enough."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, tidings, windows
from bot.almanac import PublicHolidays, holidays_called, holidays_near, zone_called
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    View,
    context,
    escape,
    field_of,
    message,
    notice,
    text_input,
    time_input,
)
from bot.desk import Desk, rest
from bot.mentoring.hours import ClosesBeforeOpening, Hours
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import calendars
from bot.store.database import Database
from bot.windows import Takes
from handlers import join

HELP = "`/mentor hours` — your time zone, your working hours and the public holidays you keep"
NAME_MAX = 100
NO_SUCH_ZONE = "I don't know that time zone. Please name a city such as Lisbon or New York, or leave this empty."
NO_SUCH_COUNTRY = "I don't know those holidays. Please name a country, such as India or Canada, Ontario, or write none."


TAKES = Takes(clocks=("opens", "closes"), names={"zone": zone_called, "holidays": holidays_called})


class HolidaysUnknown(Refusal):
    """I don't know those holidays any more, so nothing was changed. `/mentor hours` lets you name a country."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("hours", "holidays", "timezone")(settings)
    desk.action("open_hours")(settings)
    desk.action("keep_holidays")(keep_holidays)
    desk.view("hours")(save)


def settings(
    ack: Ack,
    body: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form; a place or times of day after the command are filled in."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        usual = PublicHolidays(calendars.of_workspace(db).code)
        for_all = leadership.may(db, person, Act.KEEP_HOLIDAYS)
    today = person.hours.local(now).date()
    open_modal(windows.filled(form(person, usual, for_all=for_all), rest(body), TAKES, today))


def keep_holidays(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the holidays that were guessed, because the guess was right."""
    ack()
    actor = visit()
    holidays = holidays_called(str(action.get("value")))
    if holidays is None or not holidays.code:
        raise HolidaysUnknown
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        person.holidays, person.holidays_are_own = holidays, True
        tidings.look_again(db, person, now)
    replace(right(holidays))
    refresh()


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Keep what they say about themselves, and what leads say about everybody."""
    given = Answers(view)
    slips = mistakes(given)
    if slips:
        ack(response_action="errors", errors=slips)
        return
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        settle(db, person, given, now)
    ack(response_action="update", view=notice("Kept", *kept(person)).payload)
    refresh()


def settle(db: orm.Session, person: Person, given: Answers, now: datetime) -> None:
    """Keep zone, hours and holidays; what is left empty follows Slack, or the workspace."""
    usual = holidays_called(given.text("everybody")) if leadership.may(db, person, Act.KEEP_HOLIDAYS) else None
    if usual is not None and usual.code != calendars.of_workspace(db).code:
        calendars.keep(db, usual)
        leadership.note(db, person, "holidays_kept", "workspace", now)
    zone, holidays = zone_called(given.text("zone")), holidays_called(given.text("holidays"))
    if zone is None and person.zone_is_own:
        person.seen_at = None  # so that Slack is asked about them again
    person.timezone, person.zone_is_own = zone or person.timezone, zone is not None
    person.holidays = holidays if holidays is not None else calendars.of_workspace(db)
    person.holidays_are_own = holidays is not None
    opens, closes = _clock(given, "opens"), _clock(given, "closes")
    if opens and closes:
        person.opens, person.closes = opens, closes
        person.slot = person.slot if opens <= person.slot < closes else opens
    tidings.look_again(db, person, now)


def mistakes(given: Answers) -> dict[str, str]:
    """Say at each field what can't be kept."""
    found: dict[str, str] = {}
    if given.text("zone") and zone_called(given.text("zone")) is None:
        found["zone"] = NO_SUCH_ZONE
    for name in ("holidays", "everybody"):
        if given.text(name) and holidays_called(given.text(name)) is None:
            found[name] = NO_SUCH_COUNTRY
    opens, closes = _clock(given, "opens"), _clock(given, "closes")
    if opens and closes:
        try:
            Hours(opens=opens, closes=closes, slot=opens)
        except ClosesBeforeOpening as refusal:
            found["closes"] = refusal.sentence
    return found


def form(person: Person, usual: PublicHolidays, *, for_all: bool = False) -> Modal:
    """Show what is known, ready to be changed."""
    mine = PublicHolidays(person.holidays.code)
    guess = None if usual.code else holidays_near(person.timezone)
    shown = spoken(mine) if person.holidays_are_own else str(guess or "")
    guessed = "This is a guess from your time zone: please check. " if shown and not person.holidays_are_own else ""
    blocks: list[Block] = [
        field_of(
            "zone",
            "Your time zone",
            text_input(initial=person.timezone if person.zone_is_own else "", most=NAME_MAX),
            hint=f"A city, such as Lisbon or New York. Empty: as Slack has it (now {person.hours.zone.key}).",
            optional=True,
        ),
        field_of("opens", "Your working day begins at", time_input(person.opens)),
        field_of("closes", "… and ends at", time_input(person.closes)),
        field_of(
            "holidays",
            "Whose public holidays do you keep?",
            text_input(initial=shown, most=NAME_MAX),
            hint=f"{guessed}A country, or Canada, Ontario, or none. Empty: as in this workspace ({spoken(usual)}).",
            optional=True,
        ),
        *(everybody(usual) if for_all else ()),
        context("I write within these hours only. What falls on a public holiday comes on the next working day."),
    ]
    return Modal("hours", "My hours", blocks, submit="Keep", close="Cancel")


def everybody(usual: PublicHolidays) -> list[Block]:
    """Let leads say whose holidays this workspace keeps."""
    shown = text_input(initial=str(usual), most=NAME_MAX)
    hint = "You see this because you lead the program. It changes nobody's own choice."
    return [field_of("everybody", "And whoever didn't choose?", shown, hint=hint, optional=True)]


def kept(person: Person) -> list[str]:
    """Say what was kept, and how to change it."""
    whose = "Slack's" if not person.zone_is_own else "your own"
    return [
        f"I write between {person.opens:%H:%M} and {person.closes:%H:%M}, {person.hours.zone.key} time ({whose} word).",
        f"Around {person.slot:%H:%M} by preference. Public holidays: {escape(spoken(person.holidays))}.",
        "`/mentor hours` changes this any time, `/mentor quiet` the days and what I write about.",
    ]


def right(holidays: PublicHolidays) -> Message:
    """Confirm a guess."""
    return message(f"Thank you. I won't write on the public holidays of {holidays}. `/mentor hours` changes that.")


def spoken(holidays: object) -> str:
    """Name somebody's holidays."""
    code = getattr(holidays, "code", "")
    return str(PublicHolidays(code)) if code else "none"


def _clock(given: Answers, name: str) -> time | None:
    at = given.clock(name)
    return time(at.hour, at.minute) if at else None
