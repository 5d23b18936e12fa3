"""Effects: what came of a kind of nudge, beside those who never got it, and whether it earns its place."""

from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

ACTS_WITHIN = timedelta(days=7)
"""Five working days: who acts later acts for another reason."""
SENDS_BEFORE_JUDGING = 50
ACTIONS_LEAST = 0.10
STOPS_MOST = 0.02
NINETY_FIVE = 1.96
"""Standard deviations to either side that hold 95 of a hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What came of one kind of nudge. Who acted did what it is about; who tapped pressed anything under it."""

    kind: str
    sent: int = 0
    tapped: int = 0
    acted: int = 0
    """Of those who got it. Who was held out is measured in the same way."""
    answered: int = 0
    """Who acted, or tapped something other than to stop it."""
    stopped: int = 0
    held_out: int = 0
    acted_unasked: int = 0

    @property
    def lift(self) -> "Lift | None":
        """How many more of a hundred act when they are told; unknown while either side is empty."""
        if not self.sent or not self.held_out:
            return None
        told, untold = self.acted / self.sent, self.acted_unasked / self.held_out
        middle = _smoothed(self.acted, self.sent) - _smoothed(self.acted_unasked, self.held_out)
        spread = NINETY_FIVE * sqrt(
            _variance(self.acted, self.sent) + _variance(self.acted_unasked, self.held_out),
        )
        return Lift(told - untold, max(-1.0, middle - spread), min(1.0, middle + spread), self.sent + self.held_out)

    @property
    def why_not(self) -> str | None:
        """Say why this kind shouldn't be sent any more; None while it may (practice P13)."""
        if self.sent < SENDS_BEFORE_JUDGING:
            return None
        if self.stopped > STOPS_MOST * self.sent:
            return f"{self.stopped} of {self.sent} readers stopped it"
        if self.answered < ACTIONS_LEAST * self.sent:
            return f"{self.answered} of {self.sent} readers acted on it"
        return None


@dataclass(frozen=True, slots=True)
class Lift:
    """A difference between two shares, with the interval it most likely lies in, and how many were looked at."""

    by: float
    least: float
    most: float
    n: int

    def __str__(self) -> str:
        """Say it in hundredths."""
        return f"{self.by:+.0%} ({self.least:+.0%} to {self.most:+.0%}, n={self.n})"


def _smoothed(acted: int, among: int) -> float:
    """Estimate a share with one more who acts and one more who doesn't, which keeps small numbers honest."""
    return (acted + 1) / (among + 2)


def _variance(acted: int, among: int) -> float:
    share = _smoothed(acted, among)
    return share * (1 - share) / (among + 2)
