"""Waits: how long something takes, where not everybody has come to the end of it yet."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

HALF: Final = 0.5
A_LITTLE: Final = 1e-9
"""Products of shares are half within so much."""


def middle(took: Sequence[float], waiting: Sequence[float]) -> float | None:
    """Return within how long half get there, where those who still wait count for as long as they have waited.

    Who waits is neither left out, which would make everything look quick, nor taken for slow: the estimate of Kaplan
    and Meier. With nobody waiting it is the median. Nothing, while fewer than half have got there.
    """
    arrivals = sorted(Counter(took).items())
    everybody, share, left = sorted([*took, *waiting]), 1.0, 0
    for turn, (after, number) in enumerate(arrivals):
        while everybody[left] < after:
            left += 1
        share *= 1 - number / (len(everybody) - left)
        if share < HALF - A_LITTLE:
            return after
        if share <= HALF + A_LITTLE:
            following = arrivals[turn + 1][0] if turn + 1 < len(arrivals) else after
            return (after + following) / 2
    return None
