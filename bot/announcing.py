"""Announcing: an announcement in the words people see, and its way to them: one channel, or each person of a role.

To people it goes as one letter each, with a key that depends on nothing but the announcement and the person: whatever
is begun anew after a crash, nobody gets a second one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Block, Message, actions, button, context, escape, mention, message, section
from bot.blocks.links import linked, unlinked
from bot.mentoring.brakes import together
from bot.mentoring.occasions import Class
from bot.mentoring.programs import Program, Step
from bot.store import announcements, brakes, programs
from bot.store.announcements import CHANNEL, KIND, LATE, Announcement, Counts, State

PIECE_MAX = 500
"""Escaping makes a character five at most, and a section takes three thousand."""
BROADCAST = re.compile(r"@(channel|here|everyone)\b|<!(channel|here|everyone|subteam)\b", re.IGNORECASE)
PINGS: Final = {"channel": "<!channel>", "here": "<!here>"}
OUT_OF_REACH: Final = frozenset({"not_in_channel", "channel_not_found"})
ARCHIVED: Final = "is_archived"
IN_DOUBT: Final = "unsure"
AT_ONCE: Final = 2000
"""So many letters are written in one transaction; what comes after a crash goes on from there."""
APART: Final = timedelta(seconds=1)
"""Letters to many people are due so far apart: half of what a workspace takes, so that others find room."""
OUT_OF_DATE: Final = timedelta(days=7)
HELD_BACK: Final = "Announcements are held back here: what is on its way waits until `/mentor hold` lets it go."


def carry(db: orm.Session, written: Announcement, now: datetime) -> bool:
    """Write the next letters of an announcement; tell whether all are written."""
    since = written.send_at or now
    until = since + OUT_OF_DATE
    program = programs.one(db, written.program_id) if written.program_id else None
    if written.audience == CHANNEL:
        about = (KIND, str(written.id), as_seen(written, program), now)
        for channel in written.channels:
            letterbox.drop(db, channel, *about, class_=Class.BROADCAST, until=until)
        announcements.move(db, written.id, State.SENT)
        return True
    number, last = announcements.next_batch(db, written, AT_ONCE)
    before = announcements.last_due(db, written.id, written.upto)
    begin = max(now, since, before + APART if before else since)
    crowd = announcements.readers(written, last, APART)
    both = (to_mentee(written, program), to_mentor(written, program))
    letterbox.drop_copies(
        db, crowd, KIND, str(written.id), *both, now, class_=Class.BROADCAST, begin=begin, until=until
    )
    is_done = number < AT_ONCE
    announcements.move(db, written.id, State.SENT if is_done else State.GOING, upto=last)
    return is_done


def as_seen(written: Announcement, program: Program | None = None) -> Message:
    """Make the message that goes to a channel, with the button to take part in the program it is about."""
    join = taking_part(program) if program else [button("Join", "join", style="primary", says="Join mentoring")]
    ping = [section(PINGS[written.ping])] if written.ping in PINGS else []
    return message(*ping, *words(written), actions(*join, button("Find a mentor", "open_find")), signature(written))


def to_mentor(written: Announcement, program: Program | None = None) -> Message:
    """Make the message as a mentor sees it."""
    acts = [*([ones_part(program)] if program else []), button("What you offer", "open_offer")]
    return message(*words(written), actions(*acts), sender(written))


def to_mentee(written: Announcement, program: Program | None = None) -> Message:
    """Make the message as somebody sees it who doesn't mentor."""
    acts = [*([ones_part(program)] if program else []), button("Find a mentor", "open_find")]
    return message(*words(written), actions(*acts), sender(written))


def taking_part(program: Program) -> list[Block]:
    """Offer to take part in a program, unless enrolment is over; whoever does already sees their part."""
    if program.step is not Step.DRAFT and not program.takes_people:
        return []
    return [button("Take part", "enrol", program.id, style="primary", says=f"Take part in {program.name}")]


def ones_part(program: Program) -> Block:
    """Show their part to those who take part: a message about a program goes to nobody else."""
    return button("My part", "enrol", program.id, says=f"Change my part in {program.name}")


def words(written: Announcement) -> list[Block]:
    """Show title and text, safe to show: they ping nobody, and a web address in the text leads where it says."""
    return [section(f"*{escape(written.title)}*"), *(section(linked(piece)) for piece in pieces(written.body))]


def signature(written: Announcement) -> Block:
    """Say who tells this, and that joining is a choice."""
    return context(
        f"Posted for {mention(written.by)}, who leads mentoring here. Joining is your choice, and so is leaving."
    )


def sender(written: Announcement) -> Block:
    """Say who tells this, why it came, and how to hear less."""
    return context(
        f"Sent for {mention(written.by)}, who leads mentoring here. You get this because you joined; "
        "`/mentor quiet` says when I may write."
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


def dead_links(written: Announcement) -> list[str]:
    """Name what a lead may have meant as a link, and people can't click."""
    return unlinked(written.body) + [word for word in written.title.split() if "://" in word]


def why_not(code: str) -> str:
    """Say why something isn't in a channel, and what to do."""
    if code == LATE:
        return (
            f"It waited for more than {OUT_OF_DATE.days} days, held back or because I wasn't running, so I don't post "
            "it any more. If it is still true, post it again."
        )
    if code in OUT_OF_REACH:
        return "I'm not a member there: write `/invite @Mentor Bot` in the channel, then post it again."
    if code == ARCHIVED:
        return "The channel is archived: pick another one, or have it unarchived first."
    if code == IN_DOUBT:
        return "Slack didn't say whether it arrived. Please look into the channel before you post it again."
    return "Slack refused it. Pick another channel, or ask an admin whether apps may post there."


def unposted(written: Announcement, channel: str, code: str) -> Message:
    """Tell whoever wrote it that it isn't in a channel, and why."""
    return message(
        f"Your announcement “{escape(written.title)}” couldn't be posted in <#{channel}>. {why_not(code)}",
        actions(button("Post it again", "open_announce")),
        context("You get this because you announced it. What you wrote is kept."),
    )


def is_held(db: orm.Session) -> bool:
    """Tell whether a lead holds announcements back, with others of their kind or with everything."""
    return together(brakes.every(db)).hold(KIND, Class.BROADCAST, None, None)


def in_numbers(written: Announcement, counts: Counts, *, is_held: bool = False) -> str:
    """Say how far an announcement is, and why it didn't reach some; every screen says it like this."""
    away = "I wasn't running" if written.audience == CHANNEL else "they were away"
    waits = "held back" if is_held and counts.pending else "pending"
    told = f"{counts.delivered} delivered, {counts.pending} {waits}, {counts.failed} failed"
    late = f", {counts.late} not sent within {OUT_OF_DATE.days} days, as it was held back or {away}"
    dropped = f", {counts.dropped} not sent because they left or it was stopped"
    return told + late * bool(counts.late) + dropped * bool(counts.dropped)


def previews(written: Announcement, program: Program | None = None) -> Sequence[tuple[str, Message]]:
    """Show an announcement as each kind of reader sees it; a preview pings nobody."""
    if written.audience == CHANNEL:
        return (
            ("Mentors, mentees and everybody else there see the same:", as_seen(replace(written, ping=""), program)),
        )
    both = {
        "mentors": ("As a mentor sees it:", to_mentor(written, program)),
        "mentees": ("As a mentee sees it:", to_mentee(written, program)),
    }
    return tuple(both[role] for role in both if written.audience in {role, "everybody"})
