"""Announce: a lead tells a channel or everybody of a role, sees it as people will see it, now or later, and once."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack
from sqlalchemy import orm

from bot import announcing, leadership, letterbox
from bot.almanac import zone_called
from bot.announcing import as_seen, pieces, words
from bot.blocks import Answers, Modal, View, context, message, number
from bot.desk import Desk
from bot.mentoring.occasions import Class
from bot.mentoring.roles import Act
from bot.slack import Open, Reply, Visit
from bot.store import announcements, inbox
from bot.store.announcements import CHANNEL, Announcement, State
from bot.store.database import Database
from handlers.announce import discarding, meanwhile, pinging, writing
from handlers.announce.form import (
    AT,
    AUDIENCES,
    BODY_MAX,
    TITLE_MAX,
    Writer,
    form,
    loses_ping,
    posted,
    shown,
    trouble_of,
)

__all__ = ["as_seen", "pieces", "posted", "shown", "trouble_of", "words"]

HELP = "`/mentor announce` — for leads: invite people in a channel, with a button to join under it, or write to a role"
CHANNELS = re.compile(r"[CG][A-Z0-9]{1,20}")
FURTHEST = timedelta(days=120)
JUST_NOW = timedelta(minutes=10)
"""A moment that passed while the form was filled in is as good as now."""
ALSO_MAX = 9
"""Ten channels in all."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and both forms."""
    desk.command("announce")(announce)
    desk.action("open_announce")(announce)
    desk.action("edit_announcement")(edit)
    desk.action("change_announcement")(change)
    desk.action("test_announcement")(test)
    desk.view("announce")(preview)
    desk.view("post_announcement")(post)
    pinging.register(desk)
    discarding.register(desk)


def announce(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form; what couldn't be posted last time is filled in."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        by = writing.writer(db, actor)
        modal = beginning(db, replace(by, means=number(action.get("value"))))
    open_modal(modal)


def edit(ack: Ack, view: View, visit: Visit, update_modal: Open, database: Database, workspace: str) -> None:
    """Go back from the preview to the form."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        by, written = writing.writer(db, actor), writing.theirs(db, actor, view)
    update_modal(form(by, written, about=str(written.id), told=loses_ping(written)))


def change(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open one that waits; it goes on waiting as it is until the change is scheduled."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        by, written = writing.writer(db, actor), writing.one(db, actor, action.get("value"))
        stopped = meanwhile.replaced(db, written.id, actor)
        if written.state is not State.WAITING and not stopped:
            raise meanwhile.posted_already(db, written)
    told = f"It waits as it is until you schedule your change. {loses_ping(written)}".strip()
    open_modal(form(by, written, about="" if stopped else str(written.id), told=stopped or told))


def test(ack: Ack, view: View, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """Send it to whoever wrote it, and to nobody else."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        written = writing.theirs(db, actor, view)
        program = writing.program_of(db, written)
        for place, (told, shown) in enumerate(announcing.previews(written, program)):
            head = context(f"A test, for you alone. {told}".strip())
            occasion = f"{written.id}-{place}-{now:%Y%m%d%H%M%S}"
            letterbox.drop(
                db, actor, "announcement_test", occasion, message(head, *shown.blocks), now, class_=Class.LEAD
            )
    reply(message("I've sent it to you alone, in our conversation."))


def preview(
    ack: Ack, view: View, ways: Mapping[str, str], actor: str, database: Database, workspace: str, now: datetime
) -> None:
    """Keep what was written, and show it as people will see it."""
    given = Answers(view)
    with database.look(workspace) as db:
        slips = mistakes(given, now, writing.writer(db, actor).person.timezone)
    if slips:
        ack(response_action="errors", errors=slips)
        return
    with database.begin(workspace) as db:
        by = writing.writer(db, actor)
        wanted = read(given, by)
        written, stopped = keep(db, view, replace(wanted, way=ways.get(wanted.channel, "")), now)
        modal = shown(written, writing.around(db, written, stopped))
    ack(response_action="update", view=modal.payload)


def post(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Bring it on its way once, however often this arrives."""
    with database.begin(workspace) as db:
        modal = went(db, writing.theirs(db, actor, view), view, now)
    ack(response_action="update", view=modal.payload)


def went(db: orm.Session, written: Announcement, view: View, now: datetime) -> Modal:
    """Bring it on its way, and say so; where it was to take the place of one that somebody stopped, show it again."""
    by = leadership.must(db, written.by, Act.ANNOUNCE, written.program_id)
    if stopped := meanwhile.replaced(db, written.replaces, written.by):
        anew = replace(written, replaces=None)
        announcements.change(db, anew.id, anew, now)
        return shown(anew, writing.around(db, anew, stopped))
    is_new = inbox.is_new(db, f"announcement:{view['id']}", now) and drop(db, written, now)
    if is_new:
        act, which = ("announcement_changed", written.replaces) if written.replaces else ("announce", written.id)
        leadership.note(db, by, act, f"announcement:{which}", now, written.program_id)
    held, stopped = announcing.is_held(db), meanwhile.stopped(db, written.id, written.by)
    return posted(written, is_new=is_new, is_held=held, stopped=stopped)


def drop(db: orm.Session, written: Announcement, now: datetime) -> bool:
    """Bring it on its way: what is for now is written at once, as far as one transaction goes."""
    known = announcements.held(db, written.id)
    if known is None or known.state is not State.DRAFT:
        return False
    if known.replaces:
        known = instead(db, known, now)
    going = replace(known, send_at=max(now, known.send_at or now))
    announcements.move(db, known.id, State.WAITING, send_at=going.send_at)
    if going.send_at == now:
        announcing.carry(db, going, now)
    return True


def instead(db: orm.Session, draft: Announcement, now: datetime) -> Announcement:
    """Put a draft in the place of the one that still waits, which keeps its number."""
    waits = announcements.held(db, draft.replaces or 0)
    if waits is None or waits.by != draft.by:
        raise meanwhile.PostedAlready
    if waits.state is not State.WAITING:
        raise meanwhile.posted_already(db, waits)
    changed = replace(draft, id=waits.id, replaces=None, state=State.WAITING)
    announcements.change(db, waits.id, changed, now)
    announcements.discard(db, draft.id)
    return changed


def keep(db: orm.Session, view: View, written: Announcement, now: datetime) -> tuple[Announcement, str]:
    """Keep what was written: the same one changed when they went back, a new one else; and who stopped it meanwhile."""
    known = (
        writing.theirs(db, written.by, view).id if view.get("private_metadata") else began(db, view, written.by, now)
    )
    before = announcements.one(db, known, written.by) if known else None
    if before and before.state is State.WAITING:  # it goes on waiting as it is, until the change is scheduled
        written, before = replace(written, replaces=before.id), None
    stopped = meanwhile.replaced(db, before.replaces or before.id, written.by) if before else ""
    if before is None or (stopped and before.state is State.CANCELLED):
        return replace(written, id=announcements.keep(db, written, now)), stopped
    if before.state is not State.DRAFT:
        raise meanwhile.posted_already(db, before)
    written = replace(written, replaces=None if stopped else before.replaces)
    announcements.change(db, before.id, written, now)
    return replace(written, id=before.id), stopped


def began(db: orm.Session, view: View, by: str, now: datetime) -> int:
    """Return what was begun in this window, if it was sent before."""
    last = None if inbox.is_new(db, f"preview:{view['id']}", now) else announcements.last_of(db, by)
    return last.id if last else 0


def read(given: Answers, by: Writer) -> Announcement:
    """Read the form; whom it pings is asked afterwards, and anew."""
    audience = given.choice("audience") or CHANNEL
    channel = (given.channel("channel") or "") if audience == CHANNEL else ""
    return Announcement(
        by=by.person.slack_id,
        channel=channel,
        also=tuple(each for each in given.channels("also") if each != channel) if channel else (),
        program_id=writing.program_in(given, by),
        title=" ".join(given.text("title").split()),
        body=given.text("body"),
        audience=audience if audience in AUDIENCES else CHANNEL,
        send_at=later(given, by.person.timezone),
    )


def later(given: Answers, usual: str = "UTC") -> datetime | None:
    """Read for when it is meant, on the clock of the place that was named; None for now."""
    day = given.day("day")
    if day is None:
        return None
    zone = ZoneInfo(zone_called(given.text("zone")) or usual)
    return datetime.combine(day, given.clock("time") or AT, zone)


def mistakes(given: Answers, now: datetime, usual: str) -> dict[str, str]:
    """Say at each field what can't be posted; without a place, times are by the usual clock."""
    found: dict[str, str] = {}
    for name, most in (("title", TITLE_MAX), ("body", BODY_MAX)):
        if not given.text(name):
            found[name] = "Please write something that can be seen."
        elif len(given.text(name)) > most:
            found[name] = f"Please keep this within {most} characters."
    is_for_channel = (given.choice("audience") or CHANNEL) == CHANNEL
    if is_for_channel and not CHANNELS.fullmatch(given.channel("channel") or ""):
        found["channel"] = "Please pick a channel. I don't announce in direct messages."
    if not all(CHANNELS.fullmatch(each) for each in given.channels("also")):
        found["also"] = "Please pick channels only. I don't announce in direct messages."
    elif len(given.channels("also")) > ALSO_MAX:
        found["also"] = f"Please pick {ALSO_MAX} more channels at most."
    return found | mistakes_of_time(given, now, usual)


def mistakes_of_time(given: Answers, now: datetime, usual: str) -> dict[str, str]:
    """Say what is wrong with the moment for which it is meant."""
    if given.text("zone") and zone_called(given.text("zone")) is None:
        return {"zone": "I don't know that place. A city such as Berlin, or a zone such as Europe/Berlin, works."}
    at = later(given, usual)
    if at is not None and at.date() < now.astimezone(at.tzinfo).date():
        return {"day": "That day has passed. Leave it empty to post now."}
    if at is not None and at < now - JUST_NOW:
        return {"time": "That time has passed there. Leave the day empty to post now."}
    return {"day": "Please pick a day within four months."} if at is not None and at - now > FURTHEST else {}


def beginning(db: orm.Session, by: Writer) -> Modal:
    """Begin with an empty form, with what wasn't posted yet, or with what couldn't be posted and why."""
    last = announcements.last_of(db, by.person.slack_id)
    if last and last.state is State.DRAFT:
        return form(by, last, about=str(last.id), told="What you wrote last, and didn't post, is filled in.")
    if last and last.audience == CHANNEL and (failed := announcements.failures(db, last.id)):
        (channel, code), *others = failed
        again = replace(last, channel=channel, also=tuple(other for other, _ in others))
        return form(by, again, told=trouble_of(again, code))
    return form(by)
