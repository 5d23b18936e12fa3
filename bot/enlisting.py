"""Enlisting: a table of people is looked at, and then taken in: all of its lines, or its good ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import orm

from bot import reorganized
from bot.mentoring.enrolment import Directory, meant
from bot.mentoring.programs import Program
from bot.mentoring.roster import Roster, Slip
from bot.store import rosters
from bot.store.rosters import BY_TABLE, Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a table would change, and what is wrong with it; nothing is changed yet."""

    roster: Roster
    good: Sequence[Planned]
    slips: Sequence[Slip]

    @property
    def bad(self) -> int:
        """How many lines need a look."""
        return len({slip.line for slip in self.slips})

    @property
    def changing(self) -> list[Planned]:
        """The lines that change something about somebody."""
        return [each for each in self.good if each.is_new or each.changes]

    @property
    def in_numbers(self) -> str:
        """Say how many people are new, how many change, and how many don't."""
        new, changing = sum(each.is_new for each in self.good), len(self.changing)
        return f"{new} new, {changing - new} changed, {len(self.good) - changing} as they were."


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it besides: who is new on a program's list, and how many pairs were paused."""

    listed: int | None
    paused: int


def look(db: orm.Session, roster: Roster, directory: Directory | None, *, only_lists: bool = False) -> Look:
    """Look whom a table means and what it would change; without a directory the bot knows whom it has met.

    `only_lists` is for those who lead one program: what a table says about people is everybody's here, and not theirs.
    """
    found = meant(roster.entries, directory or rosters.directory(db))
    planned = rosters.plan(db, roster.entries, found)
    planned = [replace(each, changes=()) for each in planned] if only_lists else planned
    slips = sorted([*roster.slips, *found.slips], key=lambda slip: slip.line)
    bad = {slip.line for slip in slips}
    return Look(roster=roster, good=[each for each in planned if each.entry.line not in bad], slips=slips)


def take_in(db: orm.Session, seen: Look, program: Program | None, now: datetime, by: str = BY_TABLE) -> Taken:
    """Take in the good lines, in this transaction; pairs that come to share a reporting line are paused and asked."""
    rosters.carry_out(db, seen.good)
    listed = rosters.list_in(db, program, seen.good, now) if program else None
    if seen.changing or listed:
        rosters.note(db, program, now, by)
    return Taken(listed, reorganized.look(db, now) if rosters.moves_lines(seen.good) else 0)


def in_words(planned: Planned) -> str:
    """Tell the changes of one line."""
    parts = (f"{each.what} {_shown(each.was)} -> {_shown(each.becomes)}" for each in planned.changes)
    return "".join(f"; {part}" for part in parts)


def _shown(value: object) -> str:
    """Write a value as the table has it."""
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in value) or "nothing"
    return "nothing" if value in {None, ""} else str(value)
