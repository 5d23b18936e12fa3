"""History: a pair's sessions with what one took from each; private ones can be shared later, wrong ones corrected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Block, Modal, button, context, day, mention, notice, number, quote, section
from bot.desk import Desk, rest
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Note, Outcome, Session
from bot.slack import Open, Reply, Visit
from bot.store import letters, pairs, people, sessions
from bot.store.database import Database
from handlers.correct import may_be_changed
from handlers.log.keeping import key
from handlers.pairs import NoPairYet, can_be_named, labelled, partners_in, which

HELP = "`/mentor sessions` — your sessions and takeaways: share one later, or correct a log"
SHOWN, EARLIER = 12, 8
CHANGES = (
    "A log can be corrected for 30 days by whoever noted it; that you met stands once you have both said so. "
    "A takeaway can be changed any time by its author."
)
EARLIER_ONE = (
    "This pair is over. A log can still be corrected for 30 days by whoever noted it, and a takeaway that you didn't "
    "share by you; nothing more is handed on."
)


def register(desk: Desk) -> None:
    """Listen for the command and the button."""
    desk.command("sessions", "notes", "takeaways")(show)
    desk.action("open_sessions")(show_by_button)


def show(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show the sessions of the pair that is meant."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        several = of_theirs(db, actor, rest(command))
        modal = page(db, several[0], actor, now) if len(several) == 1 else None
    if modal:
        open_modal(modal)
    else:
        choices = [button(name, "open_sessions", pair.id) for pair, name in labelled(several, actor)]
        reply(which("Which sessions?", choices, by_name=can_be_named(several, actor)))


def show_by_button(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show the sessions of one pair."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        modal = page(db, pairs.ever_theirs(db, number(action.get("value")), actor), actor, now)
    open_modal(modal)


def of_theirs(db: orm.Session, actor: str, typed: str) -> Sequence[Pair]:
    """Return the pairs whose sessions somebody may mean: with whom they name, also earlier ones, else the live ones."""
    person = people.known(db, actor)
    live, over = (pairs.live(db, person), pairs.over(db, person, EARLIER)) if person else ((), ())
    if not live and not over:
        raise NoPairYet
    several, left = partners_in(typed, [*live, *over], actor, typed)
    return several if typed and left != typed else live or over


def page(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Modal:
    """List the newest sessions, each with what one may read of it."""
    found = sessions.past(db, pair, SHOWN)
    if not found:
        return notice("Sessions", f"You and {mention(pair.partner_of(actor).slack_id)} have no session noted yet.")
    readable = heard(db, sessions.readable(db, found, pair.person(actor)), actor)
    blocks = [block for session in found for block in card(session, readable[session.id], actor, now)]
    told = CHANGES if pair.is_live else EARLIER_ONE
    return notice("Sessions", f"With {mention(pair.partner_of(actor).slack_id)}, newest first:", *blocks, context(told))


def heard(db: orm.Session, readable: Mapping[int, Sequence[Note]], actor: str) -> Mapping[int, Sequence[Note]]:
    """Leave out what the other one shared and can still take back: of that nobody was told yet."""
    theirs = {
        note.id: key(note, actor) for notes in readable.values() for note in notes if note.author.slack_id != actor
    }
    waiting = letters.due(db, [*theirs.values()])
    return {
        session: [note for note in notes if theirs.get(note.id) not in waiting] for session, notes in readable.items()
    }


def card(session: Session, notes: Sequence[Note], actor: str, now: datetime) -> list[Block]:
    """Show one session, and the way to change what is noted."""
    on = day(session.day_of(session.pair.person(actor)))
    told = f"*{on}* · met, {session.minutes} minutes" if session.outcome is Outcome.HELD else f"*{on}* · didn't happen"
    says = f"Change what is noted of {on}"
    mine = next((note for note in notes if note.author.slack_id == actor), None)
    changes = may_be_changed(session, mine, actor, now)
    head = section(told, button("Change", "correct_session", session.id, says=says) if changes else None)
    return [head, *(section(f"{whose(note, actor)}\n{quote(note.text)}") for note in notes)]


def whose(note: Note, actor: str) -> str:
    """Say whose takeaway it is, and who reads it."""
    if note.author.slack_id != actor:
        return f"{mention(note.author.slack_id)} shared:"
    return "Yours, shared:" if note.shared else "Yours, only you read it:"
