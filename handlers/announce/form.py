"""The form of an announcement, how it will be seen, and what is said once it is on its way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from bot import announcing
from bot.blocks import (
    Block,
    Modal,
    actions,
    button,
    channel_input,
    channels_input,
    choice,
    clip,
    confirm,
    context,
    counted,
    date_input,
    day,
    divider,
    escape,
    field_of,
    listed,
    moment,
    notice,
    option,
    section,
    text_input,
    time_input,
)
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, Step
from bot.store.announcements import CHANNEL, Announcement, State

TITLE_MAX = 100
BODY_MAX = 2000
AUDIENCES = {
    CHANNEL: "A channel",
    "mentors": "Every mentor who joined, in a message",
    "mentees": "Everybody who joined and doesn't mentor, in a message",
    "everybody": "Everybody who joined, in a message",
}
AT = time(10)
GENERAL = "general"
AWAY = button(
    "Throw it away",
    "discard_announcement",
    says="Throw away what you wrote",
    confirm=confirm("Throw it away?", "Your words are gone then. Nothing of them was posted.", "Throw it away"),
)
WITHOUT = actions(button("Back, without a ping", "unping_announcement"))
PROGRAMS_MAX = 90
ANEW = "`/mentor announced` offers to write it anew."
LINKS_NAMED, LINK_SHOWN = 3, 60
ENOUGH = 3
"""So often a program may be announced before its leads are asked to think twice (practice rule 28)."""


def trouble_of(last: Announcement, code: str) -> str:
    """Say why an announcement wasn't posted, and what to do."""
    told = f"Your last announcement couldn't be posted in {places(last)}, and is filled in below."
    return f"{told} {announcing.why_not(code)}"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who announces, and about what they may: these programs, and mentoring here as a whole or not."""

    person: Person
    programs: Sequence[Program]
    is_general: bool
    means: int | None = None
    """The program whose page they came from."""


def form(by: Writer, written: Announcement | None = None, *, about: str = "", told: str = "") -> Modal:
    """Ask for title, text, which program it is about, whom it is for, and when."""
    title, body, channel = (written.title, written.body, written.channel) if written else ("", "", None)
    audience = choice(
        "static_select",
        [option(text, name) for name, text in AUDIENCES.items()],
        chosen=written.audience if written else CHANNEL,
    )
    blocks: list[Block] = [
        *([section(told)] if told else []),
        *([actions(AWAY)] if written and written.state is State.DRAFT and about else []),
        field_of("title", "Title", text_input(initial=title, placeholder="Find a mentor this spring", most=TITLE_MAX)),
        field_of(
            "body",
            "What do you want to tell people?",
            text_input(initial=body, lines=True, most=BODY_MAX),
            hint="Two buttons come under it: to take part, and Find a mentor. Your name stands there, too. "
            "A web address such as https://example.com can be clicked in the text; it shows no preview.",
        ),
        *which_program(by, written),
        field_of("audience", "For whom?", audience),
        field_of(
            "channel",
            "Where?",
            channel_input(chosen=channel or None),
            hint="To post later in a private channel, I have to be a member: write /invite @Mentor Bot there.",
            optional=True,
        ),
        field_of(
            "also",
            "And in these channels, too",
            channels_input(written.also if written else ()),
            hint="I have to be a member of the private ones.",
            optional=True,
        ),
        *when(by.person, written),
    ]
    return Modal("announce", "Announce", blocks, submit="Preview", close="Cancel", about=about)


def which_program(by: Writer, written: Announcement | None) -> list[Block]:
    """Ask which program it is about, where there is one to choose."""
    general = [option("Mentoring in general", GENERAL)] if by.is_general else []
    options = [*general, *(option(program.name, program.id) for program in by.programs[:PROGRAMS_MAX])]
    if not by.programs:
        return []
    known = written.program_id if written else None
    chosen = known or by.means or (GENERAL if by.is_general else by.programs[0].id)
    return [
        field_of(
            "program",
            "What is it about?",
            choice("static_select", options, chosen=chosen),
            hint="Under a program stands a button to take part in it, and roles mean its people.",
        )
    ]


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


@dataclass(frozen=True, slots=True)
class Around:
    """What a preview says beside the words: whom it reaches, and of which program it is the how-manieth."""

    reach: int = 0
    program: Program | None = None
    before: int = 0
    unpinged: str = ""
    """Whom the one that waits pings, while what is shown pings nobody."""
    stopped: str = ""
    """Who stopped the one that waited, while this was written to take its place."""


def shown(written: Announcement, around: Around = Around()) -> Modal:
    """Show it as people will see it; nothing is posted yet."""
    where = f"people in {places(written)}" if written.audience == CHANNEL else counted(around.reach, "person")
    goes = f" It goes out {moment(written.send_at)}, by your own clock." if written.send_at else ""
    seen = [
        block
        for told, message in announcing.previews(written, around.program)
        for block in (*([context(told)] if told else []), *inert(message.blocks), divider())
    ]
    blocks: list[Block] = [
        context(f"This is how {where} will see it. Nothing is posted yet.{goes}"),
        *(context(note) for note in notes(written, around)),
        divider(),
        *seen,
        actions(
            button("Back", "edit_announcement", says="Go back and change the announcement"),
            button("Send me a test", "test_announcement", says="Send it to me alone"),
            *pinging(written),
            AWAY,
        ),
    ]
    submit = "Schedule" if written.send_at else "Post"
    return Modal("post_announcement", "Preview", blocks, submit=submit, close="Cancel", about=str(written.id))


def notes(written: Announcement, around: Around) -> list[str]:
    """Say what a lead should know before it goes out."""
    told = [around.stopped] if around.stopped else []
    told += [f"It pings {whom(written, f' in {places(written)}')}, once."] if written.ping else []
    if around.unpinged:
        again = " unless you ask for it again below" if written.audience == CHANNEL else ""
        told.append(f"The one that waits pings {around.unpinged}. This one pings nobody{again}.")
    if announcing.pings(written):
        told.append("Words such as @channel are shown as plain text, and ping nobody.")
    if dead := announcing.dead_links(written):
        named = ", ".join(escape(clip(each, LINK_SHOWN)) for each in dead[:LINKS_NAMED])
        told.append(f"Can't be clicked: {named}. A plain https:// address in the text can, without a name of its own.")
    program = around.program
    if program and not program.takes_people:
        opens = f" It opens on {day(program.opens_on)}." if program.opens_on and program.step is Step.DRAFT else ""
        told.append(f"Enrolment isn't open now: the button under it tells people so.{opens}")
    if around.before >= ENOUGH:
        told.append(f"It is announcement {around.before + 1} of this program. More than three make people look away.")
    return told


def loses_ping(written: Announcement) -> str:
    """Say, before it is changed, that whom it pings is asked anew."""
    if not written.ping:
        return ""
    return f"It pings {whom(written)}; changed, it pings nobody unless you ask again in the preview."


def whom(written: Announcement, where: str = "") -> str:
    """Say whom it pings: everybody who was counted, or only as many of them as are active then."""
    people_ = f"{counted(written.pinged, 'person')}{where}"
    return f"whoever of {people_} is active then" if written.ping == HERE else people_


def pinging(written: Announcement) -> list[Block]:
    """Offer to ping the people of the channels, or not to after all."""
    if written.audience != CHANNEL:
        return []
    if written.ping:
        return [button("Ping nobody", "unping_announcement")]
    return [button("Ping people, too…", "ping_announcement", says="Ping the people in the channel, too")]


def places(written: Announcement) -> str:
    """Name the channels."""
    return listed(f"<#{channel}>" for channel in written.channels)


HERE = "here"
IN_SEVERAL = " Whoever is in several of these is counted in each."


def sure(written: Announcement, numbers: Mapping[str, int]) -> Modal:
    """Ask once more before anybody is pinged, and name how many people that are: of several channels at the most."""
    every = sum(numbers.values())
    most, all_, again = ("", f"All {every}", "") if len(numbers) == 1 else ("up to ", "All", IN_SEVERAL)
    named = listed(f"{number} in <#{channel}>" for channel, number in numbers.items())
    people_ = counted(every, "person")
    options = [
        option(f"{all_} of them, wherever they are (@channel)", "channel"),
        option("Those of them who are active then (@here)", HERE),
    ]
    blocks: list[Block] = [
        section(
            f"*This pings {most}{people_}:* {named}. Each gets a notification, whether they take part or not.{again}"
        ),
        field_of("ping", "Whom?", choice("radio_buttons", options)),
        WITHOUT,
    ]
    about = f"{written.id}:{every}"
    return Modal("ping_announcement", "Ping people?", blocks, submit="Ping them", close="Cancel", about=about)


def not_known(written: Announcement, channels: Iterable[str]) -> Modal:
    """Say why nobody can be pinged."""
    named = listed(f"<#{channel}>" for channel in channels)
    told = (
        f"I can't see how many people are in {named}, so I don't ping them. An admin can allow me to count the members "
        "of public channels (`channels:read`). Without a ping it can be posted as it is."
    )
    return Modal("unpinged", "Nobody is pinged", [section(told), WITHOUT], about=str(written.id))


def inert(blocks: object) -> list[Block]:
    """Show buttons as words: those of a preview do nothing."""
    several: list[Block] = list(blocks)  # type: ignore[call-overload]  # blocks of a message
    return [
        context("Buttons: " + ", ".join(each["text"]["text"] for each in block["elements"]))
        if block["type"] == "actions"
        else block
        for block in several
    ]


def posted(written: Announcement, *, is_new: bool, is_held: bool = False, stopped: str = "") -> Modal:
    """Confirm, and say how to see what becomes of it; or who stopped it since it was posted."""
    if stopped:
        return notice("Stopped", f"{stopped} Nothing was posted now. {ANEW}", final=True)
    if not is_new:
        return notice("Posted already", "This is on its way already, and isn't posted twice.", final=True)
    at = f"{moment(written.send_at)} by your own clock" if written.send_at else "now"
    told = (
        f"It goes to {places(written)} {at}. If I can't post there, I write to you why, and keep your words."
        if written.audience == CHANNEL
        else f"It goes to each of them, beginning {at}: about one person a second, in their own working hours."
    )
    told += f" {announcing.HELD_BACK}" if is_held else ""
    told += " `/mentor announced` shows how far it is, and stops it."
    return notice("On its way", told, final=True)
