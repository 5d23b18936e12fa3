"""Moved ends: what becomes of pairs that wind down for the end of their program, once a lead moves that."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import orm

from bot import farewells, letterbox
from bot.blocks import Message, day, mention, message
from bot.mentoring import closings
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import last_days, pairs

W = TypeVar("W")


def tell(db: orm.Session, several: Iterable[Pair], was: datetime, asked_from: datetime | None, now: datetime) -> None:
    """Tell pairs that are asked how to go on, because their program's end was near, of the one that it has now.

    Where that is near as well the question stays, and names it. Else they go on, and are asked anew in time; but two
    who have both answered, and wrap up, do: the lighter of their wishes holds.
    """
    asked = list(several)
    decided = both_wrap_up(db, asked)
    open_ = [pair for pair in asked if pair.id not in decided]
    near = [pair for pair in open_ if _is_near(pair, asked_from, now)]
    letterbox.correct(
        db,
        "wind_down",
        _each(near, lambda pair, to: (_planned(pair, to, was), _planned(pair, to, pair.term_ends_at or was))),
        now,
    )
    far = [pair for pair in open_ if pair not in near]
    letterbox.retire_each(db, farewells.LAST_QUESTION, _each(far, moved), now)
    for pair in far:
        stood = pair.lifecycle
        closings.go_on_until_then(pair, now, asked_from)
        pairs.record(db, pair, stood, by=None, cause="the end of its program was moved", now=now)


def both_wrap_up(db: orm.Session, several: Iterable[Pair]) -> frozenset[int]:
    """Return which of these, by number, have both answered how to go on and wrap up."""
    asked = {pair.id: farewells.term_named(pair) for pair in several if pair.wound_down_at}
    return last_days.both_picked(db, asked)


def is_later(pair: Pair, ends: datetime | None) -> bool:
    """Tell whether an end, if there is one, comes after the last question of two who wrap up."""
    return ends is None or pair.closes_at is None or ends >= pair.closes_at


def _is_near(pair: Pair, asked_from: datetime | None, now: datetime) -> bool:
    nears = pair.end_nears_at
    return nears is not None and min(nears, asked_from or nears) <= now


def _planned(pair: Pair, reader: Person, ends_at: datetime) -> str:
    """Say until when two mean to meet, or meant to, as they are asked how to go on."""
    partner = mention(pair.partner_of(reader.slack_id).slack_id)
    return closings.PLANNED_UNTIL.format(partner=partner, day=_on(reader, ends_at))


def _on(reader: Person, at: datetime) -> str:
    return day(reader.hours.local(at).date())


def moved(pair: Pair, reader: Person) -> Message:
    """Say that what two were asked isn't asked any more, as their program goes on for longer.

    It names no day: that may be moved again, and these words stay.
    """
    partner = mention(pair.partner_of(reader.slack_id).slack_id)
    told = f"The end of your program was moved, so you and {partner} go on; `/mentor wrapup` shows until when."
    return message(f"{told} Nothing you answered here counts; near the end I ask you both again.")


def _each(several: Iterable[Pair], words: Callable[[Pair, Person], W]) -> dict[tuple[int, str], W]:
    return {(pair.id, reader.slack_id): words(pair, reader) for pair in several for reader in pair.both}
