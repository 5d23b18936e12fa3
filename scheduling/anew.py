"""Anew: what is said so late that times in it have passed is worded again, with those that are still to come."""

from datetime import datetime

from sqlalchemy import orm

from bot import introductions, picking
from bot.blocks import Message, number
from bot.mentoring.facts import INTRODUCTION
from bot.mentoring.letters import Letter
from bot.store import pairs, times


def worded(db: orm.Session, letter: Letter, now: datetime) -> None:
    """Put other words into a letter that would name times that have passed; every other one stays as it is."""
    say = WORDED_ANEW.get(letter.kind) if letter.edits is None else None
    words = say(db, letter, now) if say else None
    if words:
        letter.text, letter.blocks = words.payload["text"], words.payload["blocks"]


def _introduction(db: orm.Session, letter: Letter, now: datetime) -> Message | None:
    pair = pairs.one(db, letter.pair_id or 0) if introductions.comes_late(letter.text, now) else None
    return introductions.introduction(pair, now) if pair else None


def _times(db: orm.Session, letter: Letter, now: datetime) -> Message | None:
    proposed = times.one(db, number(letter.occasion.removeprefix(picking.KIND)) or 0)
    return picking.proposal(proposed, now) if proposed and proposed.has_passed(now) else None


WORDED_ANEW = {INTRODUCTION: _introduction, picking.KIND: _times}
