"""Kept together in vain: whom the last match couldn't keep together, and the way to let go of the two."""

from collections.abc import Mapping

from bot.blocks import Block, button, context, mention, section
from bot.mentoring.cohort.locks import Objection, why

SHOWN = 8
SEPARATOR = ":"
OBJECTIONS = {str(each): each for each in Objection}


def kept_in_vain(program_id: int, several: Mapping[tuple[str, str], str]) -> list[Block]:
    """Name them, each with why, as far as it is anybody's business, and with a way to keep them together no more."""
    told = [
        section(
            f"Kept together in vain: {one} and {other}: {why(OBJECTIONS.get(objection), one, other)}.",
            button(
                "Don't keep together",
                "let_go_of_two",
                SEPARATOR.join((str(program_id), *both)),
                says="Keep these two together no more",
            ),
        )
        for both, objection in list(several.items())[:SHOWN]
        for one, other in [tuple(map(mention, both))]
    ]
    more = len(several) - SHOWN
    return [*told, *([context(f"And {more} more are kept together in vain.")] if more > 0 else [])]


def both_of(about: object) -> tuple[str, str]:
    """Read whom a button is about."""
    mentee, _, mentor = str(about).partition(SEPARATOR)[2].partition(SEPARATOR)
    return mentee, mentor
