"""What earlier looks at a row still say: whether any pair outside the pool could gain by today's prices.

A row is looked at in full once, and the most that anybody outside the pool was worth after paying is kept with the
prices of that day. If no price has fallen by more than is missing, nobody outside the pool can be better now, and the
row need not be computed again. This is no guess: what is skipped is bounded, so the proof stays a proof.
"""

from typing import Final

import numpy as np

from bot.mentoring.cohort.network import Network, Numbers, Pool

NOBODY: Final = -(1 << 60)
UNSEEN: Final = 1 << 61
"""What somebody may be worth whom nobody has looked at."""


class Remembered:
    """The most that anybody outside the pool was worth to each mentee, and at which prices that was."""

    def __init__(self, network: Network) -> None:
        """Begin with nothing seen."""
        self._most = np.full(len(network.wanted), UNSEEN, np.int64)
        self._seen_at = np.zeros(len(network.wanted), np.intp)
        self._prices: list[Numbers] = [np.zeros(len(network.rooms), np.int64)]

    def note(self, at: int, net: Numbers, *pooled: Numbers) -> None:
        """Keep what a look at a row shows at the prices of this round; `pooled` are the mentors in the pool."""
        rest = net.copy()
        for places in pooled:
            rest[places] = NOBODY
        self._most[at] = rest.max(initial=NOBODY)
        self._seen_at[at] = len(self._prices) - 1

    def begin(self, prices: Numbers) -> Numbers:
        """Begin a round at new prices, and tell the most that anybody outside the pool can be worth to each mentee."""
        fallen = np.array([(then - prices).max(initial=NOBODY) for then in self._prices], np.int64)
        self._prices.append(prices)
        return self._most + fallen[self._seen_at]


def most_in_pool(network: Network, pool: Pool, prices: Numbers) -> Numbers:
    """Tell the most that anybody in the pool is worth to each mentee after paying."""
    most = np.full(len(network.wanted), NOBODY, np.int64)
    np.maximum.at(most, pool.mentee, pool.worth - prices[pool.mentor])
    return most
