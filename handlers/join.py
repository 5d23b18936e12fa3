"""Join: what will come, how often, how to stop, and who sees what. Nobody is written to without it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import absences, letterbox, tidings, withdrawals
from bot.almanac import holidays_near
from bot.blocks import Block, Message, actions, button, confirm, context, header, message, section
from bot.desk import Desk
from bot.mentoring.people import HasNotJoined, Person
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import inbox, people
from bot.store.database import Database

HELP = "`/mentor join` — join mentoring; `/mentor leave` — leave it, and hear nothing more"

DOUBLE_CLICK = timedelta(seconds=10)
PROMISES = (
    "*What comes:* answers to what you do here, reminders of sessions you booked, and now and then a nudge.",
    "*How often:* at most one nudge in seven days and three in four weeks, in your working hours only.",
    "*How to stop:* every nudge can be snoozed, reduced or stopped, and `/mentor quiet` stops everything.",
    (
        "*Who sees what:* your notes are yours until you share one. Program leads see states, dates and counts, "
        "never notes, answers or goals. I don't read anybody's conversations."
    ),
)

WELCOME = "Welcome to mentoring. You get this because you joined."
IN_SHORT = (
    "*What comes:* answers, reminders of sessions, now and then a nudge.",
    "*How often:* one nudge in seven days at most, in your working hours.",
    "*How to stop:* `/mentor quiet`, any time.",
    "*Who sees what:* your notes are yours; leads see dates and counts.",
)
"""The same in a letter, which is short; the whole is on Home before somebody joins, and behind the buttons after."""

WHAT_LEAVING_DOES = (
    "I'll stop writing to you, you offer nothing any more, and open requests, proposals and chats close."
)
NO_OFFER = "You offer nothing now. To take requests again, press *Offer to mentor*: your topics are still there."
FAREWELL = "You have left mentoring. I won't write to you any more. `/mentor join` brings you back any time."


def register(desk: Desk) -> None:
    """Listen for joining and leaving."""
    desk.command("join")(join)
    desk.command("leave")(ask_to_leave)
    desk.action("join")(join)
    desk.action("leave")(leave)


def join(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Opt in, by command, from App Home, or from under an announcement; a double click is answered once."""
    ack()
    actor = visit()
    container = body.get("container") or {}
    place = container.get("message_ts") or container.get("view_id")
    with database.begin(workspace) as db:
        first = not place or inbox.is_new(db, f"join:{actor}:{place}", now)
        person = known(db, actor)
        again = not first and person.joined_at is not None and now - person.joined_at < DOUBLE_CLICK
        words = joined(person)
        welcome(db, person, now)
    if not again:
        reply(words)
        refresh()


def ask_to_leave(ack: Ack, visit: Visit, reply: Reply) -> None:
    """Ask once before leaving."""
    ack()
    visit()
    reply(leaving())


def leave(
    ack: Ack, visit: Visit, replace: Replace, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Opt out: what waits to be said is taken back."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        part(db, known(db, actor), now)
    replace(message(FAREWELL))
    refresh()


def part(db: orm.Session, person: Person, now: datetime) -> None:
    """Take somebody out: nobody finds them any more, what waits to be said to them is taken back, partners are told."""
    was_in = person.has_joined
    person.leave()
    people.index(db, person)
    letterbox.take_back(db, "left", to=person.slack_id)
    if was_in:
        withdrawals.of_whoever_left(db, person, now)
        absences.tell(db, person, now)


def known(db: orm.Session, slack_id: str) -> Person:
    """Return the person who acts; visiting made sure that they are known."""
    person = people.known(db, slack_id)
    if person is None:
        raise HasNotJoined
    return person


def welcome(db: orm.Session, person: Person, now: datetime) -> None:
    """Opt somebody in; the first letter ever says what will come, how often and how to stop."""
    if not person.has_joined:
        person.join(now)
        tidings.look_again(db, person, now)
        absences.end(db, person, now)
    if person.welcomed_at is None:
        person.welcomed_at = now
        letterbox.drop(db, person.slack_id, "welcome", "once", hello(), now)


def hello() -> Message:
    """Greet somebody who joined."""
    nexts = actions(
        button("Find a mentor", "open_find", style="primary"),
        button("Offer to mentor", "open_offer"),
        button("When I may write", "open_quiet"),
        button("What is kept", "open_me", says="What is kept about me, and who sees it"),
    )
    return message(WELCOME, *IN_SHORT, nexts)


def about_holidays(person: Person) -> list[Block]:
    """Ask whether the country that their time zone suggests is theirs, as long as nobody has said."""
    guess = holidays_near(person.timezone)
    if guess is None or person.holidays_are_own or person.holidays.code:
        return []
    yes = button("Yes, I do", "keep_holidays", guess.code, says=f"Yes, I keep the public holidays of {guess}")
    asked = f"Do you keep the public holidays of {guess}? Then I won't write on those days. Others: `/mentor hours`."
    return [section(asked, yes)]


def promises() -> list[Block]:
    """Say what will come, how often, how to stop and who sees what."""
    return [section(promise) for promise in PROMISES]


def joined(person: Person) -> Message:
    """Confirm to somebody about to be in, and offer what comes next.

    Who comes back isn't written to, keeps what they wanted deleted, and hears that they don't mentor by that alone.
    """
    is_new = person.welcomed_at is None
    kept = ["Nothing of yours will be deleted: joining again called that off."] if person.erase_at else []
    offered = [NO_OFFER] if person.has_left and person.topics and not person.is_mentor else []
    told = "I've sent you a message with what will come, how often, and how to stop it."
    known = "`/mentor quiet` says when I write and how to stop it, and `/mentor me` what is kept."
    return message(
        "You're in. Welcome!",
        *kept,
        *offered,
        actions(button("Find a mentor", "open_find", style="primary"), button("Offer to mentor", "open_offer")),
        context(told if is_new else known),
    )


def invitation() -> list[Block]:
    """Explain mentoring here to somebody who hasn't joined."""
    return [
        header("Mentoring, right here in Slack"),
        section(
            "Find somebody who has done what you want to learn, ask them well, and keep going. "
            "Or offer an hour a month to somebody who could use yours."
        ),
        *promises(),
        actions(
            button("Join", "join", style="primary", says="Join mentoring"),
            button("Find a mentor", "open_find"),
            button("Offer to mentor", "open_offer"),
        ),
        context("Joining is your choice, and so is leaving. Nothing is told to your manager."),
    ]


def leaving() -> Message:
    """Ask once before leaving, and name the quieter way."""
    sure = confirm("Leave mentoring?", WHAT_LEAVING_DOES, "Leave")
    return message(
        "Leaving means I write nothing more to you. Pairs you are in stay until one of you ends them "
        "with `/mentor end`; requests and proposals that wait for an answer close, and so do 20-minute chats. What you "
        "offer ends, too: if you come back, you offer it anew. If it's only too much, a pause or fewer nudges may do.",
        actions(button("Quieter instead", "open_quiet"), button("Leave", "leave", style="danger", confirm=sure)),
    )
