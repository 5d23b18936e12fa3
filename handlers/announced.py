"""What was announced: how far each is, with a way to stop it, or to change one that waits. For leads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import announcing, leadership
from bot.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    context,
    escape,
    header,
    mention,
    message,
    moment,
    number,
    section,
)
from bot.desk import Desk
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import Reply, Visit
from bot.store import announcements, audits
from bot.store.announcements import CHANNEL, OPEN, Announcement, Counts, State
from bot.store.database import Database
from handlers.announce import meanwhile, writing
from handlers.announce.form import AUDIENCES, Writer, places, whom

HELP = "`/mentor announced` — for leads: how far announcements are, and stopping one"
SHOWN = 10
STANDS = {
    State.WAITING: "waits for its time",
    State.GOING: "on its way",
    State.SENT: "on its way",
    State.DONE: "done",
    State.CANCELLED: "stopped",
}


class NothingToStop(Refusal):
    """That isn't on its way any more, so nothing was stopped. `/mentor announced` shows what became of it."""


def register(desk: Desk) -> None:
    """Listen for the command and the buttons."""
    desk.command("announced")(announced)
    desk.action("open_announced")(announced)
    desk.action("stop_announcement")(stop)


def announced(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str) -> None:
    """List what was announced."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        words = listing(db, writing.writer(db, actor))
    reply(words)


def stop(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Stop one: what wasn't said yet never is."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        written = announcements.held(db, number(action.get("value")) or 0)
        by = leadership.must(db, actor, Act.ANNOUNCE, written.program_id if written else None)
        pending = announcements.counts(db, written.id).pending if written else 0
        if written is None or (written.state not in OPEN and not pending):
            raise NothingToStop
        announcements.move(db, written.id, State.CANCELLED)
        announcements.stop(db, written.id)
        leadership.note(db, by, meanwhile.STOPPED, f"announcement:{written.id}", now, written.program_id)
        words = listing(db, writing.writer(db, actor))
    reply(words)


def listing(db: orm.Session, viewer: Writer) -> Message:
    """List the last announcements that somebody may look into, with how far each is."""
    mine = None if viewer.is_general else {program.id for program in viewer.programs}
    latest = announcements.latest(db, SHOWN, by=viewer.person.slack_id, programs=mine)
    several = [(each, announcements.counts(db, each.id)) for each in latest]
    is_held = announcing.is_held(db)
    stopped_by = audits.by_whom(db, meanwhile.STOPPED, [f"announcement:{each.id}" for each in latest])
    if not several:
        return message("Nothing was announced yet.", actions(button("Write an announcement", "open_announce")))
    return message(
        header("What was announced"),
        *(
            block
            for written, counts in several
            for block in entry(
                written,
                counts,
                viewer.person.slack_id,
                stopped_by.get(f"announcement:{written.id}", ""),
                is_held=is_held,
            )
        ),
        *([context(announcing.HELD_BACK)] if is_held else []),
        context("Who was reached is counted, not named."),
    )


def entry(
    written: Announcement, counts: Counts, viewer: str, stopped_by: str = "", *, is_held: bool = False
) -> Sequence[Block]:
    """Show one: by whom, for whom, when, whom it pings, and how far it is; who wrote one that waits can change it."""
    where = places(written) if written.audience == CHANNEL else AUDIENCES.get(written.audience, "")
    at = f", {moment(written.send_at)}" if written.send_at else ""
    at += f", pings {whom(written)}" if written.ping else ""
    stands = "held back" if is_held and counts.pending else STANDS.get(written.state, "")
    told = f"*{escape(written.title)}*, by {mention(written.by)}\n{where}{at}: {stands}"
    told += f" by {mention(stopped_by)}" if written.state is State.CANCELLED and stopped_by else ""
    numbers = f"\n{announcing.in_numbers(written, counts, is_held=is_held)}" if counts.all else ""
    sure = confirm("Stop it?", "What wasn't said yet is never said. What was said stays.", "Stop it")
    off = button("Stop", "stop_announcement", written.id, says=f"Stop {written.title}", confirm=sure)
    is_open = written.state in OPEN or (written.state is State.SENT and counts.pending)
    if written.state is State.WAITING and written.by == viewer:
        on = button("Change", "change_announcement", written.id, says=f"Change {written.title}")
        return [section(f"{told}{numbers}"), actions(on, off)]
    if written.state is State.CANCELLED and written.by == viewer:
        says = f"Write {written.title} anew"
        return [section(f"{told}{numbers}", button("Write it anew", "change_announcement", written.id, says=says))]
    return [section(f"{told}{numbers}", off if is_open else None)]
