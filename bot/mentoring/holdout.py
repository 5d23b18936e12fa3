"""Holdout: which pairs never hear of one kind of nudge, so that it can be measured what saying it changes."""

from dataclasses import dataclass
from hashlib import sha256

WHOLE = 2**64


@dataclass(frozen=True, slots=True)
class Holdout:
    """Holds a share of all pairs out of each kind, always the same pairs, and other ones for another kind (P13)."""

    share: float = 0.10

    def holds(self, kind: str, workspace: str, subject: str) -> bool:
        """Tell whether this subject (a pair, a request, a person) is never told this kind of thing."""
        drawn = sha256(f"{kind}:{workspace}:{subject}".encode()).digest()[:8]
        return int.from_bytes(drawn) < self.share * WHOLE


NOBODY = Holdout(0)
"""Everybody hears everything: for demos and stories, and wherever nobody would look at the figures."""
