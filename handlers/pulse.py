"""Pulse: whether it is worth somebody's time, in one tap, and one more question for whoever likes (practice C13)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Block, Message, actions, button, choice, mention, message, number, option, section
from bot.desk import Desk
from bot.mentoring.answers import WORTH, Topic
from bot.mentoring.pairs import Pair
from bot.mentoring.pulses import SCALE, SECONDS, is_low, second
from bot.mentoring.refusals import Refusal
from bot.slack import Refresh, Replace, Visit
from bot.store import answers, pairs
from bot.store.database import Database
from handlers import fit_help


class NoSuchAnswer(Refusal):
    """That answer isn't one of those I offered, so nothing was kept. `/mentor` shows what's next for you."""


def register(desk: Desk) -> None:
    """Listen for the score and for the second question."""
    desk.action("pulse")(score)
    desk.action("pulse_second")(add)


def score(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the score for its author; a low one opens help, for them alone."""
    ack()
    actor = visit()
    about, _, said = chosen(action).partition(":")
    turn, _, value = said.partition("_")
    place, worth = number(turn), number(value)
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
        if not place or worth is None or worth not in SCALE:
            raise NoSuchAnswer
        answers.keep(db, pair, actor, Topic.PULSE, f"pulse{place}", str(worth), now, item=WORTH)
        pair.look_at = now
        words = fit_help.offer(pair, actor) if is_low(worth) else thanks(pair, actor, place)
    replace(words)
    refresh()


def add(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the second answer, and offer what fits it."""
    ack()
    actor = visit()
    about, turn, name, said = (*chosen(action).split(":"), "", "", "", "")[:4]
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
        if not number(turn) or name not in SECONDS or said not in SECONDS[name].options:
            raise NoSuchAnswer
        answers.keep(db, pair, actor, Topic.PULSE, f"pulse{number(turn)}", said, now, item=name)
        words = helpful(pair, actor, name, said)
    replace(words)
    refresh()


def chosen(action: Mapping[str, Any]) -> str:
    """Read what was chosen."""
    return str((action.get("selected_option") or {}).get("value", ""))


def thanks(pair: Pair, actor: str, place: int) -> Message:
    """Thank them, and put the question that has its turn; it can be left alone."""
    asked = second(place, is_mentor=pair.mentor.slack_id == actor)
    options = [option(label, f"{pair.id}:{place}:{asked.name}:{name}") for name, label in asked.options.items()]
    picker = choice("static_select", options, placeholder="If you like")
    return message(
        f"Thank you. Only you see what you said about your time with {mention(pair.partner_of(actor).slack_id)}.",
        section(f"One more, if you like: {asked.question}", picker | {"action_id": "pulse_second"}),
    )


def helpful(pair: Pair, actor: str, name: str, said: str) -> Message:
    """Answer with the one thing that may help, or with thanks alone."""
    if (name, said) == ("wish", "other"):
        return fit_help.offer(pair, actor)
    offered = following(pair, actor, name, said)
    told = "Noted, for you alone. This may help:" if offered else "Noted, for you alone. Thank you."
    return message(told, *([actions(offered)] if offered else []))


def following(pair: Pair, actor: str, name: str, said: str) -> Block | None:
    """Find what could follow from an answer."""
    is_mentee = pair.mentee.slack_id == actor
    match name, said:
        case ("rhythm", "much" | "little"):
            return button("Another rhythm", "choose_rhythm", pair.id, says="Ask for another rhythm")
        case ("clear", "hazy" | "not_yet") if is_mentee:
            return button("Word a goal", "new_goal", pair.id, says="Word what you work toward")
        case ("said", "partly" | "no") if is_mentee:
            return button("Agenda", "open_agenda", pair.id, says="Put it on the agenda, for you alone")
        case ("wish", "resource" | "lead"):
            return button("Ask a lead", "contact_lead", pair.id, says="Ask a lead for a word", confirm=fit_help.SURE)
        case _:
            return None
