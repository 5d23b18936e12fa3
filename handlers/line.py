"""Line: what each of two answers, alone, who came to share a reporting line (practice E12)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells, reorganized
from bot.blocks import Message, mention, message, number
from bot.desk import Desk
from bot.mentoring import holds
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.slack import Refresh, Replace, Visit
from bot.store import concerns, pairs
from bot.store.database import Database

ASKED = message("I've asked the program leads to get in touch with you. Until then the pair is paused.")
NO_LEAD = message("There is no lead I could ask besides the two of you. A workspace admin may help.")


def register(desk: Desk) -> None:
    """Listen for the answers."""
    desk.action("line_peers", "line_lead")(answer)


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
        if not pairs.is_held_for(db, pair, holds.LINE_CHANGED):
            words = message("That is settled, so nothing changed. `/mentor pairs` shows where you are.")
        elif action["action_id"] == "line_lead":
            told = f"{mention(actor)} asks a lead to get in touch: they share a line with their partner."
            words = ASKED if reorganized.tell_leads(db, pair, told, now) else NO_LEAD
        else:
            words = as_peers(db, pair, actor, now)
    replace(words)
    refresh()


def as_peers(db: orm.Session, pair: Pair, actor: str, now: datetime) -> Message:
    """Go on as peers once both want to, and nothing else keeps the pair on hold."""
    occasion = f"line-{pair.on_hold_since:%Y-%m-%d}"
    both = len(pairs.pick(db, pair, actor, occasion, "peers", now)) == len(pair.both)
    if not both or concerns.still_open(db, pair):
        return message("Noted, and only you and I know. Once both of you have answered, I write to you.")
    holds.go_on_as_peers(pair, now)
    pairs.record(db, pair, Lifecycle.HOLD, by=actor, cause="peers", now=now)
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        told = message(f"You and {partner} go on as peers, without mentoring. I keep quiet about it.")
        farewells.tell(db, pair, reader, "peers", occasion, told, now)
    return message("Both of you have answered, thank you. I've written to you.")
