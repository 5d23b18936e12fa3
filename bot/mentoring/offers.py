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
    PAUSED = "paused"
    NO_ROOM = "no_room"
    NO_LANGUAGE = "no_language"
    NO_OVERLAP = "no_overlap"
    NO_TOPIC = "no_topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one mentor offers, and how much of it is taken. What is not known stays empty and counts neither way."""

    person_id: int
    slack_id: str
    name: str
    title: str = ""
    department: str = ""
    level: int | None = None
    timezone: str = ""
    languages: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
    about: str = ""
    capacity: int = 1
    mentees: int = 0
    waiting: int = 0
    paused: bool = False
    new: bool = False

    @property
    def room(self) -> int:
        """How many more mentees fit."""
        return self.capacity - self.mentees


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Who is looking, and who must not be proposed to them.

    `excluded` are people blocked either way, `ended` those they already were or are paired with.
    """

    slack_id: str
    timezone: str = ""
    languages: frozenset[str] = frozenset()
    department: str = ""
    level: int | None = None
    above: frozenset[str] = frozenset()
    below: frozenset[str] | Callable[[str], bool] = frozenset()
    excluded: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()
    hours: tuple[int, int] = WORKING_DAY
