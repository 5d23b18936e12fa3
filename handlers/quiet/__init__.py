"""Quiet: when the bot may write, which nudges may come, and silence for as long as somebody likes."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, parting, tidings, windows
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    choice,
    choices,
    context,
    date_input,
    day,
    field_of,
    listed,
    notice,
    number,
    option,
    time_input,
    weekdays,
)
from bot.desk import Desk, rest
from bot.mentoring.effects import ACTS_WITHIN
from bot.mentoring.hours import Hours, NoWorkingDays, SlotOutsideHours
from bot.mentoring.people import FOREVER, Person
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Visit
from bot.store import verdicts
from bot.store.database import Database
from bot.windows import Takes
from handlers import join, to_come
from handlers.quiet.sorts import SORTS

HELP = "`/mentor quiet` — when I may write, what I may write about, and silence until you say otherwise"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WRITE, UNTIL, FOR_NOW = "write", "until", "for_now"
REMIND = "remind"
LONGEST_PAUSE = timedelta(days=731)


class NoDayOfSilence(Refusal):
    """Please choose a day after today and within two years, or be silent until you say otherwise."""


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("quiet")(settings)
    desk.action("open_quiet")(settings)
    desk.view("quiet")(save)


def settings(
    ack: Ack, body: View, visit: Visit, open_modal: Open, database: Database, workspace: str, now: datetime
) -> None:
    """Open the form; a day or a time of day after the command is filled in."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
    open_modal(windows.filled(form(person, now), rest(body), TAKES, person.hours.local(now).date()))


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Keep what they wish, and take back what they no longer want to hear."""
    given = Answers(view)
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        slips = mistakes(given, person.hours, now)
        if not slips:
            settle(db, person, given, now)
    if slips:
        ack(response_action="errors", errors=slips)
        return
    ack(response_action="update", view=notice("Kept", *kept(person, now)).payload)
    refresh()


def settle(db: orm.Session, person: Person, given: Answers, now: datetime) -> None:
    """Keep hours, kinds and silence."""
    before, stopped = person.stopped, _kinds(given.choices("stopped"))
    person.days, person.slot = _days(given), _slot(given) or person.slot
    person.wants_reminders = REMIND in given.choices("reminders")
    person.stopped, person.fewer = stopped, _kinds(given.choices("fewer"))
    match given.choice("silence"):
        case "until":
            until = given.day("until")
            person.pause(person.hours.at(until, person.opens) if until else None, now)
        case "for_now":
            person.pause(None, now)
        case _:
            is_back = person.is_paused(now)
            person.resume()
            if is_back:
                parting.tell_those_waiting(db, person, now)
    if news := sorted({*stopped} - {*before}):
        verdicts.note_stops(db, person.slack_id, news, now - ACTS_WITHIN, now)
    if stopped:
        letterbox.take_back(db, "stopped", to=person.slack_id, kinds=stopped)
    tidings.look_again(db, person, now)


def mistakes(given: Answers, hours: Hours, now: datetime) -> dict[str, str]:
    """Say at each field what can't be kept."""
    found: dict[str, str] = {}
    try:
        replace(hours, days=frozenset(_days(given)), slot=_slot(given) or hours.closes)
    except NoWorkingDays as refusal:
        found["days"] = refusal.sentence
    except SlotOutsideHours:
        found["slot"] = (
            f"Please choose a time from {hours.opens:%H:%M} on and before {hours.closes:%H:%M}: "
            "these are your hours, and `/mentor hours` changes them."
        )
    if given.choice("silence") == UNTIL:
        try:
            check_silence(given.day("until"), hours.local(now).date())
        except NoDayOfSilence as refusal:
            found["until"] = refusal.sentence
    return found


def check_silence(until: date | None, today: date) -> None:
    """Refuse a day on which no silence can end."""
    if until is None or not today < until <= today + LONGEST_PAUSE:
        raise NoDayOfSilence


def form(person: Person, now: datetime) -> Modal:
    """Show what they wish now, ready to be changed."""
    week = [option(name, number_) for number_, name in enumerate(DAYS)]
    sorts = [option(sort.label, sort.name, sort.when) for sort in SORTS]
    silences = (
        option("Write to me", WRITE),
        option("Be silent until the day below", UNTIL),
        option("Be silent until I say otherwise", FOR_NOW),
    )
    is_paused, until = person.is_paused(now), silent_until(person, now)
    chosen = WRITE if not is_paused else UNTIL if until else FOR_NOW
    blocks: list[Block] = [
        to_come.offer(),
        field_of("days", "On which days may I write?", choices("checkboxes", week, person.days)),
        field_of(
            "slot",
            "Around what time?",
            time_input(person.slot),
            hint=f"Your time, between {person.opens:%H:%M} and {person.closes:%H:%M}.",
        ),
        field_of(
            "stopped",
            "Which nudges should never come?",
            choices("checkboxes", sorts, _names(person.stopped)),
            optional=True,
        ),
        field_of(
            "fewer",
            "Which should come once in four weeks at most?",
            choices("checkboxes", sorts, _names(person.fewer)),
            optional=True,
        ),
        reminders(person),
        field_of("silence", "And right now?", choice("radio_buttons", silences, chosen=chosen)),
        field_of("until", "Silent until", date_input(until), optional=True),
        context("Answers to what you do here still come, and so does what somebody waits for you to answer."),
    ]
    return Modal("quiet", "When I may write", blocks, submit="Keep", close="Cancel")


def reminders(person: Person) -> Block:
    """Offer reminders of sessions, which most people's calendars give them anyway."""
    offered = [option("Remind me half an hour before", REMIND)]
    shown = choices("checkboxes", offered, [REMIND] if person.wants_reminders else [])
    return field_of("reminders", "Before a session", shown, optional=True)


def kept(person: Person, now: datetime) -> list[str]:
    """Say what was kept, and how to change it."""
    stopped = [sort for sort in SORTS if sort.kinds & {*person.stopped}]
    never = listed(sort.label.lower() for sort in stopped)
    return [
        f"I write on {weekdays(person.days)}, around {person.slot:%H:%M} your time.",
        *(["I remind you half an hour before your sessions."] if person.wants_reminders else []),
        *([silence(person, now)] if person.is_paused(now) else []),
        *([f"Never any more: {never}."] if never else []),
        *(sort.but for sort in stopped if sort.but),
        "`/mentor quiet` changes all of this any time.",
    ]


def silence(person: Person, now: datetime) -> str:
    """Say until when somebody who asked for silence has it."""
    until = silent_until(person, now)
    return f"I'm silent until {day(until)}." if until else "I'm silent until you say otherwise."


def silent_until(person: Person, now: datetime) -> date | None:
    """Return the day on which a pause ends; none when it has no end in sight."""
    if person.paused_until is None or not now < person.paused_until < now + FOREVER / 2:
        return None
    return person.hours.local(person.paused_until).date()


def _days(given: Answers) -> tuple[int, ...]:
    chosen = {number(each) for each in given.choices("days")}
    return tuple(each for each in range(len(DAYS)) if each in chosen)


def _slot(given: Answers) -> time | None:
    at = given.clock("slot")
    return time(at.hour, at.minute) if at else None


def _kinds(names: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(kind for sort in SORTS if sort.name in names for kind in sort.kinds))


def _names(kinds: Iterable[str]) -> list[str]:
    return [sort.name for sort in SORTS if sort.kinds & {*kinds}]


TAKES = Takes(day="until", check=check_silence, clocks=("slot",), with_day={"silence": UNTIL})
