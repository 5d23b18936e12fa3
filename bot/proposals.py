"""Proposals: one way to go on with a stalled pair, put to both in the same words (practice D3)."""

from bot.blocks import Block, Message, actions, button, mention, message
from bot.mentoring.pairs import Pair
from bot.mentoring.picks import Pick

IDEAS = {
    Pick.RESTART: "starting again with one call of 20 minutes",
    Pick.SLOWER: "going on in a slower rhythm",
    Pick.PAUSE: "a pause until a date that suits you",
    Pick.END: "wrapping up with thanks",
}


def after_two_answers(pair: Pair, reader: str, pick: Pick) -> Message:
    """Propose the lighter of two answers."""
    partner = mention(pair.partner_of(reader).slack_id)
    return _proposal(f"You and {partner} have both answered.", pair, pick)


def after_one_answer(pair: Pair, reader: str, pick: Pick) -> Message:
    """Propose the only answer there is; who picked it is never said."""
    partner = mention(pair.partner_of(reader).slack_id)
    return _proposal(f"You and {partner} haven't met for a while.", pair, pick)


def _proposal(why: str, pair: Pair, pick: Pick) -> Message:
    return message(
        f"{why} I'd propose {IDEAS[pick]}. If that suits you, it takes one of you.",
        actions(
            _does_it(pair, pick),
            button("Keep it going", "keep_pair", pair.id, says="Keep this pair going as it is"),
        ),
    )


def _does_it(pair: Pair, pick: Pick) -> Block:
    label, act, says = {
        Pick.RESTART: ("Find 20 minutes", "short_call", "Find a date for 20 minutes"),
        Pick.SLOWER: ("Slower rhythm", "slower", "Choose a slower rhythm"),
        Pick.PAUSE: ("Pause until…", "pause_pair", "Pause until a date"),
        Pick.END: ("Wrap up", "end_pair", "Wrap up this pair"),
    }[pick]
    return button(label, act, pair.id, style="primary", says=says)
