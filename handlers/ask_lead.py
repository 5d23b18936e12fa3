"""Ask the program lead: somebody who can't go on alone writes to those who lead, in their own words and by choice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, letterbox, windows
from bot.blocks import (
    Answers,
    Message,
    Modal,
    context,
    field_of,
    listed,
    mention,
    message,
    notice,
    quote,
    section,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.slack import Open, Visit
from bot.store import inbox
from bot.store.database import Database
from bot.windows import Takes
from handlers import join

HELP = "`/mentor ask-lead` — write to the people who lead mentoring here, in your own words"
WORDS_MAX = 600
NAMED = 3
TAKES = Takes(words="words")


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("ask-lead")(ask)
    desk.action("ask_lead")(ask)
    desk.view("ask_lead")(send)


def ask(
    ack: Ack,
    body: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form, with whom it goes to, and with what was typed after the command."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        leads = reachable(db, actor)
        today = join.known(db, actor).hours.local(now).date()
    open_modal(windows.filled(form(leads), rest(body), TAKES, today))


def send(ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Write to every lead, once for each window that was sent off."""
    text = Answers(view).text("words")
    if not text or len(text) > WORDS_MAX:
        trouble = f"Please keep this within {WORDS_MAX} characters." if text else "Please write a sentence."
        ack(response_action="errors", errors={"words": trouble})
        return
    with database.begin(workspace) as db:
        leads = reachable(db, actor)
        if inbox.is_new(db, f"lead:{view['id']}", now):
            for lead in leads:
                words = letter(actor, text)
                letterbox.drop(db, lead.slack_id, "for_lead", f"view{view['id']}", words, now, class_=Class.LEAD)
    told = f"{who_reads(leads)} can read it now, with your name. They answer you directly."
    ack(response_action="update", view=notice("Sent", told, final=True).payload)


def reachable(db: orm.Session, actor: str) -> Sequence[Person]:
    """Return who can be written to: those who lead what they are in. Nobody writes to themselves."""
    leads = leadership.leads_for(db, join.known(db, actor))
    if not leads:
        raise leadership.NobodyLeads
    return leads


def who_reads(leads: Sequence[Person]) -> str:
    """Name the leads, or the first few of them."""
    more = ["others"] if len(leads) > NAMED else []
    return listed([*(mention(lead.slack_id) for lead in leads[:NAMED]), *more])


def form(leads: Sequence[Person]) -> Modal:
    """Ask for a few sentences, and say who will read them."""
    lead = "leads" if len(leads) == 1 else "lead"
    told = f"This goes to {who_reads(leads)}, who {lead} mentoring here, with your name and nothing else about you."
    words = text_input(lines=True, most=WORDS_MAX, placeholder="I look for somebody who …")
    blocks = [section(told), field_of("words", "What would you like to tell them?", words)]
    return Modal("ask_lead", "Ask the program lead", blocks, submit="Send", close="Cancel")


def letter(actor: str, text: str) -> Message:
    """Pass it on as it was written."""
    return message(
        f"{mention(actor)} asks for your help with mentoring. In their words:",
        quote(text),
        context("You get this because you lead the program. Please answer them directly."),
    )
