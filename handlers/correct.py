"""Correct: say that a session was otherwise than noted; share a takeaway later, or take it back before it is read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Block,
    Modal,
    choice,
    context,
    date_input,
    day,
    field_of,
    mention,
    notice,
    number,
    option,
    section,
)
from bot.desk import Desk
from bot.mentoring.pairs import PairHasEnded
from bot.mentoring.people import Person
from bot.mentoring.sessions import (
    BothHaveNotedIt,
    CannotBeCorrected,
    DayIsTaken,
    Note,
    Outcome,
    Session,
    SessionIsAfterThePair,
    SessionIsBeforeThePair,
    SessionIsInTheFuture,
    SessionIsTooOld,
)
from bot.slack import Open, Refresh, Visit
from bot.store import logbook, pairs, sessions
from bot.store.database import Database
from handlers.log import NotTheirSession
from handlers.log.form import SHARED, length, takeaway
from handlers.log.keeping import IsReadAlready, is_read, take

MET, MISSED = "met", "missed"
AT_THE_DAY = (
    CannotBeCorrected,
    DayIsTaken,
    SessionIsAfterThePair,
    SessionIsBeforeThePair,
    SessionIsInTheFuture,
    SessionIsTooOld,
)


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("correct_session")(open_log)
    desk.view("correct_session")(save)


def open_log(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open what is noted of one session."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        session, person = theirs(db, action.get("value"), actor)
        note = sessions.own_note(db, session, person)
    if not may_be_changed(session, note, actor, now):
        raise PairHasEnded
    modal = form(session, note, actor, now)
    open_modal(modal)


def may_be_changed(session: Session, note: Note | None, actor: str, now: datetime) -> bool:
    """Tell whether somebody can still change anything that is noted: after an end, what was shared stays as it is."""
    return session.may_be_corrected(actor, now) or (session.outcome is Outcome.HELD and is_theirs_alone(session, note))


def is_theirs_alone(session: Session, note: Note | None) -> bool:
    """Tell whether a takeaway may be written or changed: after an end nothing more is handed on."""
    return session.pair.is_live or note is None or not note.shared


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep what is true."""
    given = Answers(view)
    try:
        with database.begin(workspace) as db:
            session, person = theirs(db, view["private_metadata"], actor)
            pairs.ever_theirs(db, session.pair.id, actor, hold=True)
            settle(db, session, person, given, now)
            words = kept(session, sessions.own_note(db, session, person), actor)
    except BothHaveNotedIt as refusal:
        undone = given.choice("outcome") != MET
        ack(response_action="errors", errors={"outcome" if undone else "on": refusal.sentence})
    except AT_THE_DAY as refusal:
        ack(response_action="errors", errors={"on": refusal.sentence})
    except IsReadAlready as refusal:
        ack(response_action="errors", errors={"share": refusal.sentence})
    else:
        ack(response_action="update", view=notice("Kept", *words, final=True).payload)
        refresh()


def theirs(db: orm.Session, value: object, actor: str) -> tuple[Session, Person]:
    """Return a past session of this person's; somebody else's is nobody's."""
    session = sessions.one(db, number(value) or 0)
    if session is None or not session.pair.has(actor) or session.outcome not in {Outcome.HELD, Outcome.MISSED}:
        raise NotTheirSession
    return session, session.pair.person(actor)


def settle(db: orm.Session, session: Session, person: Person, given: Answers, now: datetime) -> None:
    """Correct the log where that was asked for, then the takeaway: written, changed, shared, taken back or emptied."""
    if given.choice("outcome"):
        on, minutes = given.day("on") or session.on, number(given.choice("minutes")) or session.minutes
        logbook.correct(db, session, person, on, held=given.choice("outcome") == MET, minutes=minutes, now=now)
    words, before = given.text("takeaway"), sessions.own_note(db, session, person)
    if not is_theirs_alone(session, before):
        return
    if words and session.outcome is Outcome.HELD:
        session.agree(person, now)
    if words or before:
        shared = bool(words) and session.pair.is_live and SHARED in given.choices("share")
        if session.outcome is not Outcome.HELD:  # from what didn't happen nothing more is handed on
            shared = shared and before is not None and before.shared and is_read(db, session, before, person)
        take(db, session, person, words, shared=shared, now=now)


def form(session: Session, note: Note | None, actor: str, now: datetime) -> Modal:
    """Show what is noted, ready to be changed by whom it concerns."""
    words, shared = (note.text, note.shared) if note else ("", False)
    partner = mention(session.pair.partner_of(actor).slack_id)
    if session.may_be_corrected(actor, now):
        log: list[Block] = [context(f"Your session with {partner}."), *log_of(session)]
    else:
        log = [section(f"Your session with {partner} on {day(session.day_of(session.pair.person(actor)))}.")]
    kept = takeaway(words, shared=shared) if is_theirs_alone(session, note) else []
    blocks = [*log, *(kept if session.pair.is_live else kept[:1])]
    return Modal("correct_session", "What is noted", blocks, submit="Save", close="Cancel", about=str(session.id))


def log_of(session: Session) -> list[Block]:
    """Show day, outcome and length."""
    outcomes = [option("We met", MET), option("It didn't happen", MISSED)]
    chosen = MET if session.outcome is Outcome.HELD else MISSED
    return [
        field_of("outcome", "What happened?", choice("radio_buttons", outcomes, chosen=chosen)),
        field_of("on", "On which day?", date_input(session.on)),
        length(session.minutes),
    ]


def kept(session: Session, note: Note | None, actor: str) -> list[str]:
    """Say what is noted now, and who reads it."""
    partner = mention(session.pair.partner_of(actor).slack_id)
    met = "you met" if session.outcome is Outcome.HELD else "it didn't happen"
    on = session.day_of(session.pair.person(actor))
    told = [f"Kept: with {partner} on {day(on)}, {met}."]
    if note and note.text:
        told += [f"Your takeaway is shared with {partner}." if note.shared else "Only you can read your takeaway."]
    return told
