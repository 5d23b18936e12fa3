"""Book: the next date of a pair, set or moved by either side, and told to the other in their own time."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Block,
    Modal,
    actions,
    button,
    choice,
    context,
    date_input,
    day,
    field_of,
    notice,
    number,
    option,
    text_input,
    time_input,
)
from bot.desk import Desk
from bot.meanwhile import choose_one, seen_by, set_by_other
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import (
    USUAL_LENGTH,
    DateHasPassed,
    DateIsTooFar,
    Outcome,
    Session,
    SessionIsTooOld,
)
from bot.picking import zone
from bot.slack import Open, Refresh, Visit
from bot.store import agreements, inbox, logbook, pairs, sessions
from bot.store.database import Database
from handlers.book.news import Booked, confirmed, tell
from handlers.log import theirs
from handlers.log.form import LENGTHS

SHORT = 20
TOPIC_MAX = 300
LAST_TIME = {"met": "We met", "moved": "It moved to this new date", "missed": "It didn't happen"}


class NoDayChosen(Refusal):
    """Please pick a day and a time."""


class TimeHasPassed(Refusal):
    """That time has passed today. Please pick a later one, or another day."""


def register(desk: Desk) -> None:
    """Listen for the buttons and the form."""
    desk.action("book_session", "short_call")(book)
    desk.action("moved")(book_anew)
    desk.view("book")(save)


def book(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for one pair; a short call is twenty minutes."""
    ack()
    minutes = SHORT if action.get("action_id") == "short_call" else None
    open_modal(form_for(database, workspace, visit(), action.get("value"), now, minutes))


def book_anew(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for a session that moved."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        session, person = theirs(db, action.get("value"), actor)
        session.pair.must_go_on()
        planned = sessions.booked(db, session.pair)
    open_modal(form(session.pair, person, planned, now, session.minutes, last="moved"))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the date and tell the other one; a date that can't be is said at its field."""
    given = Answers(view)
    try:
        with database.begin(workspace) as db:
            about, _, seen = view["private_metadata"].partition(":")
            pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
            if other := set_by_other(db, pair, actor, seen, given, now):
                asked = form(pair, pair.person(actor), other, now, other.minutes)
                ack(response_action="update", view=choose_one(asked, other, given).payload)
                return
            booked = arrange(db, pair, pair.person(actor), given, now)
            if inbox.is_new(db, f"view:{view['id']}", now):
                tell(db, booked, actor, given.text("topic"), f"view{view['id']}", now)
            words = confirmed(db, booked, actor, now)
    except (NoDayChosen, DateHasPassed, DateIsTooFar) as refusal:
        ack(response_action="errors", errors={"on": refusal.sentence})
    except TimeHasPassed as refusal:
        ack(response_action="errors", errors={"at": refusal.sentence})
    else:
        ack(response_action="update", view=notice("Next session", *words.blocks).payload)
        refresh()


def form_for(
    database: Database, workspace: str, actor: str, value: object, now: datetime, minutes: int | None
) -> Modal:
    """Make the form for one pair of theirs, with the length they agreed on unless another one is meant."""
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(value) or 0, actor)
        pair.must_go_on()
        planned, agreed = sessions.booked(db, pair), agreements.length(db, pair)
    return form(pair, pair.person(actor), planned, now, minutes or agreed or USUAL_LENGTH)


def form(pair: Pair, person: Person, planned: Session | None, now: datetime, minutes: int, last: str = "") -> Modal:
    """Ask for a day, a time and perhaps a topic: a plan that names them is kept more often (GS06)."""
    partner = pair.partner_of(person.slack_id)
    upcoming = planned if planned and planned.at > now else None
    at = person.hours.local(upcoming.at) if upcoming else None
    shown = upcoming.minutes if upcoming else minutes
    lengths = [option(f"{each} minutes", each) for each in LENGTHS]
    blocks: list[Block] = [
        field_of("on", "Which day?", date_input(at.date() if at else None)),
        field_of(
            "at",
            "At what time?",
            time_input(at.time() if at else person.hours.slot),
            hint=f"On your clock, {zone(person)}. I tell {partner.name} the time on theirs.",
        ),
        field_of("minutes", "How long?", choice("static_select", lengths, chosen=shown)),
        *last_time(planned, person, now, last),
        field_of(
            "topic",
            "One thing to talk about",
            text_input(most=TOPIC_MAX),
            hint=f"{partner.name} will see it.",
            optional=True,
        ),
    ]
    blocks += [context("Not sure what suits you both?"), actions(button("Propose times", "propose_times", pair.id))]
    return Modal("book", "Next session", blocks, submit="Set the date", close="Cancel", about=seen_by(pair, planned))


def last_time(planned: Session | None, person: Person, now: datetime, chosen: str) -> list[Block]:
    """Ask what became of a date that has passed, so that a new one doesn't hide it."""
    if planned is None or planned.at > now:
        return []
    on = person.hours.local(planned.at).date()
    options = [option(label, value) for value, label in LAST_TIME.items()]
    return [field_of("last", f"And your session on {day(on)}?", choice("radio_buttons", options, chosen=chosen))]


def arrange(db: orm.Session, pair: Pair, person: Person, given: Answers, now: datetime) -> Booked:
    """Set the date, after noting what became of the one before."""
    on, clock = given.day("on"), given.clock("at")
    if on is None or clock is None:
        raise NoDayChosen
    if on == person.hours.local(now).date() and person.hours.at(on, clock) <= now:
        raise TimeHasPassed
    before = sessions.booked(db, pair)
    at_before = before.at if before else None
    minutes = number(given.choice("minutes")) or USUAL_LENGTH
    minutes = minutes if minutes in LENGTHS else USUAL_LENGTH
    if before and before.at <= now:
        settle(db, pair, before, person, given.choice("last"), now)
    session = logbook.book(db, pair, person, on, clock, now, minutes)
    if session is before:
        return Booked(pair, session, is_new=False, moved_from=None)
    carry_agenda(db, pair, session)
    return Booked(
        pair, session, is_new=True, moved_from=at_before if before and before.outcome is Outcome.MOVED else None
    )


def settle(db: orm.Session, pair: Pair, past: Session, person: Person, answer: str, now: datetime) -> None:
    """Note what became of a date that has passed; with no answer it counts as moved."""
    if answer == "met":
        on = min(past.day_of(person), person.hours.local(now).date())
        with suppress(SessionIsTooOld):
            logbook.held(db, pair, person, on, now, past.minutes)
    elif answer == "missed":
        logbook.missed(db, past, now)


def carry_agenda(db: orm.Session, pair: Pair, session: Session) -> None:
    """Let an agenda that was written for the old date count for the new one."""
    agenda = sessions.agenda(db, pair, pair.mentee)
    if agenda and agenda.written_at > pair.quiet_since:
        agenda.session_id = session.id
