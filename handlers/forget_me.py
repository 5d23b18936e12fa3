"""Forget me: a copy of everything that is kept about me, and having all of it deleted, with thirty days to undo."""

from datetime import datetime

from slack_bolt import Ack

from bot.blocks import Block, Modal, actions, button, confirm, day, header, notice, plain, section
from bot.desk import Desk
from bot.mentoring.people import Person
from bot.slack import Open, Refresh, SlackSaidNo, TurnTo, Upload, Visit
from bot.store import belongings, letters
from bot.store.database import Database
from handlers import join

HELP = "`/mentor forget-me` — a copy of everything I keep about you, or having all of it deleted"
FILE = "mentoring.json"
PART, PARTS = 2_800, 70
"""Slack shows so many characters in a block, and takes windows up to 250 kB."""
SENT = "Everything I keep about you is in our conversation now, as a file."
HERE = "I may not send files here, so this is it. Copy what you need."
HALF = "That's as much as a window holds. Whoever runs this bot can write all of it to a file for you."


def register(desk: Desk) -> None:
    """Listen for the command and the buttons, in a window and wherever else somebody reads that they will be forgotten.

    Whoever wants to be forgotten doesn't search among everything that `/mentor me` shows for where that is done.
    """
    desk.command("forget-me", "forget", "delete", "erase")(show)
    desk.action("export_me")(export)
    desk.action("erase_me")(erase)
    desk.action("keep_me")(keep)


def show(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str) -> None:
    """Open a window with nothing but a copy, and being forgotten or staying."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        modal = notice("What I keep about you", *rights(join.known(db, actor)))
    open_modal(modal)


def export(
    ack: Ack,
    visit: Visit,
    upload: Upload,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Hand over a copy: as a file where one may be sent, else in the window."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        told = belongings.as_json(belongings.of(db, join.known(db, actor), now))
        room = letters.room_of(db, actor)
    turn_to(notice("Your copy", SENT) if room and is_sent(upload, room, told) else in_parts(told))


def erase(
    ack: Ack,
    visit: Visit,
    update_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Leave at once, and have everything deleted in thirty days."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        join.part(db, person, now)
        person.ask_to_be_forgotten(now)
        modal = notice("You will be forgotten", *promised(person))
    update_modal(modal)
    refresh()


def keep(ack: Ack, visit: Visit, turn_to: TurnTo, refresh: Refresh, database: Database, workspace: str) -> None:
    """Undo it, in the window, from Home or from under an answer: everything stays."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        modal = kept(person)
        person.erase_at = None
    turn_to(modal)
    refresh()


def kept(person: Person) -> Modal:
    """Confirm that everything stays; an old button, of which the day has come or was called off, says just that."""
    if person.erase_at is None:
        return notice("Nothing to undo", "No day is set on which anything about you is deleted, so nothing changed.")
    return notice("Everything stays", "Nothing will be deleted. To take part again, `/mentor join`.")


def is_sent(upload: Upload, room: str, told: str) -> bool:
    """Send the file; tell whether it may be sent there at all."""
    try:
        upload(room, FILE, told.encode())
    except SlackSaidNo:
        return False
    return True


def in_parts(told: str) -> Modal:
    """Show it in pieces, as plain as it is kept."""
    parts = [told[start : start + PART] for start in range(0, len(told), PART)]
    shown: list[Block] = [{"type": "section", "text": plain(part, PART)} for part in parts[:PARTS]]
    return notice("Your copy", HERE, *shown, *([HALF] if len(parts) > PARTS else []))


def promised(person: Person) -> list[str]:
    """Say what happens when, and how to undo it."""
    when = day(person.hours.local(person.erase_at).date()) if person.erase_at else ""
    return [
        f"You have left, and I write nothing more to you. On {when} everything about you is deleted for good.",
        "Pairs you are in end then; the other one keeps their own notes, and reads “former member” where you were.",
        "Requests that wait for an answer and 20-minute chats close now.",
        "`/mentor me` or joining again keeps everything else until then.",
    ]


def rights(person: Person) -> list[Block]:
    """Offer a copy, and being forgotten or staying."""
    copy = button("Get a copy", "export_me", says="Get a copy of everything that is kept about you")
    if person.erase_at:
        stay = button("Keep everything", "keep_me", style="primary", says="Keep everything and delete nothing")
        undo = "Until then one press keeps everything, and so does joining again."
        return [header("You will be forgotten"), *map(section, [*promised(person)[:2], undo]), actions(stay, copy)]
    sure = confirm(
        "Delete everything?",
        "You leave now, and open requests, proposals and chats close. In 30 days everything about you is deleted for "
        "good; until then you can undo that.",
        "Delete",
    )
    erase = button("Delete everything", "erase_me", style="danger", confirm=sure, says="Delete everything about you")
    return [header("Your copy, and being forgotten"), actions(copy, erase)]
