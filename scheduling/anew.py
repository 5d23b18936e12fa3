"""Anew: what is said so late that it isn't true any more is worded again, so that it is true when it is read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import orm

from bot import introductions, picking
from bot.blocks import Message, actions, message, number
from bot.blocks.surfaces import said
from bot.blocks.words import moments_in
from bot.mentoring.facts import INTRODUCTION
from bot.mentoring.letters import Letter
from bot.store import asks, pairs, times
from scheduling.lapses import requests

OF_A_DATE: Final = frozenset({"booked", "chat_booked", "topic"})
"""What tells somebody of a date that the other one set: the last moment in its first words."""
ANOTHER: Final = frozenset({"book_session", "chat_time"})
"""What can still be done about a date that has begun."""
TOO_LATE: Final = "I can tell you this only now, and by now it has begun:"
IF_NOT: Final = "If you two didn't meet, choose another time."

Worded = Iterator[tuple[Letter, Message]]


def word(db: orm.Session, letters: Iterable[Letter], now: datetime) -> None:
    """Put other words into letters that would name times that have passed, or somebody as gone who is back."""
    new = [each for each in letters if each.edits is None]
    for which in (_introductions, _proposals, _dates, _voided):
        for letter, words in which(db, new, now):
            letter.reword(words.payload)


def _introductions(db: orm.Session, letters: Sequence[Letter], now: datetime) -> Worded:
    late = [each for each in letters if each.kind == INTRODUCTION and introductions.comes_late(each.text, now)]
    known = {pair.id: pair for pair in pairs.these(db, [each.pair_id or 0 for each in late])} if late else {}
    for letter in late:
        if pair := known.get(letter.pair_id or 0):
            yield letter, introductions.introduction(pair, now)


def _proposals(db: orm.Session, letters: Sequence[Letter], now: datetime) -> Worded:
    about = {
        number(each.occasion.removeprefix(picking.KIND)) or 0: each for each in letters if each.kind == picking.KIND
    }
    for proposed in times.these(db, about) if about else ():
        if proposed.has_passed(now):
            yield about[proposed.id], picking.proposal(proposed, now)


def _dates(_: orm.Session, letters: Sequence[Letter], now: datetime) -> Worded:
    for letter in (each for each in letters if each.kind in OF_A_DATE):
        moments = moments_in(said(letter.blocks[0]))
        if moments and moments[-1] <= now:
            yield letter, _begun(letter.blocks)


def _voided(db: orm.Session, letters: Sequence[Letter], now: datetime) -> Worded:
    late = {each.ask_id: each for each in letters if each.kind == requests.VOID and each.ask_id is not None}
    for ask in asks.these(db, late) if late else ():
        yield late[ask.id], message(requests.why_void(ask, now), *late[ask.id].blocks[1:])


def _begun(blocks: Sequence[dict[str, Any]]) -> Message:
    """Say what was set and what is to be talked about, and offer nothing that is over, as a calendar's entry is."""
    told = [each for each in blocks if each["type"] == "section"]
    buttons = [button for each in blocks if each["type"] == "actions" for button in each["elements"]]
    return message(TOO_LATE, *told, IF_NOT, actions(*(each for each in buttons if each["action_id"] in ANOTHER)))
