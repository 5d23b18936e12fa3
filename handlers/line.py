"""Line: what each of two answers, alone, who came to share a reporting line (practice E12)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, reorganized
from bot.blocks import Message, actions, mention, message, number
from bot.desk import Desk, rest
from bot.mentoring.pairs import Pair
from bot.slack import Refresh, Replace, Reply, Visit
from bot.store import pairs
from bot.store.database import Database
from handlers.pairs import meant

HELP = "`/mentor line` — how to go on with somebody whose reporting line you came to share"


def register(desk: Desk) -> None:
    """Listen for the command, and for the answers."""
    desk.command("line")(ask)
    desk.action("line_peers", "line_lead")(answer)


def ask(ack: Ack, command: Mapping[str, Any], visit: Visit, reply: Reply, database: Database, workspace: str) -> None:
    """Ask again what is still open; whoever pressed a button too soon finds the others here."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        waiting = [pair for pair in meant(db, actor, rest(command)) if pair.line_since]
        words = [block for pair in waiting for block in reorganized.question(pair, actor).blocks]
    reply(message(*words) if words else NOTHING_TO_SETTLE)


def answer(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the answer, or ask a lead to get in touch."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor, hold=True)
        words = act(db, pair, actor, action["action_id"], now)
    replace(words)
    refresh()


def act(db: orm.Session, pair: Pair, actor: str, pressed: str, now: datetime) -> Message:
    """Do what one button means; asking a lead leaves the question open."""
    if pair.line_since is None:
        return message("That is settled, so nothing changed. `/mentor pairs` shows where you are.")
    if pressed == "line_lead":
        told = ASKED if reorganized.ask_leads(db, pair, actor, now) else leadership.NobodyLeads().sentence
        partner = mention(pair.partner_of(actor).slack_id)
        return message(
            f"{told} Until you and {partner} settle it, your pair is paused.", actions(*reorganized.answers(pair))
        )
    if reorganized.rather_be_peers(db, pair, actor, now):
        return message("Both of you have answered, thank you. I write to you.")
    return message("Noted, and only you and I know. Once both of you have answered, I write to you.")


ASKED = "I've asked the program leads to get in touch with you."
NOTHING_TO_SETTLE = message(
    "You share a reporting line with nobody you are a pair with, so there is nothing to settle."
)
