"""Brakes: what a lead holds back, at once and until they let go. It holds what was written already, too."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.mentoring.occasions import Class

FREE: Final = frozenset({"concern", "concern_kept", "concern_over", "contact_left", "hold_lifted", "welcome"})
"""What nobody may hold back: what concerns somebody's safety, and the answer to whoever joins."""
FOLLOWS: Final = {"ask_reminder": "ask"}
"""What reminds of something is held with it: nobody is reminded of what they haven't read."""


class Hold(StrEnum):
    """What can be held."""

    EVERYTHING = "everything"
    KIND = "kind"
    PAIR = "pair"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Brake:
    """One hold: of what, by whom, since when. `which` is a kind, or a number of a pair or program."""

    what: Hold
    which: str
    by: str
    since: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Brakes:
    """Everything that is held in one workspace."""

    everything: bool = False
    kinds: frozenset[str] = field(default_factory=frozenset)
    pairs: frozenset[int] = field(default_factory=frozenset)
    programs: frozenset[int] = field(default_factory=frozenset)

    def hold(self, kind: str, class_: Class, pair: int | None, program: int | None) -> bool:
        """Tell whether a letter is held; what leads are told about the program goes on, and so does what is free."""
        if kind in FREE or class_ is Class.LEAD:
            return False
        is_of_a_kind = kind in self.kinds or FOLLOWS.get(kind) in self.kinds
        return self.everything or is_of_a_kind or pair in self.pairs or program in self.programs


def together(several: Iterable[Brake]) -> Brakes:
    """Put the holds of one workspace together."""
    by_what: dict[Hold, set[str]] = {what: set() for what in Hold}
    for brake in several:
        by_what[brake.what].add(brake.which)
    return Brakes(
        everything=bool(by_what[Hold.EVERYTHING]),
        kinds=frozenset(by_what[Hold.KIND]),
        pairs=frozenset(int(each) for each in by_what[Hold.PAIR]),
        programs=frozenset(int(each) for each in by_what[Hold.PROGRAM]),
    )
