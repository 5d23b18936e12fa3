"""Rhythm wishes: what one of a pair is asked when the other would like to meet more, or less, often (practice C17)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm

from bot.arrivals import THEN
from bot.blocks import Block, Message, actions, button, mention, message, moment, section
from bot.mentoring.letters import Letter
from bot.mentoring.pairs import WISH_WAITS, Pair
from bot.mentoring.rhythms import every
from bot.store import pairs

KIND = "rhythm_wish"


def ask_later(db: orm.Session, held: Sequence[Letter], now: datetime) -> bool:
    """Give the two of a pair their whole time from now on where a lead's hold kept a wish from being read.

    What nudges go by meanwhile hangs on it, and the question says so; it is worded anew. Tell whether there was any.
    """
    waiting = pairs.these(db, {letter.pair_id for letter in held if letter.pair_id})
    several = {pair.id: pair for pair in waiting if pair.wish_lapses_at}
    for pair in several.values():
        pair.wished_at = pair.look_at = now
    for letter in held:
        if pair_asked := several.get(letter.pair_id or 0):
            letter.reword(question(pair_asked, letter.to).payload)
    return bool(several)


def question(pair: Pair, reader: str) -> Message:
    """Ask the other one."""
    return message(*asked(pair, reader))


def asked(pair: Pair, reader: str, *, is_held: bool = False) -> list[Block]:
    """Say what is wished, offer the answers, and say what happens without one; Home shows the same.

    While a lead's hold keeps the question from being read in a message, its days haven't begun.
    """
    wished = pair.wished_rhythm or pair.rhythm
    partner, about = mention(pair.partner_of(reader).slack_id), f"{pair.id}:{wished.days}"
    told = f"{partner} would like to meet {every(wished)} instead of {every(pair.rhythm)}. Would that suit you?"
    calm = f"No need to answer right away: {without(pair, is_held=is_held)}"
    return [
        section(f"{told} {calm}"),
        actions(
            button("That suits me", "confirm_rhythm", about, style="primary", says="Agree to the other rhythm"),
            button("Keep it as it is", "keep_rhythm", about, says="Keep the rhythm as it is"),
            button("Another one", "choose_rhythm", pair.id, says="Choose another rhythm"),
        ),
    ]


def without(pair: Pair, *, is_held: bool) -> str:
    """Say what happens while nobody answers; the question itself never closes."""
    lapses = pair.wish_lapses_at
    slower = every(max(pair.rhythm, pair.wished_rhythm or pair.rhythm))
    if lapses is None:
        return "it stays open."
    by = f"within {WISH_WAITS.days} days from when {THEN}" if is_held else f"by {moment(lapses)}"
    return f"it stays open. Unless you have answered {by}, I remind as if you met {slower}."
