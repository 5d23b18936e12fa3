"""Log a session: in two taps, by either side, in the past too, and nothing is counted twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import windows
from bot.blocks import Answers, Message, Modal, notice, number
from bot.desk import Desk, rest
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import (
    DateHasPassed,
    Outcome,
    Session,
    SessionIsBeforeThePair,
    SessionIsInTheFuture,
    SessionIsTooOld,
    check_held,
    check_past,
)
from bot.slack import Open, Refresh, Replace, Reply, Visit
from bot.store import agreements, inbox, logbook, pairs, people, sessions
from bot.store.database import Database
from bot.windows import Takes
from handlers import fit, join
from handlers.log.form import USUAL, form
from handlers.log.keeping import answer_question, end_preparing, end_silence, note_down
from handlers.log.words import already_held, kept, logged, not_held, to_come
from handlers.pairs import partners_in
from handlers.pairs.window import open_or_ask

HELP = "`/mentor log` — note a session in two taps; yesterday's, too"


TAKES = Takes(day="on", ahead=False)


class NobodyToLogWith(Refusal):
    """You have no pair yet, so there's no session to log. `/mentor find` helps you find a mentor."""


class NotTheirSession(Refusal):
    """That session isn't yours."""


def register(desk: Desk) -> None:
    """Listen for the command, the shortcut, the buttons and the form."""
    desk.command("log")(log)
    desk.shortcut("log_session")(log_from_anywhere)
    desk.action("log_session")(log_by_button)
    desk.action("met")(met)
    desk.action("missed")(missed)
    desk.view("log")(save)


def log(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form, for the person and the day that were named if any were; a day to come isn't logged but set."""
    ack()
    open_or_ask(form_typed(database, workspace, visit(), rest(command), now), reply, open_modal)


def log_from_anywhere(
    ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str, now: datetime
) -> None:
    """Open the form from Slack's own menu."""
    ack()
    open_modal(form_for(database, workspace, visit(), "", now))


def log_by_button(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for one pair."""
    ack()
    open_modal(form_for(database, workspace, visit(), action.get("value", ""), now))


def met(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Note in one tap that a planned session took place."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        session, person = theirs(db, action.get("value"), actor)
        pair = session.pair
        on = min(session.day_of(person), person.hours.local(now).date())
        noted, is_new = logbook.held(db, pair, person, on, now, session.minutes)
        end_silence(db, noted, now)
        told = logged(noted, actor, is_new=is_new, has_next=sessions.has_next(db, pair, now))
        words = fit.with_question(db, told, noted, actor)
    replace(words)
    refresh()


def missed(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Note that a planned session didn't happen. If the other one says it did, the first answer stands."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        session, _ = theirs(db, action.get("value"), actor)
        if logbook.missed(db, session, now):
            end_preparing(db, session, now)
        words = already_held(session, actor) if session.outcome is Outcome.HELD else not_held(session.pair, actor)
    replace(words)
    refresh()


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the session, the takeaway and what is to be done."""
    given = Answers(view)
    try:
        with database.begin(workspace) as db:
            about = number(given.choice("pair") or view["private_metadata"])
            pair, person = pairs.ever_theirs(db, about, actor, hold=True), join.known(db, actor)
            on = given.day("on") or person.hours.local(now).date()
            minutes = number(given.choice("minutes")) or USUAL
            session, is_new = logbook.held(db, pair, person, on, now, minutes)
            end_silence(db, session, now)
            answer_question(db, session, actor, now)
            if inbox.is_new(db, f"view:{view['id']}", now):
                note_down(db, session, person, given, now)
            has_next = sessions.has_next(db, pair, now)
            words = kept(db, session, person, given, now, is_new=is_new, has_next=has_next) or logged(
                session, actor, is_new=is_new, has_next=has_next
            )
    except DateHasPassed as refusal:
        ack(response_action="errors", errors={"action_due": refusal.sentence})
    except (SessionIsBeforeThePair, SessionIsInTheFuture, SessionIsTooOld) as refusal:
        ack(response_action="errors", errors={"on": refusal.sentence})
    else:
        ack(response_action="update", view=notice("Logged", *words.blocks).payload)
        refresh()


def theirs(db: orm.Session, value: object, actor: str) -> tuple[Session, Person]:
    """Return the session a button is about, and who pressed it; somebody else's is nobody's."""
    session = sessions.one(db, number(value) or 0)
    if session is None or not session.pair.has(actor):
        raise NotTheirSession
    pairs.one(db, session.pair.id, hold=True)
    return session, session.pair.person(actor)


def form_typed(database: Database, workspace: str, actor: str, text: str, now: datetime) -> Modal | Message:
    """Make the form with what was typed after the command; of a day to come there is nothing to log yet."""
    with database.look(workspace) as db:
        live, today = with_whom(db, actor, now)
        said = windows.read(text, TAKES, today)
        several, left = partners_in(text, live, actor, said.left)
        if said.on and said.on > today:
            return to_come(said.on, several, actor)
        made = form(several, actor, today, planned_of(db, several, now), usual(db, several))
    return windows.filled(made, left, replace(TAKES, check=held_by(several)), today)


def form_for(database: Database, workspace: str, actor: str, about: str, now: datetime) -> Modal:
    """Make the form: for one pair when it is clear which, else with a choice of pairs."""
    which, _, on = about.partition(":")
    with database.look(workspace) as db:
        live, today = with_whom(db, actor, now)
        several = [pair for pair in live if str(pair.id) == which] or live
        meant = day_of(on)
        known = noted_on(db, several, meant, actor) if meant else None
        planned = known or planned_of(db, several, now)
        return form(several, actor, meant or today, planned, usual(db, several), is_meant=bool(meant))


def with_whom(db: orm.Session, actor: str, now: datetime) -> tuple[Sequence[Pair], date]:
    """Return the pairs somebody may have met, and which day it is for them."""
    person = people.known(db, actor)
    live = pairs.live(db, person) if person else ()
    if person is None or not live:
        raise NobodyToLogWith
    return live, person.hours.local(now).date()


def held_by(several: Sequence[Pair]) -> Callable[[date, date], None]:
    """Say what refuses a day: that the two weren't a pair then, too, once it is clear which two."""
    return partial(check_held, pair=several[0]) if len(several) == 1 else check_past


def planned_of(db: orm.Session, several: Sequence[Pair], now: datetime) -> Session | None:
    """Return the session whose time has come, if it is clear with whom: it is what is noted most likely."""
    planned = sessions.booked(db, several[0]) if len(several) == 1 else None
    return planned if planned and planned.at <= now else None


def usual(db: orm.Session, several: Sequence[Pair]) -> int:
    """Tell how long they usually meet: what the two agreed on, if it is clear which two."""
    return (agreements.length(db, several[0]) if len(several) == 1 else None) or USUAL


def noted_on(db: orm.Session, several: Sequence[Pair], on: date, actor: str) -> Session | None:
    """Return the session that was noted for that day already, so that what is added to it shows how long it was."""
    return sessions.held_on(db, several[0], on, several[0].person(actor)) if len(several) == 1 else None


def day_of(text: str) -> date | None:
    """Read the day a button is about; a button without one is about today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
