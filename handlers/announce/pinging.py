"""Pinging a channel: only after a lead was told how many people that are, and said so once more."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership
from bot.blocks import Answers, View, number
from bot.desk import Desk
from bot.mentoring.roles import Act
from bot.slack import Open, SlackIsBusy, SlackIsSilent, SlackSaidNo, Visit
from bot.store import announcements
from bot.store.announcements import Announcement
from bot.store.database import Database
from handlers.announce import writing
from handlers.announce.form import not_known, shown, sure

WHOM = frozenset({"channel", "here"})
Crowd = Callable[[str], int | None]
"""Counts who is in a channel, as far as Slack tells."""


def register(desk: Desk) -> None:
    """Listen for both buttons and the form."""
    desk.action("ping_announcement")(ask)
    desk.action("unping_announcement")(leave)
    desk.view("ping_announcement")(keep)


def ask(
    ack: Ack, view: View, visit: Visit, update_modal: Open, crowd: Crowd, database: Database, workspace: str
) -> None:
    """Count whom it would ping, and ask once more."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        written = writing.theirs(db, actor, view)
        leadership.must(db, actor, Act.PING_EVERYBODY, written.program_id)
    numbers = counted_in(written.channels, crowd)
    unknown = [channel for channel in written.channels if channel not in numbers]
    update_modal(not_known(written, unknown) if unknown else sure(written, numbers))


def counted_in(channels: tuple[str, ...], crowd: Crowd) -> Mapping[str, int]:
    """Count who is in each channel; where Slack doesn't tell, the channel is left out."""
    found: dict[str, int] = {}
    for channel in channels:
        with suppress(SlackSaidNo, SlackIsBusy, SlackIsSilent):
            number_of = crowd(channel)
            found |= {channel: number_of} if number_of is not None else {}
    return found


def keep(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Let it ping whom the lead said, and show the preview again."""
    whom, named = Answers(view).choice("ping"), str(view.get("private_metadata")).partition(":")[2]
    with database.begin(workspace) as db:
        written = writing.theirs(db, actor, view)
        by = leadership.must(db, actor, Act.PING_EVERYBODY, written.program_id)
        if whom in WHOM:
            written = pinged(db, written, whom, number(named) or 0)
            leadership.note(db, by, "announcement_ping", f"announcement:{written.id}", now, written.program_id)
        modal = shown(written, writing.around(db, written))
    ack(response_action="update", view=modal.payload)


def leave(ack: Ack, view: View, visit: Visit, update_modal: Open, database: Database, workspace: str) -> None:
    """Ping nobody after all."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        written = pinged(db, writing.theirs(db, actor, view), "", 0)
        modal = shown(written, writing.around(db, written))
    update_modal(modal)


def pinged(db: orm.Session, written: Announcement, whom: str, number_of: int) -> Announcement:
    """Keep whom an announcement pings."""
    announcements.ping(db, written.id, whom, number_of)
    return replace(written, ping=whom, pinged=number_of)
