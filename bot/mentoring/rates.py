"""Rates: how fast letters go out in one workspace, learned from what Slack says to it (reliability 2.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PER_MINUTE = 120
"""What a workspace begins with: two letters a second."""
SLOWEST, FASTEST = 15, 300
"""Slack asks for "several hundred per minute" at most; below one in four seconds nobody would hear in time."""
BURST = 10
"""So many letters may go at once after a while without any: an introduction, its answer and a reminder don't wait."""
A_MINUTE = timedelta(minutes=1)
STEP = 10
"""By so many hundredths it gets faster after each minute in which Slack didn't complain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One workspace's pace: how many letters a minute, from when on the next may go, and since when it is so fast."""

    per_minute: int = PER_MINUTE
    next_at: datetime
    changed_at: datetime

    @classmethod
    def first(cls, now: datetime) -> "Rate":
        """Begin in a workspace where nothing was said lately."""
        return cls(next_at=now - A_MINUTE, changed_at=now)

    @property
    def between(self) -> timedelta:
        """How far apart letters are in the long run."""
        return A_MINUTE / self.per_minute

    def spent(self, now: datetime) -> "Rate":
        """Count one letter. What wasn't used is saved up for one burst and no longer."""
        rate = self._faster(now)
        saved = rate.between * (BURST - 1)
        return Rate(
            per_minute=rate.per_minute,
            next_at=max(rate.next_at, now - saved) + rate.between,
            changed_at=rate.changed_at,
        )

    def slowed(self, now: datetime) -> "Rate":
        """Go half as fast, because Slack said that it was too much; a burst saved up before is gone."""
        slower = max(SLOWEST, self.per_minute // 2)
        return Rate(per_minute=slower, next_at=max(self.next_at, now), changed_at=now)

    def _faster(self, now: datetime) -> "Rate":
        """Go a little faster after a minute of letters that Slack took without a word."""
        if self.per_minute >= FASTEST or now - self.changed_at < A_MINUTE:
            return self
        faster = min(FASTEST, self.per_minute + max(1, self.per_minute * STEP // 100))
        return Rate(per_minute=faster, next_at=self.next_at, changed_at=now)
