"""Hits: who answers a wish, how well, and by what."""

from collections.abc import Hashable
from typing import NamedTuple


class Hit(NamedTuple):
    """Who answers a wish: how far the need is met and the goal answered, in thousandths, and by which topics.

    `is_named` is whose name the wish is, and `is_guess` tells that it was typed with a slip in it. `is_meant` is who
    knows one of the skills that were understood, and does not merely use the same words; where no topic says
    so, `writes_of` is which one, or `hints_at` if what they write leaves doubts.
    """

    id: Hashable
    needs: int
    goals: int
    topics: tuple[str, ...] = ()
    is_named: bool = False
    is_meant: bool = True
    is_guess: bool = False
    writes_of: str = ""
    hints_at: str = ""

    @property
    def relevance(self) -> int:
        """How well the wish is answered, in thousandths: the need counts twice the goal."""
        return (2 * self.needs + self.goals) // 3
