"""A network: who plays which part for somebody, as they see it, and people they met and want to write to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

CONTACTS_MAX: Final = 5
"""In each part: more names are a list and no map."""


class Part(StrEnum):
    """The six parts that people play in a network that carries (practice A11)."""

    SKILL = "skill"
    HOUSE = "house"
    DOORS = "doors"
    PEER = "peer"
    OUTSIDE = "outside"
    JUNIOR = "junior"


PARTS: Final[Mapping[Part, str]] = {
    Part.SKILL: "Teaches me a skill",
    Part.HOUSE: "Knows how things work here",
    Part.DOORS: "Opens doors",
    Part.PEER: "Is in the same boat",
    Part.OUTSIDE: "Sees it from outside",
    Part.JUNIOR: "Is junior, and teaches me",
}


class NotTheirNote(Refusal):
    """That note isn't there any more, so nothing changed."""


class PartIsFull(Refusal):
    """There are five people in this part already. Take one off the map, and then add another."""


@dataclass(kw_only=True, eq=False)
class Contact:
    """Somebody on a person's map, known to its owner alone."""

    workspace: str
    owner: Person
    part: Part
    name: str
    at: datetime
    id: int = field(init=False, repr=False)


@dataclass(kw_only=True, eq=False)
class Encounter:
    """Somebody a person met, and what they'd like to say to them while it is fresh. Known to its owner alone."""

    workspace: str
    owner: Person
    who: str
    where: str
    at: datetime
    note: str = ""
    closed_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether nothing was written yet, and they didn't say that nothing is needed."""
        return self.closed_at is None

    def write(self, note: str, now: datetime) -> None:
        """Keep what they'd like to say; it may be written anew."""
        self.note, self.closed_at = note, self.closed_at or now

    def let_go(self, now: datetime) -> None:
        """Need no note."""
        self.closed_at = self.closed_at or now
