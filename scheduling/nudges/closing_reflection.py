"""After the end each is asked once more, alone, to look back; the first time it is in the farewell itself (E3)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

FAREWELLS = frozenset({"completed", "redefined"})
AFTER = timedelta(days=7)
WINDOW = timedelta(days=7)


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask those who read the farewell and tapped nothing."""
    for reader in facts.readers:
        for told in facts.told:
            if told.kind in FAREWELLS and told.to == reader.slack_id and told.acknowledged_at is None:
                at = first_slot(reader, told.at + AFTER)
                yield from lasting(reader, at, at + WINDOW, f"{told.kind}-{told.at:%Y-%m-%d}")


def words(facts: PairFacts, due: Due) -> Message:
    """Offer it, and say that it is for the reader alone."""
    pair = facts.pair
    return message(
        f"Looking back on your mentoring with {mention(pair.partner_of(due.to).slack_id)}: four taps and a sentence, "
        "for you alone. No need to answer right away; I won't ask again.",
        actions(
            button("Look back", "look_back", pair.id, style="primary", says="Look back in five short questions"),
            button("No, thanks", "hide_message", says="Hide this message"),
        ),
    )


NUDGE = Nudge(
    kind="closing_reflection",
    flow="E3",
    about=PairFacts,
    class_=Class.TRANSACTIONAL,
    priority=8,
    why="You get this because your mentoring came to its end.",
    due=due,
    words=words,
    follows=FAREWELLS,
)
