"""Rhythm wishes: what one of a pair is asked when the other would like to meet more, or less, often (practice C17)."""

from bot.blocks import Block, Message, actions, button, mention, message, moment, section
from bot.mentoring.pairs import Pair
from bot.mentoring.rhythms import every


def question(pair: Pair, reader: str) -> Message:
    """Ask the other one."""
    return message(*asked(pair, reader))


def asked(pair: Pair, reader: str) -> list[Block]:
    """Say what is wished, offer the answers, and say what happens without one; Home shows the same."""
    wished = pair.wished_rhythm or pair.rhythm
    partner, about = mention(pair.partner_of(reader).slack_id), f"{pair.id}:{wished.days}"
    told = f"{partner} would like to meet {every(wished)} instead of {every(pair.rhythm)}. Would that suit you?"
    calm = f"No need to answer right away: {without(pair)}"
    return [
        section(f"{told} {calm}"),
        actions(
            button("That suits me", "confirm_rhythm", about, style="primary", says="Agree to the other rhythm"),
            button("Keep it as it is", "keep_rhythm", about, says="Keep the rhythm as it is"),
            button("Another one", "choose_rhythm", pair.id, says="Choose another rhythm"),
        ),
    ]


def without(pair: Pair) -> str:
    """Say what happens while nobody answers; the question itself never closes."""
    lapses = pair.wish_lapses_at
    slower = every(max(pair.rhythm, pair.wished_rhythm or pair.rhythm))
    then = f" Unless you have answered by {moment(lapses)}, I remind as if you met {slower}." if lapses else ""
    return f"it stays open.{then}"
