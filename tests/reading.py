"""How long something reads: every sentence, every label, and what stands beside them, as a reader counts."""

import re
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from bot.blocks import Block
from bot.blocks import said as read_aloud
from bot.mentoring.letters import Letter
from bot.mentoring.occasions import Class
from bot.store.database import Database
from bot.store.tables.letters import letters

WORDS_MAX = 60
A_MOMENT = re.compile(r"<!date\^[^>]*>")
AS_SHOWN = "Thu 5 March 10:00"
OWN_WORDS = re.compile(r"^>.*$", re.MULTILINE)
BY_A_LEAD = (Class.LEAD, Class.BROADCAST)
AT_LENGTH = {
    "agreement_differs": "lists what the two said",
    "agreement_proposed": "lists what is to hold",
    "audit_shared": "lists what the two share, and three questions to talk about",
    "mentor_cards": "brings the three cards that whoever begins to mentor reads once",
}
"""Kinds that are longer, each with its reason."""


def elements(blocks: Iterable[Block]) -> Iterator[Block]:
    """Find everything that can be tapped."""
    for block in blocks:
        yield from block.get("elements", ()) if block["type"] == "actions" else ()
        yield from [block["accessory"]] if "accessory" in block else ()


def words_in(blocks: Sequence[Block]) -> list[str]:
    """Count as a reader does: sentences, and what is written on buttons and fields."""
    labels = [each.get("text") or each.get("placeholder") for each in elements(blocks)]
    shown = [*map(read_aloud, blocks), *(label["text"] for label in labels if label)]
    return [word for part in shown for word in counted_words(part)]


def counted_words(text: str) -> list[str]:
    """Read a text as Slack shows it, word by word."""
    return [word for word in A_MOMENT.sub(AS_SHOWN, text).split() if re.search(r"\w", word)]


def too_long(database: Database, workspace: str) -> list[str]:
    """List the letters that read too long, each part of those that travel together by itself.

    Labels aren't counted, and neither is what people typed: that is theirs to measure.
    """
    with database.look(workspace) as db:
        written = db.scalars(sa.select(Letter).where(letters.c.class_.not_in(BY_A_LEAD))).all()
    told = [(each.kind, part) for each in written if each.kind not in AT_LENGTH for part in parts(each.blocks)]
    counted = [(kind, counted_words(OWN_WORDS.sub("", "\n".join(map(read_aloud, part))))) for kind, part in told]
    return [f"{kind}: {len(words)} words: {' '.join(words)}" for kind, words in counted if len(words) > WORDS_MAX]


def parts(blocks: Sequence[Block]) -> list[list[Block]]:
    """Split what travels together at its dividers."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if block["type"] == "divider":
            found.append([])
        found[-1].append(block)
    return found
