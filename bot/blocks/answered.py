"""An answer in the place of its question, where one message asks about several things."""

from collections.abc import Iterable, Sequence

from bot.blocks.elements import Block, divider
from bot.blocks.surfaces import Message, message, said

WHY = "why"
"""The block that ends what the bot says unasked."""


def answered(shown: Sequence[Block], pressed: str, words: Message) -> Message:
    """Put the answer where its question was, and keep the other questions; a single question is replaced whole.

    Letters that travel together are one message with dividers between them. Without this, a tap on one of them
    would take away the others, unanswered.
    """
    parts = _split(shown[: _end(shown)])
    place = next((number for number, part in enumerate(parts) if _holds(part, pressed)), None)
    return words if place is None else settled(shown, place, len(parts), words)


def settled(shown: Sequence[Block], place: int, of: int, words: Message) -> Message:
    """Put words in the place of one of several questions; where they can't be told apart, in the place of all."""
    why = _end(shown)
    parts = _split(shown[:why])
    if why is None or len(parts) == 1 or len(parts) != of:
        return words
    parts[place] = list(words.blocks)
    first, *others = parts
    joined = [*first, *(block for part in others for block in (divider(), *part))]
    return message(*joined, *shown[why:])


def part_of(shown: Sequence[Block], place: int, of: int) -> Sequence[Block]:
    """Return one of several questions of a message; all of it where they can't be told apart."""
    parts = _split(shown[: _end(shown)])
    return parts[place] if len(parts) == of else shown


def without_buttons(shown: Sequence[Block]) -> list[Block]:
    """Return what is told, without what could be done about it and what was noted beside it."""
    told = (block for block in shown if block["type"] in {"header", "section"})
    return [{name: value for name, value in block.items() if name != "accessory"} for block in told]


def in_own_words(shown: Sequence[Block]) -> list[Block]:
    """Return what somebody said in their own words, and nothing that was said around them."""
    return [block for block in without_buttons(shown) if any(line.startswith(">") for line in said(block).splitlines())]


def corrected(shown: Sequence[Block], corrections: Iterable[tuple[str, str]]) -> list[Block]:
    """Return what is shown, with some words of what is told put right; its buttons and everything else stay."""
    several = list(corrections)
    return [_corrected(block, several) for block in shown]


def beside(shown: Sequence[Block], pressed: str, words: Message) -> Message:
    """Put words in the place of the row that was pressed, and keep what is asked above it with its buttons."""
    *_, asked = _split(shown[: _end(shown)])
    return message(*(block for block in asked if block.get("block_id") != pressed), *words.blocks)


def _corrected(block: Block, corrections: Iterable[tuple[str, str]]) -> Block:
    if block["type"] != "section" or "text" not in block:
        return block
    told = block["text"]["text"]
    for was, by_now in corrections:
        told = told.replace(was, by_now)
    return {**block, "text": {**block["text"], "text": told}}


def _end(shown: Sequence[Block]) -> int | None:
    return next((number for number, block in enumerate(shown) if block.get("block_id") == WHY), None)


def _split(blocks: Sequence[Block]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block["type"] == "divider":
            parts.append([])
        else:
            parts[-1].append(block)
    return parts


def _holds(part: Sequence[Block], pressed: str) -> bool:
    return any(block.get("block_id") == pressed for block in part)
