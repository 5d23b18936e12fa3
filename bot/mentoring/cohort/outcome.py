"""What a match comes to: pairs with their reasons, people left over with theirs, and what is proven."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.mentoring.cohort.fit import Barrier
from bot.mentoring.cohort.participants import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """A mentee and a mentor, what speaks for it, and how far the mentor is down the mentee's own list."""

    mentee: str
    mentor: str
    nth: int
    score: int
    parts: Mapping[str, int]
    mentor_points: int
    rank: int
    reasons: tuple[str, ...]
    missing: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """Somebody nobody was found for: the rules that kept mentors away, in numbers, and the next best step."""

    id: str
    barriers: Mapping[Barrier, int]
    possible: int
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A lock that cannot be, and why: in words for whoever may know all of it, and by its name."""

    mentee: str
    mentor: str
    why: str
    objection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What is proven about a match, with all that is needed to check it again.

    `prices` is what one place more with each mentor would cost: whatever they are, they bound every match; and so do
    `floor_prices`, where nothing counts but who has a mentor above the floor and what people chose themselves, of which
    `chosen` is kept. Whoever has several mentors is as well off as with the best of them. `plain` is the greatest total
    there is when nobody asks about the worst-off. The totals are of scores alone.
    """

    way: Way
    mentees: int
    matched: int
    chosen: int
    floor: int
    worst: int
    total: int
    bound: int
    proven: bool
    rounds: int
    plain_worst: int
    plain_total: int
    prices: Mapping[str, int] = field(default_factory=dict)
    floor_prices: Mapping[str, int] = field(default_factory=dict)
    blocking: int = 0
    blocking_pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One run, whole."""

    fingerprint: str
    solver: str
    seed: int
    certificate: Certificate
    pairs: tuple[Paired, ...]
    unmatched: tuple[LeftOver, ...]
    refused: tuple[Refused, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as lists and numbers, for programs."""
        return asdict(self)
