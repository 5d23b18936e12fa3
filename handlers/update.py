"""Update: a mentee tells how something went. Theirs alone until they share it with the mentor (practice C6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Message,
    Modal,
    choice,
    choices,
    day,
    field_of,
    message,
    notice,
    option,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.pairs import PairHasEnded
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Action, Update
from bot.reorganized import must_wait_with_notes
from bot.slack import Open, Refresh, Visit
from bot.store import inbox
from bot.store.database import Database
from handlers import effect, todo

UPDATE_MAX = 1500
SHARED = "share"
STANDS = {"done": "It's done", "open": "Still on it", "dropped": "I let it go"}


class NothingToTell(Refusal):
    """There is nothing to share yet. One sentence is enough; where it stands can be kept without one."""


class OnlyForTheMentee(Refusal):
    """Updates are for the mentee to write, so nothing changed. What you did you can tell them when you meet."""


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("write_update")(open_update)
    desk.view("update")(save)


def open_update(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for one thing to do."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        to_do = theirs(db, action.get("value"), actor)
    open_modal(form(to_do))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep where it stands and what they tell; the mentor hears of it only when it is shared."""
    given = Answers(view)
    shares = SHARED in given.choices("share")
    if shares and not given.text("update"):
        raise NothingToTell
    with database.begin(workspace) as db:
        to_do = theirs(db, view["private_metadata"], actor)
        told = ""
        if inbox.is_new(db, f"view:{view['id']}", now):
            stand(to_do, given.choice("stands"), now)
            told = keep(db, to_do, given.text("update"), shares=shares, now=now)
        words = kept(to_do, given.text("update"), told)
    ack(response_action="update", view=notice("Update", *words.blocks).payload)
    refresh()


def theirs(db: orm.Session, value: object, actor: str) -> Action:
    """Return something a mentee has to do or has done, in a pair that goes on."""
    to_do = todo.theirs(db, value, actor)
    if to_do.pair.mentee.slack_id != actor:
        raise OnlyForTheMentee
    if not to_do.pair.is_live:
        raise PairHasEnded
    return to_do


def stand(to_do: Action, stands: str, now: datetime) -> None:
    """Note where it stands."""
    if stands == "done":
        to_do.finish(now)
    elif stands == "dropped":
        to_do.drop(now)


def keep(db: orm.Session, to_do: Action, words: str, *, shares: bool, now: datetime) -> str:
    """Keep what they tell, and share it if they like; say who reads it when."""
    if not words:
        return ""
    must_wait_with_notes(to_do.pair)
    update = Update(
        workspace=to_do.workspace,
        pair=to_do.pair,
        author=to_do.owner,
        about=to_do.text,
        text=words,
        written_at=now,
        action_id=to_do.id,
    )
    db.add(update)
    db.flush()
    if not shares:
        return "Only you can read it."
    return effect.reaches(db, update.pair, effect.hand_on(db, update, now), now)


def form(to_do: Action) -> Modal:
    """Ask how it went, and where it stands."""
    mentor, written = to_do.pair.mentor.name, to_do.owner.hours.local(to_do.written_at).date()
    stands = [option(label, name) for name, label in STANDS.items()]
    share = [option(f"Share it with {mentor}", SHARED, "Without this, only you can read it")]
    blocks = [
        section(f"On {day(written)} this was noted for you:\n{quote(to_do.text)}"),
        field_of(
            "update",
            "How did it go?",
            text_input(lines=True, most=UPDATE_MAX),
            hint="One sentence is plenty. What didn't work is worth telling, too.",
            optional=True,
        ),
        field_of("stands", "Where does it stand?", choice("radio_buttons", stands, chosen="done")),
        field_of("share", "Sharing", choices("checkboxes", share), optional=True),
    ]
    return Modal("update", "How it went", blocks, submit="Save", close="Cancel", about=str(to_do.id))


def kept(to_do: Action, words: str, told: str) -> Message:
    """Confirm, and say who reads it."""
    stands = "It's done." if to_do.done_at else "It's off your list." if to_do.dropped_at else "It stays on your list."
    if not words:
        return message(f"Saved. {stands}", quote(to_do.text))
    return message(f"Saved. {stands} {told}", quote(words))
