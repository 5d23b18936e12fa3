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
    match pick:
        case Pick.RESTART:
            return button("Find 20 minutes", "short_call", pair.id, style="primary", says="Find a date for 20 minutes")
        case Pick.SLOWER:
            return button("Slower rhythm", "slower", pair.id, style="primary", says="Choose a slower rhythm")
        case Pick.PAUSE:
            return button("Pause until…", "pause_pair", pair.id, style="primary", says="Pause until a date")
        case Pick.END:
            return button("Wrap up", "end_pair", pair.id, style="primary", says="Wrap up this pair")
