"""Requests that nobody answered in time, or that can't be answered any more: closed kindly, with others who fit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import orm

from bot import hand_on, letterbox
from bot.blocks import Block, Message, button, mention, message, section
from bot.mentoring.asks import REQUEST, Ask
from bot.mentoring.matching import Others
from bot.store import asks, brakes, others, overdue
from bot.store.database import Database

VOID: Final = "ask_void"
AT_ONCE: Final = 10
"""Each needs a search for others who fit, and meanwhile nobody else can write to SQLite."""
NOTHING_TO_DO = "There is nothing for you to do."


def lapse(database: Database, now: datetime) -> int:
    """Close every request whose time has run out."""
    with database.everywhere() as db:
        over = overdue.asks_to_close(db, now)
    changed = 0
    for workspace, ids in _batches(over):
        with database.begin(workspace) as db:
            held = {letter.ask_id for letter in brakes.waiting(db, REQUEST)}
            for ask in overdue.undisturbed(db, ids):
                if ask.id in held and ask.open_until <= now:
                    ask.let_go(now)  # nobody's time runs out on what they can't have read
                found = others.of(db, ask, now) if is_over(ask, now) else Others()
                changed += close(db, ask, found, now)
    return changed


def is_over(ask: Ask, now: datetime) -> bool:
    """Tell whether a request can't or needn't be answered any more."""
    return ask.is_open and (ask.open_until <= now or not ask.mentor.has_joined or not ask.mentee.has_joined)


def close(db: orm.Session, ask: Ask, found: Others, now: datetime) -> bool:
    """Close a request if its time has run out, and tell the mentee; the mentor is told nothing."""
    if not is_over(ask, now):
        return False
    about, place = letterbox.About(ask=ask.id), ask.workspace
    letterbox.take_back(db, "closed", ask=ask.id)
    if ask.mentee.has_joined and ask.mentor.has_joined:
        ask.expire(now)
        ask.mentor.look_at = now
        kind, words = "ask_expired", expired(ask, found)
    else:
        ask.void(now)
        kind, words = VOID, void(ask, found, now)
    letterbox.retire(db, message(f"This request has closed by itself. {NOTHING_TO_DO}"), now, ask=ask.id)
    if ask.mentee.has_joined:
        letterbox.drop(db, ask.mentee.slack_id, kind, asks.told_of([ask]), words, now, about=about, workspace=place)
    return True


def expired(ask: Ask, found: Others) -> Message:
    """Say that there was no answer, and who else fits (practice A6)."""
    mentor = mention(ask.mentor.slack_id)
    told = f"Your request to {mentor} has closed. They couldn't get to it in time; that isn't about you."
    return message(told, *hand_on.others(found, ask.mentor.slack_id))


def void(ask: Ask, found: Others, now: datetime) -> Message:
    """Say that the mentor can't answer any more, and who else fits."""
    return message(why_void(ask, now), *hand_on.others(found, ask.mentor.slack_id))


def why_void(ask: Ask, now: datetime) -> Block:
    """Say why a request can't be answered any more, and that its mentor is back, once they are."""
    mentor = ask.mentor
    who, fault = mention(mentor.slack_id), "That isn't about you."
    if not mentor.has_joined:
        return section(f"{who} doesn't take part in mentoring any more, so your request to them has closed. {fault}")
    told = f"Your request to {who} has closed, as they were away from mentoring for a while. {fault}"
    if not mentor.offers_at(now):
        return section(f"{told} They are back by now, but take no requests now.")
    again = button("Ask again", "ask_mentor", mentor.slack_id, says=f"Ask {mentor.name} again")
    return section(f"{told} They are back by now, and you can ask them again.", again)


def _batches(found: Sequence[tuple[str, int]]) -> Iterator[tuple[str, Sequence[int]]]:
    by_workspace: dict[str, list[int]] = defaultdict(list)
    for workspace, number in found:
        by_workspace[workspace].append(number)
    for workspace, numbers in by_workspace.items():
        for start in range(0, len(numbers), AT_ONCE):
            yield workspace, numbers[start : start + AT_ONCE]
