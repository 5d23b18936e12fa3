"""Focus: whether somebody still wants the same from their mentoring, said alone (practice C18)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Message, actions, button, mention, message, number
from bot.desk import Desk
from bot.mentoring.answers import Topic
from bot.mentoring.pairs import Pair
from bot.slack import Refresh, Replace, Visit
from bot.store import answers, pairs
from bot.store.database import Database

SAID = {"focus_same": "same", "focus_adjust": "adjust", "focus_wrap_up": "wrap_up"}
OCCASION_MAX = 40


def register(desk: Desk) -> None:
    """Listen for the three answers."""
    desk.action("focus_same", "focus_adjust", "focus_wrap_up")(answer)


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
    """Keep the answer for its author, and offer what follows from it; nothing changes by itself."""
    ack()
    actor = visit()
    about, _, occasion = str(action.get("value")).partition(":")
    said = SAID[action["action_id"]]
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
        named = occasion.replace("_", "-")[:OCCASION_MAX]
        answers.keep(db, pair, actor, Topic.FOCUS, named, said, now)
        pair.look_at = now
        words = heard(pair, actor, said)
    replace(words)
    refresh()


def heard(pair: Pair, actor: str, said: str) -> Message:
    """Answer each in its own way."""
    partner = mention(pair.partner_of(actor).slack_id)
    match said:
        case "same":
            return message(f"Good to know: what you want from your time with {partner} is still the same.")
        case "adjust":
            goal = [button("Another goal", "new_goal", pair.id)] if pair.mentee.slack_id == actor else []
            agreement = button("What we agree on", "open_agreement", pair.id, says="Change what you two agree on")
            rhythm = button("Another rhythm", "choose_rhythm", pair.id, says="Ask for another rhythm")
            return message(
                f"Noted, for you alone. What would you like to change with {partner}?",
                actions(*goal, agreement, rhythm),
            )
        case _:
            return message(
                f"Noted, for you alone; nothing has ended. Wrapping up with {partner} takes one of you.",
                actions(button("Wrap up well", "wrap_up", pair.id, says="Wrap up this pair well")),
            )
