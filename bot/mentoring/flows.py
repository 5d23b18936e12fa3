"""Flows: which of the catalogue's messages may come up by themselves where a pair stands (practice R29).

This is the only place that knows. A nudge says which flow it is; rounds ask before they consider it, and again
before it is said.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import SPEAKS, Lifecycle, Stage
from bot.mentoring.occasions import Class, Due

OF_A_SESSION: Final = frozenset({"B4", "B5", "C2", "C3", "C4", "C5"})
"""What serves a session that somebody booked, whenever they meet."""
SILENCE: Final = frozenset({"D1", "D2", "D3", "D4", "D5", "D6"})
"""What is said about silence; a lead who looks after a pair in person silences it (practice P12)."""
FIRST_STEPS: Final = frozenset({"B1", "B2", "B3", "B6", "B7", "B8", "C1", "C8", "C13", "C14"})
"""With three that belong to cultivation by their number: without C1 a pair that met once would hear nothing until it is
late, C13 is what B7 asks on the thirtieth day, and C14 waits for two sessions by its own rule."""
ON_THE_WAY: Final = frozenset({"B6", "B8", *(f"C{number}" for number in range(1, 23))})
BY_STAGE: Final[Mapping[Stage, frozenset[str]]] = {
    Stage.INITIATION: FIRST_STEPS | OF_A_SESSION | SILENCE,
    Stage.CULTIVATION: ON_THE_WAY | OF_A_SESSION | SILENCE,
    Stage.SEPARATION: OF_A_SESSION | {"E1", "E2", "E3", "E4"},
    Stage.REDEFINITION: frozenset({"E5", "C15"}),
}
ALWAYS: Final = frozenset({Class.TRANSACTIONAL, Class.LEAD})
"""Another person waits, or has to know."""


def is_silent(lifecycle: Lifecycle) -> bool:
    """Tell whether nothing is said unasked about a pair that stands here."""
    return lifecycle not in SPEAKS


def may_fire(flow: str, class_: Class, facts: PairFacts) -> bool:
    """Tell whether a flow may come up where this pair stands; one without a number may while the pair is under way.

    Before two are introduced nobody hears of the pair otherwise, but for a session that they booked by themselves.
    """
    if class_ in ALWAYS:
        return True
    stage = facts.stage
    if facts.is_silent or stage is None or (facts.introduction_waits and flow not in OF_A_SESSION):
        return False
    return flow in BY_STAGE[stage] if flow else facts.meets


def allowed(flow: str, class_: Class, facts: PairFacts, dues: Iterable[Due]) -> Iterator[Due]:
    """Let those occasions through that may come up; what a lead silences comes up as much later."""
    if not may_fire(flow, class_, facts):
        return
    until = facts.pair.checked_in_until if flow in SILENCE else None
    for due in dues:
        wait = until - due.at if until and due.at < until else None
        yield replace(due, at=due.at + wait, until=due.until + wait) if wait else due
