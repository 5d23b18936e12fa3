"""Tallies: what is counted while the bot works, for whoever watches it. No count names a person or a workspace."""

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BUCKETS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14400.0)
"""Seconds: from at once to half a working day."""


@dataclass(slots=True)
class Spread:
    """How long something took, in buckets, and altogether."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0


class Tallies:
    """Counts and spreads, by name and labels. Listeners, senders and ticks all add to them."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._counts: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        self._spreads: dict[str, Spread] = defaultdict(Spread)
        self._lock = threading.Lock()

    def count(self, name: str, *labels: str) -> None:
        """Count one."""
        with self._lock:
            self._counts[name][labels] += 1

    def took(self, name: str, seconds: float) -> None:
        """Note how long something took."""
        with self._lock:
            spread = self._spreads[name]
            spread.buckets[sum(seconds > limit for limit in BUCKETS)] += 1
            spread.total += seconds

    def counts(self, name: str) -> Mapping[tuple[str, ...], int]:
        """Return one kind of count as it is now."""
        with self._lock:
            return dict(self._counts[name])

    def spread(self, name: str) -> tuple[Sequence[int], float]:
        """Return one spread as it is now: how many in each bucket, and how long altogether."""
        with self._lock:
            spread = self._spreads[name]
            return tuple(spread.buckets), spread.total


TALLIES = Tallies()
"""Those of this process."""
