"""Log a session: in two taps, by either side, in the past too, and nothing is counted twice."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zlib import crc32

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choice,
    choices,
    context,
    date_input,
    day,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    quote,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.pairs import NotTheirPair, Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Action, Outcome, Session
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import inbox, logbook, pairs, people, sessions
from bot.store.database import Database
from handlers import fit, join
from handlers.pairs import named_in, will_hear

HELP = "`/mentor log` — note a session in two taps; yesterday's, too"
LENGTHS = (15, 20, 30, 45, 60, 90)
TAKEAWAY_MAX = 2000
ACTION_MAX = 300
SHARED = "share"


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


def log(
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form, for the person who was mentioned if one was."""
    ack()
    open_modal(form_for(database, workspace, visit(), rest(command), now))


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
        on = min(session.on, person.hours.local(now).date())
        noted, is_new = logbook.held(db, pair, person, on, now, session.minutes)
        words = fit.with_question(db, logged(pair, actor, noted.on, is_new=is_new), noted, actor)
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
        logbook.missed(db, session, now)
        words = already_held(session) if session.outcome is Outcome.HELD else not_held(session.pair, actor)
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
    with database.begin(workspace) as db:
        pair = pairs.one(db, number(given.choice("pair") or view["private_metadata"]) or 0, hold=True)
        person = join.known(db, actor)
        if pair is None or not pair.has(actor):
            raise NotTheirPair
        on = given.day("on") or person.hours.local(now).date()
        minutes = number(given.choice("minutes")) or LENGTHS[2]
        session, is_new = logbook.held(db, pair, person, on, now, minutes)
        if inbox.is_new(db, f"view:{view['id']}", now):
            note_down(db, session, person, given, now)
        words = kept(pair, person, session.on, given, now) or logged(pair, actor, session.on, is_new=is_new)
    ack(response_action="update", view=notice("Logged", *words.blocks).payload)
    refresh()


def note_down(db: orm.Session, session: Session, person: Person, given: Answers, now: datetime) -> None:
    """Keep what they took from it and what they will do."""
    if takeaway := given.text("takeaway"):
        shared = SHARED in given.choices("share")
        sessions.note(db, session, person, takeaway, shared=shared, now=now)
        if shared:
            pass_on(db, session, person, takeaway, now)
    if to_do := given.text("action"):
        owner = session.pair.partner_of(person.slack_id) if given.choice("owner") == "partner" else person
        due = given.day("action_due")
        db.add(
            Action(workspace=session.workspace, pair=session.pair, owner=owner, text=to_do, written_at=now, due_on=due)
        )


def pass_on(db: orm.Session, session: Session, author: Person, takeaway: str, now: datetime) -> None:
    """Let the other one read what was shared with them; the same words reach them once."""
    told = f"{mention(author.slack_id)} shares what they take from your session on {day(session.on)}:"
    reader, about = session.pair.partner_of(author.slack_id), letterbox.About(pair=session.pair.id)
    occasion = f"session{session.id}:{crc32(takeaway.encode())}"
    letterbox.drop(db, reader.slack_id, "takeaway", occasion, message(told, quote(takeaway)), now, about=about)


def theirs(db: orm.Session, value: object, actor: str) -> tuple[Session, Person]:
    """Return the session a button is about, and who pressed it; somebody else's is nobody's."""
    session = sessions.one(db, number(value) or 0)
    if session is None or not session.pair.has(actor):
        raise NotTheirSession
    pairs.one(db, session.pair.id, hold=True)
    return session, session.pair.person(actor)


def form_for(database: Database, workspace: str, actor: str, about: str, now: datetime) -> Modal:
    """Make the form: for one pair when it is clear which, else with a choice of pairs."""
    with database.look(workspace) as db:
        person = people.known(db, actor)
        live = pairs.live(db, person) if person else ()
    if person is None or not live:
        raise NobodyToLogWith
    which, _, on = about.partition(":")
    meant = [pair for pair in live if str(pair.id) == which] or named_in(about, live, actor)
    return form(meant or live, actor, day_of(on) or person.hours.local(now).date())


def day_of(text: str) -> date | None:
    """Read the day a button is about; a button without one is about today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def form(several: Sequence[Pair], actor: str, today: date) -> Modal:
    """Ask for the little that is needed; everything else is optional."""
    options = [option(pair.partner_of(actor).name, pair.id) for pair in several]
    whom = field_of("pair", "With whom?", choice("static_select", options, chosen=several[0].id))
    with_whom = whom if len(several) > 1 else context(f"With {mention(several[0].partner_of(actor).slack_id)}.")
    lengths = [option(f"{minutes} minutes", minutes) for minutes in LENGTHS]
    partner = several[0].partner_of(actor).name if len(several) == 1 else "The other one"
    share = [option("Share this takeaway with them", SHARED, "Without this, only you can read it")]
    blocks: list[Block] = [
        with_whom,
        field_of("on", "When did you meet?", date_input(today)),
        field_of("minutes", "How long?", choice("static_select", lengths, chosen=30)),
        field_of(
            "takeaway",
            "What do you take from it?",
            text_input(lines=True, most=TAKEAWAY_MAX),
            hint="One sentence is plenty. It is private unless you share it.",
            optional=True,
        ),
        field_of("share", "Sharing", choices("checkboxes", share), optional=True),
        field_of("action", "Something to do until next time", text_input(most=ACTION_MAX), optional=True),
        field_of(
            "owner",
            "Who does it?",
            choice("radio_buttons", [option("I do", "me"), option(partner, "partner")], chosen="me"),
            optional=True,
        ),
        field_of("action_due", "By when?", date_input(), optional=True),
    ]
    about = str(several[0].id) if len(several) == 1 else ""
    return Modal("log", "Log a session", blocks, submit="Log it", close="Cancel", about=about)


def logged(pair: Pair, actor: str, on: date, *, is_new: bool) -> Message:
    """Confirm, and offer the two things worth doing now."""
    other = mention(pair.partner_of(actor).slack_id)
    known = "" if is_new else " It was noted before, and counts once."
    book = button("Set the next date", "book_session", pair.id, style="primary")
    takeaway = button("Add a takeaway", "log_session", f"{pair.id}:{on}")
    return message(f"Noted: you and {other} met on {day(on)}.{known}", actions(book, takeaway))


def kept(pair: Pair, author: Person, on: date, given: Answers, now: datetime) -> Message | None:
    """Confirm what was written down, and say who can read it; nothing when only the day was noted."""
    if not given.text("takeaway") and not given.text("action"):
        return None
    partner = pair.partner_of(author.slack_id)
    told = f"Noted, with your session with {mention(partner.slack_id)} on {day(on)}."
    if given.text("takeaway"):
        shares = SHARED in given.choices("share")
        told += f" {will_hear(partner, now)}" if shares else " Only you can read your takeaway."
    return message(told, actions(button("Set the next date", "book_session", pair.id, style="primary")))


def not_held(pair: Pair, actor: str) -> Message:
    """Take it lightly, and offer what helps."""
    other = mention(pair.partner_of(actor).slack_id)
    return message(
        f"Noted: the session with {other} didn't happen. That's fine.",
        actions(
            button("Set a new date", "book_session", pair.id, style="primary"),
            button("Meet less often", "slower", pair.id),
            button("Pause", "pause_pair", pair.id),
        ),
    )


def already_held(session: Session) -> Message:
    """Let the first answer stand, without saying whose it was."""
    told = (
        f"This session is already noted as held on {day(session.on)}. If that day is wrong, log it with the right one."
    )
    return message(told, actions(button("Log it", "log_session", session.pair.id)))
