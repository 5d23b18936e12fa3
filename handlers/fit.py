"""Fit: how it feels after a first session, said alone. The other one sees nothing of it (practice B5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Message, mention, message, number
from bot.desk import Desk
from bot.mentoring.answers import Topic
from bot.mentoring.pairs import Pair
from bot.slack import Refresh, Replace, Visit
from bot.store import answers, pairs, sessions
from bot.store.database import Database
from handlers import fit_help
from handlers.log import NotTheirSession

SAID = {"fit_good": "good", "fit_early": "early", "fit_wrong": "wrong"}


def register(desk: Desk) -> None:
    """Listen for the three answers."""
    desk.action("fit_good", "fit_early", "fit_wrong")(answer)


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
    """Keep the answer for its author, and offer help where it isn't right."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        session = sessions.one(db, number(action.get("value")) or 0)
        if session is None or not session.pair.has(actor):
            raise NotTheirSession
        pair = pairs.theirs(db, session.pair.id, actor, hold=True)
        said = SAID[action["action_id"]]
        answers.keep(db, pair, actor, Topic.FIT, f"session{session.id}", said, now)
        pair.look_at = now
        words = heard(pair, actor, said)
    replace(words)
    refresh()


def heard(pair: Pair, actor: str, said: str) -> Message:
    """Thank them, or help."""
    partner = mention(pair.partner_of(actor).slack_id)
    match said:
        case "good":
            return message(f"Good to hear. Only you see what you said about your time with {partner}.")
        case "early":
            return message(f"That's fine. I'll ask once more after you and {partner} have met again.")
        case _:
            return fit_help.offer(pair, actor)
