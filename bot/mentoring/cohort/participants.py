"""Who takes part in a cohort, and what was decided about them before anything is computed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from bot.mentoring.pairscore import Weights

MUTUAL_WISH: Final = 2000
"""What a wish of both counts, as much as a second choice: only people left alone, or other choices, outweigh it."""
A_THURSDAY_IN_SPRING: Final = datetime(2026, 4, 16, 12, tzinfo=UTC)
"""The day on which working hours are compared when nobody names one, so that the same file gives the same pairs."""


class Way(StrEnum):
    """How a cohort is matched."""

    BEST = "best"
    STABLE = "stable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One person in a cohort, as a mentee, as a mentor, or as both. What is not known stays empty."""

    id: str
    name: str = ""
    wants: tuple[str, ...] = ()
    goal: str = ""
    interests: tuple[str, ...] = ()
    mentors: int = 0
    topics: tuple[str, ...] = ()
    about: str = ""
    capacity: int = 0
    mentees: int = 0
    paused: bool = False
    department: str = ""
    team: str = ""
    level: int | None = None
    manager: str = ""
    languages: frozenset[str] = frozenset()
    timezone: str = ""
    wishes: tuple[str, ...] = ()

    @property
    def room(self) -> int:
        """How many more mentees fit now."""
        return 0 if self.paused else max(0, self.capacity - self.mentees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a lead decides about a match: the weights, the rules that may be relaxed, and how places are given.

    `mentors_each` replaces what mentees asked for. `crowding` is what each further mentee of a mentor costs, so that
    places are spread; `seed` decides among equals.
    """

    weights: Weights = field(default_factory=Weights)
    same_team: bool = False
    levels_ahead: int | None = 1
    hours: int = 2
    least: int = 250
    mentors_each: int | None = None
    crowding: int = 20
    floor: bool = True
    way: Way = Way.BEST
    seed: int = 0
    on: datetime = A_THURSDAY_IN_SPRING

    def plain(self) -> dict[str, Any]:
        """Return it as words and numbers, for keeping."""
        return asdict(self) | {"on": self.on.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The people to match, and what is decided about pairs of them.

    A pair of ids is a mentee and a mentor. `apart` holds whoever must never meet again or at all, in either direction:
    blocked, ended, or forbidden by the lead; which of them it was is nobody's business.
    `live` pairs stay as they are and are not judged; `locks` are the lead's, and are. `drawn` tells
    which pairs mentees chose in an earlier stage, and how much each choice counts.
    """

    participants: tuple[Participant, ...]
    live: frozenset[tuple[str, str]] = frozenset()
    locks: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    manager_of: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def fixed(self) -> frozenset[tuple[str, str]]:
        """The pairs that are not up for choice."""
        return self.live | self.locks

    @property
    def line(self) -> dict[str, str]:
        """Who reports to whom, also outside the cohort."""
        return {**self.manager_of, **{each.id: each.manager for each in self.participants if each.manager}}

    def without(self, ids: Iterable[str]) -> "Cohort":
        """Let people drop out, with every pair they were in: their partners' places are free again."""
        gone = set(ids)
        return replace(
            self,
            participants=tuple(each for each in self.participants if each.id not in gone),
            live=frozenset(pair for pair in self.live if gone.isdisjoint(pair)),
            locks=frozenset(pair for pair in self.locks if gone.isdisjoint(pair)),
        )


def in_order(cohort: Cohort, seed: int) -> list[Participant]:
    """Put people in an order that depends on the seed and their ids, never on the file or the alphabet."""
    return sorted(cohort.participants, key=lambda each: sha256(f"{seed}:{each.id}".encode()).digest())


def fingerprint(cohort: Cohort, policy: Policy) -> str:
    """Hash everything a match depends on: the same fingerprint means the same question."""
    told = {
        "participants": [_plain(each) for each in sorted(cohort.participants, key=lambda each: each.id)],
        "live": sorted(cohort.live),
        "locks": sorted(cohort.locks),
        "apart": sorted({tuple(sorted(pair)) for pair in cohort.apart}),
        "forbidden": sorted(cohort.forbidden),
        "line": cohort.line,
        "drawn": sorted([*pair, points] for pair, points in cohort.drawn.items()),
        "policy": policy.plain(),
    }
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _plain(participant: Participant) -> list[object]:
    told = [getattr(participant, each.name) for each in fields(Participant)]
    return [sorted(each) if isinstance(each, frozenset) else each for each in told]
