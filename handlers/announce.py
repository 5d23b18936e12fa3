"""Announce: a lead tells a channel about mentoring, sees it as people will see it, and posts it once."""

import re
from dataclasses import replace
from datetime import datetime

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    View,
    actions,
    button,
    channel_input,
    context,
    divider,
    escape,
    field_of,
    mention,
    message,
    notice,
    number,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Visit
from bot.store import announcements, inbox
from bot.store.announcements import Announcement
from bot.store.database import Database
from handlers import lead

HELP = "`/mentor announce` — for leads: invite people in a channel, with a button to join under it"
TITLE_MAX = 100
BODY_MAX = 2000
PIECE_MAX = 500
"""Escaping makes a character five at most, and a section takes three thousand."""
CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}")
BROADCAST = re.compile(r"@(channel|here|everyone)\b|<!(channel|here|everyone|subteam)\b", re.IGNORECASE)
OUT_OF_REACH = frozenset({"not_in_channel", "channel_not_found"})


class NotTheirAnnouncement(Refusal):
    """I can't find that announcement among yours, so nothing was posted. `/mentor announce` begins a new one."""


class PostedAlready(Refusal):
    """This announcement was posted already, and I don't post it twice. `/mentor announce` begins a new one."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and both forms."""
    desk.command("announce")(announce)
    desk.action("open_announce")(announce)
    desk.action("edit_announcement")(edit)
    desk.action("preview_join", "preview_find")(only_look)
    desk.view("announce")(preview)
    desk.view("post_announcement")(post)


def announce(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str) -> None:
    """Open the form; what couldn't be posted last time is filled in."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        lead.leading(db, actor)
        modal = beginning(db, actor)
    open_modal(modal)


def edit(ack: Ack, view: View, visit: Visit, update_modal: Open, database: Database, workspace: str) -> None:
    """Go back from the preview to the form."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        lead.leading(db, actor)
        written = theirs(db, actor, view)
    update_modal(form(written, about=str(written.id)))


def only_look(ack: Ack) -> None:
    """Let the buttons of a preview do nothing."""
    ack()


def preview(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep what was written, and show it as people will see it."""
    given = Answers(view)
    slips = mistakes(given)
    if slips:
        ack(response_action="errors", errors=slips)
        return
    with database.begin(workspace) as db:
        lead.leading(db, actor)
        written = keep(db, view, read(given, actor), now)
    ack(response_action="update", view=shown(written).payload)


def post(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Post it once, however often this arrives."""
    with database.begin(workspace) as db:
        lead.leading(db, actor)
        written = theirs(db, actor, view)
        is_new = inbox.is_new(db, f"announcement:{view['id']}", now) and drop(db, written, now)
    ack(response_action="update", view=posted(written, is_new=is_new).payload)


def drop(db: orm.Session, written: Announcement, now: datetime) -> bool:
    """Write the letter that carries it."""
    about = (announcements.KIND, str(written.id), as_seen(written), now)
    return letterbox.drop(db, written.channel, *about, class_=Class.BROADCAST)


def theirs(db: orm.Session, actor: str, view: View) -> Announcement:
    """Return the announcement a window is about; somebody else's is nobody's."""
    written = announcements.one(db, number(view.get("private_metadata")) or 0, actor)
    if written is None:
        raise NotTheirAnnouncement
    return written


def keep(db: orm.Session, view: View, words: Announcement, now: datetime) -> Announcement:
    """Keep what was written: the same one changed when they went back, a new one else."""
    known = theirs(db, words.by, view).id if view.get("private_metadata") else began(db, view, words.by, now)
    if not known:
        return replace(words, id=announcements.keep(db, words, now))
    if announcements.letter_of(db, known):
        raise PostedAlready
    announcements.change(db, known, words, now)
    return replace(words, id=known)


def began(db: orm.Session, view: View, by: str, now: datetime) -> int:
    """Return what was begun in this window, if it was sent before."""
    last = None if inbox.is_new(db, f"preview:{view['id']}", now) else announcements.last_of(db, by)
    return last.id if last else 0


def read(given: Answers, actor: str) -> Announcement:
    """Read the form."""
    title = " ".join(given.text("title").split())
    return Announcement(by=actor, channel=given.channel("channel") or "", title=title, body=given.text("body"))


def mistakes(given: Answers) -> dict[str, str]:
    """Say at each field what can't be posted."""
    found: dict[str, str] = {}
    for name, most in (("title", TITLE_MAX), ("body", BODY_MAX)):
        if not given.text(name):
            found[name] = "Please write something that can be seen."
        elif len(given.text(name)) > most:
            found[name] = f"Please keep this within {most} characters."
    if not CHANNEL.fullmatch(given.channel("channel") or ""):
        found["channel"] = "Please pick a channel. I don't announce in direct messages."
    return found


def beginning(db: orm.Session, actor: str) -> Modal:
    """Begin with an empty form, with what wasn't posted yet, or with what couldn't be posted and why."""
    last = announcements.last_of(db, actor)
    letter = announcements.letter_of(db, last.id) if last else None
    if last and letter is None:
        return form(last, about=str(last.id), told="What you wrote last, and didn't post, is filled in.")
    if last and letter and letter.state is LetterState.DEAD:
        return form(last, told=trouble_of(last, letter.trouble))
    return form()


def trouble_of(last: Announcement, code: str) -> str:
    """Say why an announcement wasn't posted, and what to do."""
    told = f"Your last announcement couldn't be posted in <#{last.channel}>, and is filled in below."
    if code in OUT_OF_REACH:
        return f"{told} I'm not a member there: write `/invite @Mentor Bot` in the channel, then post it again."
    if code == "unsure":
        return f"{told} Slack didn't say whether it arrived. Please look into the channel before you post it again."
    return f"{told} Slack refused it. Pick another channel, or ask an admin whether apps may post there."


def form(written: Announcement | None = None, *, about: str = "", told: str = "") -> Modal:
    """Ask for title, text and channel."""
    title, body, channel = (written.title, written.body, written.channel) if written else ("", "", None)
    blocks: list[Block] = [
        *([section(told)] if told else []),
        field_of("title", "Title", text_input(initial=title, placeholder="Find a mentor this spring", most=TITLE_MAX)),
        field_of(
            "body",
            "What do you want to tell people?",
            text_input(initial=body, lines=True, most=BODY_MAX),
            hint="Two buttons come under it: Join, and Find a mentor. Your name stands there, too.",
        ),
        field_of(
            "channel",
            "Where?",
            channel_input(chosen=channel),
            hint="In a private channel I have to be a member first: write /invite @Mentor Bot there.",
        ),
    ]
    return Modal("announce", "Announce", blocks, submit="Preview", close="Cancel", about=about)


def shown(written: Announcement) -> Modal:
    """Show it as people will see it; nothing is posted yet."""
    note = "I ping nobody: words such as @channel are shown as plain text." if pings(written) else ""
    blocks: list[Block] = [
        context(f"This is how people in <#{written.channel}> will see it. Nothing is posted yet."),
        *([context(note)] if note else []),
        divider(),
        *words(written),
        actions(button("Join", "preview_join", style="primary"), button("Find a mentor", "preview_find")),
        signature(written),
        divider(),
        actions(button("Back", "edit_announcement", says="Go back and change the announcement")),
    ]
    return Modal("post_announcement", "Preview", blocks, submit="Post", close="Cancel", about=str(written.id))


def as_seen(written: Announcement) -> Message:
    """Make the message that goes to the channel."""
    join = button("Join", "join", style="primary", says="Join mentoring")
    return message(*words(written), actions(join, button("Find a mentor", "open_find")), signature(written))


def words(written: Announcement) -> list[Block]:
    """Show title and text, safe to show: they ping nobody and link nowhere."""
    return [section(f"*{escape(written.title)}*"), *(section(escape(piece)) for piece in pieces(written.body))]


def signature(written: Announcement) -> Block:
    """Say who tells this, and that joining is a choice."""
    return context(
        f"Posted for {mention(written.by)}, who leads mentoring here. Joining is your choice, and so is leaving."
    )


def pieces(text: str) -> list[str]:
    """Cut a long text between words, so that every piece fits into a section."""
    cut: list[str] = []
    while len(text) > PIECE_MAX:
        at = max(text.rfind("\n", 0, PIECE_MAX), text.rfind(" ", 0, PIECE_MAX))
        at = at if at > PIECE_MAX // 2 else PIECE_MAX
        cut, text = [*cut, text[:at]], text[at:].strip()
    return [*cut, text] if text else cut


def pings(written: Announcement) -> bool:
    """Tell whether somebody tried to ping everybody."""
    return bool(BROADCAST.search(f"{written.title}\n{written.body}"))


def posted(written: Announcement, *, is_new: bool) -> Modal:
    """Confirm, and say what happens when the channel is out of reach."""
    if not is_new:
        return notice(
            "Posted already", f"This went to <#{written.channel}> before, and isn't posted twice.", final=True
        )
    told = (
        f"It goes to <#{written.channel}> now. "
        "If I can't post there, `/mentor announce` tells you why and keeps your words."
    )
    return notice("On its way", told, final=True)
