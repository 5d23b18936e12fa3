"""Discarding a draft: what was written and isn't posted goes, and the form is empty again."""

from slack_bolt import Ack

from bot.blocks import View
from bot.desk import Desk
from bot.slack import Open, Visit
from bot.store import announcements
from bot.store.announcements import State
from bot.store.database import Database
from handlers.announce import meanwhile, writing
from handlers.announce.form import form

GONE = "Thrown away. Nothing of it was posted, and you can begin anew below or close this."


def register(desk: Desk) -> None:
    """Listen for the button."""
    desk.action("discard_announcement")(discard)


def discard(ack: Ack, view: View, visit: Visit, update_modal: Open, database: Database, workspace: str) -> None:
    """Throw away what was written; one that waits for its time, and was to be changed by it, waits as it was."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, written = writing.writer(db, actor), writing.theirs(db, actor, view)
        if written.state is not State.DRAFT:
            raise meanwhile.posted_already(db, written)
        announcements.discard(db, written.id)
    update_modal(form(by, told=GONE))
