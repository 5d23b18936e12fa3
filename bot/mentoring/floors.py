"""Floors: what many people said is told only where nobody can be picked out of it (practice rule 18)."""

from collections.abc import Mapping
from typing import Final

FLOOR: Final = 5
"""Answers without which an average would tell what somebody said."""


def may_be_shown(answers: Mapping[str, int]) -> frozenset[str]:
    """Return which groups may be shown beside their total, given how many answered in each.

    A group below the floor is hidden, and so is the next smallest: otherwise the total less the others would tell it.
    Groups in which nobody answered hide nothing.
    """
    spoken = sorted((name for name, number in answers.items() if number), key=lambda name: (answers[name], name))
    hidden = [name for name in spoken if answers[name] < FLOOR]
    shown = [name for name in spoken if name not in hidden]
    while hidden and shown and (len(hidden) == 1 or sum(answers[name] for name in hidden) < FLOOR):
        hidden.append(shown.pop(0))
    return frozenset(shown)


def has_enough(answers: int) -> bool:
    """Tell whether so many answers may be told of together."""
    return answers >= FLOOR
