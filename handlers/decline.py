"""Decline: a no in one of four words, passed on kindly, with two others who fit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import hand_on, letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Message,
    Modal,
    choice,
    choices,
    field_of,
    mention,
    message,
    option,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.asks import Ask, Reason
from bot.mentoring.matching import Others
from bot.slack import Open, Refresh, Visit
from bot.store import others
from bot.store.database import Database
from handlers import answer

KIND = "ask_declined"
REPLY_MAX = 300
SHARE = "share"
CHOICES = {
    Reason.NO_ROOM: "I have no room right now",
    Reason.OTHER_EXPERTISE: "They need other expertise than mine",
    Reason.SOMEONE_ELSE: "Someone else suits them better",
    Reason.OTHER: "Another reason",
}
PASSED_ON = {
    Reason.NO_ROOM: "They have no room right now.",
    Reason.OTHER_EXPERTISE: "They think you need other expertise than theirs.",
    Reason.SOMEONE_ELSE: "They think someone else suits you better.",
    Reason.OTHER: "It doesn't work out for them right now.",
}


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("decline_ask")(choose)
    desk.view("decline")(decline)


def choose(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Ask for one of four reasons."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        ask = answer.waiting(db, action.get("value"), actor)
    open_modal(form(ask))


def decline(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Say not now. A sentence is passed on only if it was meant to be."""
    answers = Answers(view)
    reason = next((each for each in Reason if each == answers.choice("reason")), Reason.OTHER)
    reply = answers.text("reply") if SHARE in answers.choices("share") else ""
    if len(reply) > REPLY_MAX:
        ack(response_action="errors", errors={"reply": f"Please keep it to {REPLY_MAX} characters."})
        return
    with database.begin(workspace) as db:
        told = close(db, answer.waiting(db, view.get("private_metadata"), actor), reason, reply, now)
    ack(**answer.done(told))
    refresh()


def close(db: orm.Session, ask: Ask, reason: Reason, reply: str, now: datetime) -> Message:
    """Close the request with a no, and show the mentee who else fits; tell the mentor when that reaches them."""
    ask.decline(reason, reply, now)
    told = f"You said not now to {mention(ask.mentee.slack_id)}. It goes to them kindly, with others who may fit."
    answer.close(db, ask, message(told), now)
    db.flush()
    words = answered_no(ask, others.of(db, ask, now))
    about = letterbox.About(ask=ask.id)
    letterbox.drop(db, ask.mentee.slack_id, KIND, f"ask{ask.id}", words, now, about=about)
    return message(f"{told} {will_hear(db, KIND, ask.mentee, now)}")


def form(ask: Ask) -> Modal:
    """Ask for a reason; a sentence is welcome and not needed."""
    why = f"A no is fine. {mention(ask.mentee.slack_id)} gets the reason you choose, and others who may fit."
    reasons = choice("radio_buttons", [option(label, each) for each, label in CHOICES.items()], chosen=Reason.NO_ROOM)
    share = choices("checkboxes", [option("Pass this sentence on", SHARE)])
    blocks = [
        section(why),
        field_of("reason", "Reason", reasons),
        field_of("reply", "A sentence to them", text_input(lines=True, most=REPLY_MAX), optional=True),
        field_of("share", "Share it?", share, hint="Without a tick it is neither sent nor kept.", optional=True),
    ]
    return Modal("decline", "Not now", blocks, submit="Send", close="Back", about=str(ask.id))


def answered_no(ask: Ask, found: Others) -> Message:
    """Pass a no on: a neutral reason, the mentor's own words if they shared some, and others who fit (practice A7)."""
    reason = PASSED_ON[ask.reason or Reason.OTHER]
    told = f"{mention(ask.mentor.slack_id)} can't take your request on. {reason} That isn't about you."
    own = [f"In their words:\n{quote(ask.reply)}"] if ask.reply else []
    return message(told, *own, *hand_on.others(found, ask.mentor.slack_id))
