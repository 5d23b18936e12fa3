"""The form of an announcement, how it will be seen, and what is said once it is on its way."""

from datetime import time
from zoneinfo import ZoneInfo

from bot import announcing
from bot.blocks import (
    Block,
    Modal,
    actions,
    button,
    channel_input,
    choice,
    context,
    date_input,
    divider,
    field_of,
    moment,
    notice,
    option,
    section,
    text_input,
    time_input,
)
from bot.mentoring.people import Person
from bot.store.announcements import CHANNEL, Announcement

TITLE_MAX = 100
BODY_MAX = 2000
OUT_OF_REACH = frozenset({"not_in_channel", "channel_not_found"})
AUDIENCES = {
    CHANNEL: "A channel",
    "mentors": "Every mentor who joined, in a message",
    "mentees": "Everybody who joined and doesn't mentor, in a message",
    "everybody": "Everybody who joined, in a message",
}
AT = time(10)


def trouble_of(last: Announcement, code: str) -> str:
    """Say why an announcement wasn't posted, and what to do."""
    told = f"Your last announcement couldn't be posted in <#{last.channel}>, and is filled in below."
    if code in OUT_OF_REACH:
        return f"{told} I'm not a member there: write `/invite @Mentor Bot` in the channel, then post it again."
    if code == "unsure":
        return f"{told} Slack didn't say whether it arrived. Please look into the channel before you post it again."
    return f"{told} Slack refused it. Pick another channel, or ask an admin whether apps may post there."


def form(by: Person, written: Announcement | None = None, *, about: str = "", told: str = "") -> Modal:
    """Ask for title, text, whom it is for, and when."""
    title, body, channel = (written.title, written.body, written.channel) if written else ("", "", None)
    audience = choice(
        "static_select",
        [option(text, name) for name, text in AUDIENCES.items()],
        chosen=written.audience if written else CHANNEL,
    )
    blocks: list[Block] = [
        *([section(told)] if told else []),
        field_of("title", "Title", text_input(initial=title, placeholder="Find a mentor this spring", most=TITLE_MAX)),
        field_of(
            "body",
            "What do you want to tell people?",
            text_input(initial=body, lines=True, most=BODY_MAX),
            hint="Two buttons come under it: Join, and Find a mentor. Your name stands there, too.",
        ),
        field_of("audience", "For whom?", audience),
        field_of(
            "channel",
            "Where?",
            channel_input(chosen=channel or None),
            hint="To post later in a private channel, I have to be a member: write /invite @Mentor Bot there.",
            optional=True,
        ),
        *when(by, written),
    ]
    return Modal("announce", "Announce", blocks, submit="Preview", close="Cancel", about=about)


def when(by: Person, written: Announcement | None) -> list[Block]:
    """Ask for when it is meant; nothing means now."""
    at = written.send_at.astimezone(ZoneInfo(by.timezone)) if written and written.send_at else None
    return [
        field_of("day", "On which day?", date_input(at.date() if at else None), hint="Empty means now.", optional=True),
        field_of("time", "At what time?", time_input(at.time() if at else AT), optional=True),
        field_of(
            "zone",
            "By the clock of which place?",
            text_input(initial=by.timezone, most=64),
            hint="A city or a time zone, where most people of the channel are.",
            optional=True,
        ),
    ]


def shown(written: Announcement, reach: int = 0) -> Modal:
    """Show it as people will see it; nothing is posted yet."""
    note = "I ping nobody: words such as @channel are shown as plain text." if announcing.pings(written) else ""
    where = f"people in <#{written.channel}>" if written.audience == CHANNEL else f"{reach} people"
    goes = f" It goes out {moment(written.send_at)}." if written.send_at else ""
    seen = [
        block
        for told, message in announcing.previews(written)
        for block in (*([context(told)] if told else []), *inert(message.blocks), divider())
    ]
    blocks: list[Block] = [
        context(f"This is how {where} will see it. Nothing is posted yet.{goes}"),
        *([context(note)] if note else []),
        divider(),
        *seen,
        actions(
            button("Back", "edit_announcement", says="Go back and change the announcement"),
            button("Send me a test", "test_announcement", says="Send it to me alone"),
        ),
    ]
    submit = "Schedule" if written.send_at else "Post"
    return Modal("post_announcement", "Preview", blocks, submit=submit, close="Cancel", about=str(written.id))


def inert(blocks: object) -> list[Block]:
    """Show buttons as words: those of a preview do nothing."""
    several: list[Block] = list(blocks)  # type: ignore[call-overload]  # blocks of a message
    return [
        context("Buttons: " + ", ".join(each["text"]["text"] for each in block["elements"]))
        if block["type"] == "actions"
        else block
        for block in several
    ]


def posted(written: Announcement, *, is_new: bool) -> Modal:
    """Confirm, and say how to see what becomes of it."""
    if not is_new:
        return notice("Posted already", "This is on its way already, and isn't posted twice.", final=True)
    where = f"<#{written.channel}>" if written.audience == CHANNEL else "each of them, about one person a second"
    at = moment(written.send_at) if written.send_at else "now"
    told = (
        f"It goes to {where} {at}. `/mentor announced` shows how far it is, and stops it. "
        "If I can't post there, `/mentor announce` tells you why and keeps your words."
    )
    return notice("On its way", told, final=True)
