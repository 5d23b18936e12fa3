"""I met someone: noted in a tap, and remembered on the next working day; the note is theirs alone (practice A13)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import (
    Answers,
    Modal,
    actions,
    button,
    escape,
    field_of,
    message,
    notice,
    number,
    quote,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.networks import Encounter
from bot.slack import Open, Replace, Visit
from bot.store import networks
from bot.store.database import Database
from handlers import join

HELP = "`/mentor met` — you met someone: I remind you of a line to them, while it's fresh"
NAME_MAX = 80
WHERE_MAX = 120
NOTE_MAX = 600


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and both forms."""
    desk.command("met")(ask_by_command)
    desk.action("met_someone")(ask)
    desk.action("write_encounter")(write)
    desk.action("drop_encounter")(drop)
    desk.view("met_someone")(save)
    desk.view("write_encounter")(keep)


def ask_by_command(ack: Ack, command: Mapping[str, Any], visit: Visit, open_modal: Open) -> None:
    """Ask whom they met, with the name that was typed."""
    ack()
    visit()
    open_modal(form(rest(command)))


def ask(ack: Ack, visit: Visit, open_modal: Open) -> None:
    """Ask whom they met."""
    ack()
    visit()
    open_modal(form(""))


def save(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Note it. Reminding somebody of it is writing to them, so they join with it."""
    given = Answers(view)
    limits = {"who": NAME_MAX, "where": WHERE_MAX}
    slips = {
        name: f"Please keep this within {most} characters."
        for name, most in limits.items()
        if len(given.text(name)) > most
    }
    if not given.text("who"):
        slips["who"] = "Please write a name."
    if slips:
        ack(response_action="errors", errors=slips)
        return
    with database.begin(workspace) as db:
        owner = join.known(db, actor)
        join.welcome(db, owner, now)
        met = Encounter(workspace=workspace, owner=owner, who=given.text("who"), where=given.text("where"), at=now)
        db.add(met)
        owner.look_at = now
    told = f"Noted: {escape(met.who)}. I remind you once, on your next working day. Nobody else sees it."
    ack(response_action="update", view=notice("Noted", told, final=True).payload)


def write(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the note."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        met = networks.encounter(db, number(action.get("value")), actor)
    open_modal(note_form(met))


def keep(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep the note, and show it to copy."""
    text = Answers(view).text("note")
    if not text or len(text) > NOTE_MAX:
        trouble = f"Please keep this within {NOTE_MAX} characters." if text else "Please write a line."
        ack(response_action="errors", errors={"note": trouble})
        return
    with database.begin(workspace) as db:
        met = networks.encounter(db, number(view.get("private_metadata")), actor)
        met.write(text, now)
    told = f"Kept, for you alone. If you'd like to write to {escape(met.who)}, here it is to copy:"
    nexts = actions(button("Add them to my network", "open_network"))
    ack(response_action="update", view=notice("Your note", told, quote(text), nexts).payload)


def drop(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let it be."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        networks.encounter(db, number(action.get("value")), actor).let_go(now)
    replace(message("Fine. I won't mention it again."))


def form(name: str) -> Modal:
    """Ask for a name and a place."""
    where = text_input(placeholder="the data meetup, lunch on Tuesday …", most=WHERE_MAX)
    blocks = [
        field_of("who", "Whom did you meet?", text_input(initial=name, most=NAME_MAX)),
        field_of("where", "Where?", where, hint="Only you see this.", optional=True),
    ]
    return Modal("met_someone", "I met someone", blocks, submit="Remind me", close="Cancel")


def note_form(met: Encounter) -> Modal:
    """Ask for a line."""
    hint = "What you talked about, what of theirs you'd like to follow up, and one thing you can give."
    line = text_input(initial=met.note, lines=True, most=NOTE_MAX)
    field = field_of("note", f"A line to or about {met.who}", line, hint=hint)
    return Modal("write_encounter", "While it's fresh", [field], submit="Keep", close="Cancel", about=str(met.id))
