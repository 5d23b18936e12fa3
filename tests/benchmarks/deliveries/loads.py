"""Loads: how many letters wait in how many workspaces. Every contestant gets the same ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

A_DAY = 86_400.0
GIANT = "TGIANT"


class Addressed(NamedTuple):
    """One letter: its number, where and to whom it goes, and in how many seconds it is due."""

    number: int
    workspace: str
    reader: str
    due_in: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many letters in each of so many workspaces, perhaps one giant besides, and letters of another day."""

    name: str
    what: str
    workspaces: int
    each: int
    giant: int = 0
    later: int = 0
    apart: float = 0.0
    """Seconds between one letter's moment and the next one's; usually all are due at once."""

    @property
    def due(self) -> int:
        """How many letters are due in this run."""
        return self.workspaces * self.each + self.giant

    @property
    def places(self) -> Mapping[str, int]:
        """How many letters are due in each workspace."""
        return {f"T{number}": self.each for number in range(self.workspaces)} | (
            {GIANT: self.giant} if self.giant else {}
        )

    def letters(self) -> Iterator[Addressed]:
        """Address every letter, the giant's first: whoever takes turns by number serves it first."""
        number = 0
        for at in range(self.giant):
            number += 1
            yield Addressed(number, GIANT, f"UG{at}", 0.0)
        for turn in range(self.each):
            for place in range(self.workspaces):
                number += 1
                yield Addressed(number, f"T{place}", f"U{turn}", (number - 1) * self.apart)
        for at in range(self.later):
            number += 1
            place, turn = at % self.workspaces, at // self.workspaces % self.each
            yield Addressed(number, f"T{place}", f"U{turn}", A_DAY)


LOADS: Mapping[str, Load] = {
    load.name: load
    for load in (
        Load(name="S", what="10,000 letters in one workspace", workspaces=1, each=10_000),
        Load(name="M", what="50 workspaces, 200 letters each", workspaces=50, each=200),
        Load(
            name="L",
            what="500 workspaces, 200 letters each, 100,000 of another day",
            workspaces=500,
            each=200,
            later=100_000,
        ),
        Load(name="G", what="a giant with 50,000 letters among 499 with 10", workspaces=499, each=10, giant=50_000),
        Load(name="E", what="one workspace, four letters a second", workspaces=1, each=10_000, apart=0.25),
        Load(name="K", what="50 workspaces, 20 letters each, and a kill -9", workspaces=50, each=20),
    )
}
