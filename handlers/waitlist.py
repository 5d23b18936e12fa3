"""The waiting list: who found nobody hears once somebody offers, and how it stands meanwhile (practice A10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import leadership, letterbox
from bot.blocks import Message, actions, button, counted, escape, message
from bot.desk import Desk
from bot.mentoring.occasions import Class
from bot.mentoring.topics import topics
from bot.slack import Refresh, Reply, Visit
from bot.store import people, sought, withdrawn
from bot.store.database import Database
from handlers import join

HELP = "`/mentor waiting` — whether you wait for a mentor, and an end of it"
UPDATE = "waitlist"


def register(desk: Desk) -> None:
    """Listen for the command and both buttons."""
    desk.command("waiting")(show)
    desk.action("wait_for")(wait)
    desk.action("stop_waiting")(stop)


def wait(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Put them on the list for what the message above the button is about. That is joining, too."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        joins, is_new = not person.has_joined, person.waits_since is None
        join.welcome(db, person, now)
        person.wait(now, ", ".join(topics(str(action.get("value") or "")) or sought.by(db, person)))
        db.flush()
        wish = sought.waited_for(db, [person])[person.id]
        if is_new:
            year, week, _ = now.isocalendar()
            told = for_leads(len(people.waiting(db)))
            for lead in leadership.leads_for(db, person):
                letterbox.drop(db, lead.slack_id, "people_wait", f"{year}-{week}", told, now, class_=Class.LEAD)
    reply(waiting(wish, joins=joins))
    refresh()


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str) -> None:
    """Say whether they wait, and what for."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        is_waiting, wish = person.waits_since is not None, sought.waited_for(db, [person])[person.id]
    search = actions(button("Find a mentor", "open_find", style="primary"))
    reply(waiting(wish, joins=False) if is_waiting else message("You aren't on the waiting list.", search))


def stop(ack: Ack, visit: Visit, reply: Reply, refresh: Refresh, database: Database, workspace: str) -> None:
    """Take them off the list."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        person.stop_waiting()
        letterbox.take_back(db, "no longer waiting", to=actor, kinds=(UPDATE, withdrawn.NEWS))
    reply(message("You're off the waiting list.", actions(button("Find a mentor", "open_find"))))
    refresh()


def waiting(wish: str, *, joins: bool) -> Message:
    """Promise what comes, and say what pressing the button did."""
    what = f"“{escape(wish)}”" if wish else "what you look for"
    told = (
        f"I'll write to you once, when somebody who fits {what} has room. Every two weeks I tell you how it stands, "
        "three times at most; then you can ask anew. Asking me to tell you of something else replaces that."
    )
    joined = "You have joined mentoring with it; `/mentor leave` is the way out."
    meanwhile = actions(
        button("Try a chat", "try_chat", wish, says="Look for a 20-minute chat"),
        button("Ask the program lead", "ask_lead"),
        button("Stop waiting", "stop_waiting"),
    )
    return message(told, *([joined] if joins else []), meanwhile)


def for_leads(number: int) -> Message:
    """Tell a lead, once a week at most, how many wait; who they are and what for is theirs to tell."""
    who = f"{counted(number, 'person')} {'waits' if number == 1 else 'wait'}"
    return message(
        f"{who} for a mentor, because nobody who fits what they look for has room. "
        "You get this once a week at most, because you lead the program.",
        actions(button("Invite mentors in a channel", "open_announce")),
    )
