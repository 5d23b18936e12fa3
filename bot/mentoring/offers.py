"""What a mentor offers, who is looking, and the rules that keep the two apart."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WORKING_DAY: Final = (9, 17)


class Rule(StrEnum):
    """Why someone is not proposed.

    Counts of BLOCKED are for the program's own books: showing them to anybody would give a block away.
    """

    SELF = "self"
    BLOCKED = "blocked"
    ENDED = "ended"
    LINE = "line"
    TEAM = "team"
    GUEST = "guest"
    AWAY = "away"
    PAUSED = "paused"
    NO_ROOM = "no_room"
    LEVEL = "level"
    NO_LANGUAGE = "no_language"
    NO_OVERLAP = "no_overlap"
    NO_TOPIC = "no_topic"


RELAXABLE: Final = frozenset({Rule.NO_OVERLAP, Rule.NO_LANGUAGE, Rule.LEVEL})
"""What a seeker may set aside for themselves: a call at an odd hour, a third language, somebody of their own level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """What a program may decide: whether one team may pair up, and how many levels a mentor has to be ahead."""

    same_team: bool = False
    levels_ahead: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one mentor offers, and how much of it is taken. What is not known stays empty and counts neither way.

    `paused` is who takes no requests now, `away` who asked for silence. `price` is how much others go without if this
    mentor is asked, in points of the score: what is scarce is for those who have no good second choice.
    """

    person_id: int
    slack_id: str
    name: str
    real_name: str = ""
    title: str = ""
    department: str = ""
    level: int | None = None
    manager: str | None = None
    timezone: str = ""
    languages: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    about: str = ""
    capacity: int = 1
    mentees: int = 0
    waiting: int = 0
    paused: bool = False
    away: bool = False
    guest: bool = False
    new: bool = False
    price: int = 0

    @property
    def room(self) -> int:
        """How many more mentees fit."""
        return self.capacity - self.mentees


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Who is looking, and who must not be proposed to them.

    `excluded` are people blocked either way, `ended` those they already were or are paired with, and
    `relaxed` the rules they set aside for themselves; only some can be.
    """

    slack_id: str
    timezone: str = ""
    languages: frozenset[str] = frozenset()
    department: str = ""
    level: int | None = None
    manager: str | None = None
    above: frozenset[str] = frozenset()
    below: frozenset[str] | Callable[[str], bool] = frozenset()
    excluded: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    relaxed: frozenset[Rule] = frozenset()
    hours: tuple[int, int] = WORKING_DAY
