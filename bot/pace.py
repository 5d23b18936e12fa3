"""The pace: how fast one person and one workspace may ask, so that nobody keeps the others waiting.

It is kept in memory and counted by each process for itself: a row would cost every command a write before its answer,
and several servers let a person ask at most so many times as fast. What must never happen twice or too often whatever
the server (a request to a mentor, a letter) is limited by rows and unique keys, and not here.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.mentoring.refusals import Refusal


class TooFast(Refusal):
    """That was a bit fast for me, so I did nothing this time. Please wait a moment and try again."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so long."""

    most: int
    within: timedelta


SEARCHES = (Limit(5, timedelta(seconds=10)), Limit(100, timedelta(hours=1)))
"""What one person may search: a search costs more than anything else here."""
ACTS = (Limit(100, timedelta(seconds=10)), Limit(3000, timedelta(hours=1)))
"""What one person may do besides, which is more than hands can."""
TEAM = (Limit(1000, timedelta(seconds=10)),)
"""What a whole workspace may do: an announcement with a button under it makes hundreds press at once."""
REMEMBERED = 10_000


class Pace:
    """Remembers who asked when, for as long as that counts, and only of the last ten thousand."""

    def __init__(
        self, searches: Sequence[Limit] = SEARCHES, acts: Sequence[Limit] = ACTS, team: Sequence[Limit] = TEAM
    ) -> None:
        """Take the limits; no limits let everybody do everything."""
        self._limits = {"search": searches, "act": acts, "team": team}
        self._asked: OrderedDict[tuple[str, ...], deque[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, workspace: str, person: str, *, search: bool, now: datetime) -> None:
        """Let somebody ask, or tell them that it is too fast; what was refused doesn't count."""
        kind = "search" if search else "act"
        with self._lock:
            if not (self._fits("team", ("team", workspace), now) and self._fits(kind, (kind, workspace, person), now)):
                raise TooFast
            for key in (("team", workspace), (kind, workspace, person)):
                self._asked.setdefault(key, deque()).append(now)
                self._asked.move_to_end(key)
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)

    def _fits(self, kind: str, key: tuple[str, ...], now: datetime) -> bool:
        limits, asked = self._limits[kind], self._asked.get(key) or deque()
        longest = max((limit.within for limit in limits), default=timedelta(0))
        while asked and now - asked[0] >= longest:
            asked.popleft()
        return all(sum(now - at < limit.within for at in asked) < limit.most for limit in limits)
