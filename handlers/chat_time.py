"""The time of a chat: set or moved by either side, and told to the other in their own time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    date_input,
    field_of,
    mention,
    message,
    moment,
    notice,
    number,
    quote,
    section,
    time_input,
)
from bot.desk import Desk
from bot.mentoring.chats import INTRODUCTION, Chat, ChatHasPassed, ChatIsOver, ChatState
from bot.mentoring.sessions import DateHasPassed, DateIsTooFar, check_ahead
from bot.picking import zone
from bot.slack import Open, Refresh, Reply, Visit
from bot.store import chats, letters
from bot.store.database import Database
from handlers import join
from handlers.home.seeking import talk
from handlers.offer_chat import introduction

HELP = "`/mentor chats` — your 20-minute chats: set a time, or say that you talked"
BOOKED = "chat_booked"


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("chats")(show)
    desk.action("chat_time")(choose)
    desk.view("chat_time")(save)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """List the chats somebody has ahead, and those of which they haven't said whether they'd like to go on."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        several = chats.to_look_at(db, join.known(db, actor))
    blocks = [block for chat in several for block in talk(chat, actor, now)]
    reply(message("Your 20-minute chats:", *blocks) if blocks else none_yet())


def choose(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Ask for a day and a time."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        chat = chats.theirs(db, number(action.get("value")), actor)
    if not chat.may_happen:
        raise ChatIsOver
    open_modal(form(chat, actor))


def save(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Keep the time and tell the other one; a time that can't be is said at its field."""
    given = Answers(view)
    on, clock = given.day("on"), given.clock("at")
    if on is None or clock is None:
        ack(response_action="errors", errors={"on" if on is None else "at": "Please pick a day and a time."})
        return
    try:
        with database.begin(workspace) as db:
            chat = chats.theirs(db, number(view.get("private_metadata")), actor, hold=True)
            person = next(each for each in chat.both if each.slack_id == actor)
            check_ahead(on, person.hours.local(now).date())
            arrange(db, chat, actor, person.hours.at(on, clock), now)
            words = confirmed(db, chat, actor, now)
    except (ChatHasPassed, DateHasPassed, DateIsTooFar) as refusal:
        ack(response_action="errors", errors={"on": refusal.sentence})
    else:
        ack(response_action="update", view=notice("Your chat", *words.blocks, final=True).payload)
        refresh()


def arrange(db: orm.Session, chat: Chat, actor: str, at: datetime, now: datetime) -> None:
    """Set the time, and tell the other one unless it is the time they know."""
    if chat.state is ChatState.SCHEDULED and chat.at == at:
        return
    chat.schedule(at, now)
    other = chat.partner_of(actor)
    letterbox.take_back(db, "another time", ask=chat.ask.id, kinds=(BOOKED, "chat_outcome"))
    moved = message(f"This chat has another time now: {moment(at)}.")
    letterbox.retire(db, moved, now, ask=chat.ask.id, kinds=(BOOKED, "chat_outcome"))
    introduce_with_it(db, chat)
    about, occasion = letterbox.About(ask=chat.ask.id), f"chat{chat.id}-{int(at.timestamp())}-{int(now.timestamp())}"
    letterbox.drop(db, other.slack_id, BOOKED, occasion, news(chat, actor), now, about=about)


def introduce_with_it(db: orm.Session, chat: Chat) -> None:
    """Let whoever hasn't read the introduction yet find the time in it."""
    unread = [letter for person in chat.both for letter in letters.waiting_for(db, person.slack_id)]
    for letter in unread:
        if letter.kind == INTRODUCTION and letter.ask_id == chat.ask.id:
            letter.reword(introduction(chat).payload)


def form(chat: Chat, actor: str) -> Modal:
    """Ask for a day and a time, on the clock of whoever sets it."""
    person = next(each for each in chat.both if each.slack_id == actor)
    here = person.hours.local(chat.at) if chat.at else None
    suggested = [section(f"These times were in the request:\n{quote(chat.ask.times)}")] if chat.ask.times else []
    blocks: Sequence[Block] = [
        *suggested,
        field_of("on", "Which day?", date_input(here.date() if here else None)),
        field_of(
            "at", "At what time?", time_input(here.time() if here else None), hint=f"On your clock, {zone(person)}."
        ),
    ]
    return Modal("chat_time", "20-minute chat", blocks, submit="Set the time", close="Cancel", about=str(chat.id))


def confirmed(db: orm.Session, chat: Chat, actor: str, now: datetime) -> Message:
    """Confirm the time."""
    other, at = chat.partner_of(actor), chat.at or now
    heard = will_hear(db, BOOKED, other, now, chat.at)
    return message(f"You talk to {mention(other.slack_id)} {moment(at)}, for 20 minutes. {heard}")


def news(chat: Chat, actor: str) -> Message:
    """Tell the other one the time."""
    told = f"{mention(actor)} suggests {moment(chat.at)} for your 20-minute chat." if chat.at else ""
    return message(
        f"{told} If that doesn't suit you, set another time.",
        actions(button("Set another time", "chat_time", chat.id, says="Set another time for this chat")),
    )


def none_yet() -> Message:
    """Say how to come by one."""
    return message(
        "You have no 20-minute chat ahead. It is the smallest thing to ask for, and takes nobody's place.",
        actions(button("Find somebody to ask", "open_find", style="primary")),
    )
