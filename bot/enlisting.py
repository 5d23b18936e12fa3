"""Enlisting: a table of people is looked at, and then taken in: all of its lines, or its good ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import orm

from bot import reorganized
from bot.mentoring.enrolment import Directory, Stays, meant
from bot.mentoring.programs import Program
from bot.mentoring.roster import Roster, Slip
from bot.store import rosters
from bot.store.rosters import BY_TABLE, Listing, Planned

LINES_NAMED = 12
"""So many lines, or stretches of lines, are named in a row."""


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
        """The lines that change something about somebody, as far as that is told."""
        return [each for each in self.good if each.is_new or each.told]

    @property
    def in_numbers(self) -> str:
        """Say how many people are new, how many change, and how many don't."""
        new, changing = sum(each.is_new for each in self.good), len(self.changing)
        return f"{new} new, {changing - new} changed, {len(self.good) - changing} as they were."


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it besides: what changed on a program's list, and how many pairs were paused."""

    listed: Listing | None
    paused: int


def look(db: orm.Session, roster: Roster, directory: Directory | None, *, only_lists: bool = False) -> Look:
    """Look whom a table means and what it would change; without a directory the bot knows whom it has met.

    `only_lists` is for those who lead one program: what a table says about people is everybody's here, and not theirs.
    """
    found = meant(roster.entries, directory or rosters.directory(db), roster.doubled)
    planned = rosters.plan(db, roster.entries, found)
    planned = [replace(each, changes=(), stays={}, reports_to=None) for each in planned] if only_lists else planned
    slips = sorted([*roster.slips, *found.slips], key=lambda slip: slip.line)
    bad = {slip.line for slip in slips}
    return Look(roster=roster, good=[each for each in planned if each.entry.line not in bad], slips=slips)


def take_in(db: orm.Session, seen: Look, program: Program | None, now: datetime, by: str = BY_TABLE) -> Taken:
    """Take in the good lines, in this transaction; pairs that come to share a reporting line are paused and asked."""
    rosters.carry_out(db, seen.good)
    listed = rosters.list_in(db, program, seen.good, now) if program else None
    if any(each.is_new or each.changes or each.reports_to for each in seen.good) or (
        listed and (listed.new or listed.corrected)
    ):
        rosters.note(db, program, now, by)
    return Taken(listed, reorganized.look(db, now) if rosters.moves_lines(seen.good) else 0)


def on_the_list(db: orm.Session, seen: Look, program: Program | None) -> Listing:
    """Tell what the good lines would change on the list of a program."""
    return rosters.listing(db, program, seen.good) if program else Listing()


def to_change(seen: Look, listing: Listing) -> list[Planned]:
    """Pick the lines that change something about somebody, or as what they stand on the list."""
    return [each for each in seen.good if each.is_new or each.told or each.entry.line in listing.corrected]


def in_words(planned: Planned, listing: Listing) -> str:
    """Tell the changes of one line."""
    parts = [f"{each.what} {_shown(each.was)} -> {_shown(each.becomes)}" for each in planned.told]
    on_it = listing.corrected.get(planned.entry.line)
    parts += [f"on the list {on_it[0]} -> {on_it[1]}"] if on_it else []
    return "".join(f"; {part}" for part in parts)


def managers(seen: Look) -> list[str]:
    """Say in which lines managers are taken over. They are compared with nobody: whom somebody named is theirs."""
    lines = [each.entry.line for each in seen.good if each.reports_to]
    told = f"Managers are taken as the table has them ({stretches(lines)}), and counted as no change:"
    return [f"{told} who they were isn't told, and whoever named theirs in `/mentor me` keeps that."] if lines else []


def what_stays(seen: Look, listing: Listing) -> list[str]:
    """Say what the table says and doesn't change, why, and in which lines."""
    columns: dict[Stays, set[str]] = {}
    lines: dict[Stays, list[int]] = {}
    for each in seen.good:
        stays = {**each.stays, **({"role": Stays.LISTED} if each.entry.line in listing.kept else {})}
        for why in set(stays.values()):
            lines.setdefault(why, []).append(each.entry.line)
            columns.setdefault(why, set()).update(name for name, because in stays.items() if because is why)
    return [f"{', '.join(sorted(columns[why]))}: {why} ({stretches(lines[why])})" for why in Stays if why in lines]


def stretches(lines: Sequence[int]) -> str:
    """Name lines, those that follow each other as a stretch: lines 2, 4-9."""
    stretches: list[list[int]] = []
    for line in lines:
        if stretches and line == stretches[-1][-1] + 1:
            stretches[-1][1:] = [line]
        else:
            stretches.append([line])
    told = ["-".join(map(str, each)) for each in stretches[:LINES_NAMED]]
    more = ", ..." if len(stretches) > LINES_NAMED else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {', '.join(told)}{more}"


def _shown(value: object) -> str:
    """Write a value as the table has it."""
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in value) or "nothing"
    return "nothing" if value in {None, ""} else str(value)
