"""A private map of the people somebody learns from, in six parts, and what to do about a gap (practice A11)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import (
    Answers,
    Block,
    Modal,
    actions,
    button,
    escape,
    field_of,
    message,
    number,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.networks import PARTS, Contact, Part
from bot.mentoring.refusals import Refusal
from bot.mentoring.searches import Kind
from bot.slack import Open, Replace, Visit
from bot.store import networks
from bot.store.database import Database
from handlers import find, join

HELP = "`/mentor network` — your own map of whom you learn from, and its gaps; only you see it"
NAME_MAX = 80
FOR_A_WHILE = frozenset({Part.SKILL, Part.JUNIOR})


class NoSuchPart(Refusal):
    """That part of the map doesn't exist any more. `/mentor network` shows those that do."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons on the map, the form, and the answer to the question about a gap."""
    desk.command("network")(show)
    desk.action("open_network")(show)
    desk.action("add_contact")(ask)
    desk.action("drop_contact")(drop)
    desk.action("fill_gap")(look)
    desk.action("no_gap")(leave)
    desk.view("add_contact")(add)


def show(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str) -> None:
    """Show the map."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        shown = chart(networks.of(db, join.known(db, actor)))
    open_modal(shown)


def ask(ack: Ack, action: Mapping[str, Any], visit: Visit, update_modal: Open) -> None:
    """Ask for a name, in the place of the map: Slack stacks three windows and no more."""
    ack()
    visit()
    update_modal(form(part_of(action.get("value"))))


def add(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Put somebody on the map, and show it."""
    name, part = Answers(view).text("name"), part_of(view.get("private_metadata"))
    if not name or len(name) > NAME_MAX:
        trouble = f"Please keep this within {NAME_MAX} characters." if name else "Please write a name."
        ack(response_action="errors", errors={"name": trouble})
        return
    with database.begin(workspace) as db:
        owner = join.known(db, actor)
        networks.add(db, Contact(workspace=workspace, owner=owner, part=part, name=name, at=now))
        shown = chart(networks.of(db, owner))
    ack(response_action="update", view=shown.payload)


def drop(
    ack: Ack, action: Mapping[str, Any], visit: Visit, update_modal: Open, database: Database, workspace: str
) -> None:
    """Take somebody off the map."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        owner = join.known(db, actor)
        networks.drop(db, owner, number(action.get("value")))
        shown = chart(networks.of(db, owner))
    update_modal(shown)


def look(
    ack: Ack, action: Mapping[str, Any], visit: Visit, update_modal: Open, database: Database, workspace: str
) -> None:
    """Look for somebody who could fill a gap: for a while where something is taught, else for one chat."""
    ack()
    actor = visit()
    kind = Kind.ONGOING if part_of(action.get("value")) in FOR_A_WHILE else Kind.CHAT
    update_modal(find.form_for(database, workspace, actor, kind))


def leave(ack: Ack, visit: Visit, replace: Replace) -> None:
    """Take a no for an answer."""
    ack()
    visit()
    replace(message("Good to know. If one comes up, `/mentor find` is there."))


def part_of(value: object) -> Part:
    """Read which part of the map is meant."""
    part = next((each for each in Part if each == value), None)
    if part is None:
        raise NoSuchPart
    return part


def chart(everybody: Sequence[Contact]) -> Modal:
    """Lay out the map: six parts, who plays them, and what can be done."""
    told = "Only you see this. Not every part needs a name: a gap is a question, and no fault."
    blocks: list[Block] = [section(told)]
    for part, title in PARTS.items():
        theirs = [contact for contact in everybody if contact.part is part]
        blocks += [section(f"*{title}*" if theirs else f"*{title}*\nNobody yet"), *(entry(each) for each in theirs)]
        blocks += [
            actions(
                button("Add", "add_contact", part, says=f"Add somebody who: {title}"),
                button("Find for this gap", "fill_gap", part, says=f"Find somebody who: {title}"),
            )
        ]
    return Modal("network", "My network", blocks)


def entry(contact: Contact) -> Block:
    """Show one name, and how to take it off."""
    return section(escape(contact.name), button("Remove", "drop_contact", contact.id, says=f"Remove {contact.name}"))


def form(part: Part) -> Modal:
    """Ask for a name."""
    field = field_of("name", PARTS[part], text_input(placeholder="A name", most=NAME_MAX), hint="Only you see it.")
    return Modal("add_contact", "Add to my network", [field], submit="Add", close="Close", about=part)
