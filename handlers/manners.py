"""Manners: what every nudge offers to whoever finds it too much. Snooze, fewer, never again, silence."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Block, Message, beside, context, day, message
from bot.desk import Desk
from bot.mentoring.budgets import TOLD_ANYWAY
from bot.mentoring.letters import AGAIN, Letter
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.slack import Refresh, Replace, Visit
from bot.store import letters
from bot.store.database import Database
from handlers import join
from handlers.quiet.sorts import sort_of

A_WEEK = timedelta(days=7)
KEEPS = timedelta(days=14)
"""How long a reminder waits for somebody who is silent or away; later than that it would only puzzle them."""
SNOOZE = "snooze"
ROW = "manners"
LAST_TIME = "You asked me to remind you. I won't ask again about this. `/mentor quiet` changes when I write."


class NotTheirLetter(Refusal):
    """I can't find that among my messages to you, so nothing was changed. `/mentor quiet` has all settings."""


class RemindedBefore(Refusal):
    """I've reminded you of this already, and I won't do it again. `/mentor` shows what's next for you."""


class NothingOfTheKind(Refusal):
    """I don't know that choice any more, so nothing was changed. `/mentor quiet` has all settings."""


def register(desk: Desk) -> None:
    """Listen for the row under every nudge."""
    desk.action("snooze")(snooze)
    desk.action("manners")(mind_manners)


def snooze(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Remind them in a week, once."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        words = put_off(db, theirs(db, actor, action.get("value", ""), body), join.known(db, actor), now)
    replace(words)


def mind_manners(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Do what was chosen behind the three dots."""
    ack()
    actor = visit()
    verb, _, key = str((action.get("selected_option") or {}).get("value", "")).partition(":")
    with database.begin(workspace) as db:
        person, letter = join.known(db, actor), theirs(db, actor, key, body)
        words = obey(db, verb, letter, person, now)
    shown = (body.get("message") or {}).get("blocks") or []
    replace(beside(shown, ROW, words) if shown and still_asks(verb, letter) else words)
    refresh()


def still_asks(verb: str, letter: Letter) -> bool:
    """Tell whether a letter keeps what it asks: silence answers nothing, and a pair rests whatever they stop."""
    return verb == "pause" or (verb != SNOOZE and letter.kind in TOLD_ANYWAY)


def theirs(db: orm.Session, actor: str, key: str, body: Mapping[str, Any]) -> Letter:
    """Return the letter a choice is about, by its key or by the message it became; somebody else's is nobody's."""
    container = body.get("container") or {}
    said = letters.by_message(db, str(container.get("channel_id")), str(container.get("message_ts")))
    letter = letters.by_key(db, key) if key else said
    if letter is None or letter.to != actor:
        raise NotTheirLetter
    return letter


def obey(db: orm.Session, verb: str, letter: Letter, person: Person, now: datetime) -> Message:
    """Do what was chosen, and say what was done and how to undo it."""
    sort = sort_of(letter.kind)
    match verb:
        case "snooze":
            return put_off(db, letter, person, now)
        case "fewer":
            for kind in sort.kinds:
                person.slow_down(kind)
            letterbox.take_back(db, "fewer", to=person.slack_id, kinds=sort.kinds)
            told = f"{sort.label}: from now on at most one of each in four weeks. `/mentor quiet` undoes that."
        case "stop":
            for kind in sort.kinds:
                person.stop(kind)
            letterbox.take_back(db, "stopped", to=person.slack_id, kinds=sort.kinds)
            letter.stopped_at = letter.stopped_at or now
            but = f"{sort.but} " if sort.but else ""
            told = f"{sort.label}: I won't write about that any more. {but}`/mentor quiet` brings it back."
        case "pause":
            person.pause(None, now)
            told = (
                "I'm silent now. Only answers to what you do still come, and what waits for an answer of yours. "
                "`/mentor quiet` ends the silence."
            )
        case _:
            raise NothingOfTheKind
    letter.acknowledge(now)
    return message(told)


def put_off(db: orm.Session, letter: Letter, person: Person, now: datetime) -> Message:
    """Write the same letter once more for a week later. Asked twice, it is still one."""
    if letter.key.endswith(AGAIN):
        raise RemindedBefore
    if not letter.blocks:
        raise NotTheirLetter
    letter.acknowledge(now)
    wanted = reminder(letter, person.hours.working_days_after(now + A_WEEK - timedelta(days=1), 1), now)
    if not letters.write(db, wanted):
        known = letters.by_key(db, wanted.key)
        if known is None or not known.is_waiting:
            raise RemindedBefore
        wanted = known
    on = person.hours.local(wanted.due_at).date()
    return message(
        f"I'll remind you on {day(on)}, once, unless it's settled by then. `/mentor quiet` has all settings."
    )


def reminder(letter: Letter, at: datetime, now: datetime) -> Letter:
    """Copy a letter for later. It is asked for, so it belongs to the service and costs no nudge."""
    words = message(*without_snooze(letter.blocks), context(LAST_TIME)).payload
    return Letter(
        workspace=letter.workspace,
        to=letter.to,
        kind=letter.kind,
        class_=Class.SERVICE,
        key=f"{letter.key}{AGAIN}",
        text=words["text"],
        blocks=words["blocks"],
        due_at=at,
        written_at=now,
        expires_at=at + KEEPS,
        occasion=letter.occasion,
        pair_id=letter.pair_id,
        ask_id=letter.ask_id,
    )


def without_snooze(blocks: list[Block]) -> list[Block]:
    """Leave out the snooze, and the promise of quiet after why it came, which is of its own day."""
    kept: list[Block] = []
    for block in blocks:
        is_row = block.get("block_id") == ROW
        kept += (
            [block | {"elements": [_calmer(each) for each in block["elements"] if each["action_id"] != SNOOZE]}]
            if is_row
            else [block]
        )
        if block.get("block_id") == "why":
            break
    return kept


def _calmer(element: Block) -> Block:
    if element["type"] != "overflow":
        return element
    left = [each for each in element["options"] if not each["value"].startswith(SNOOZE)]
    return element | {"options": left}
