"""Profiles: people out of a CSV file, with the columns that are there, or a sentence about what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.mentoring import lines, sheets
from bot.mentoring.cells import WITHOUT_ID, NotMeant, is_zone, no_zone, number, twice
from bot.mentoring.refusals import Refusal
from bot.mentoring.sheets import Line, Remark, Sheet
from bot.mentoring.topics import tidy
from bot.problems import Problem

KNOWN: Final = (
    "id", "name", "title", "topics", "about", "department", "level", "manager", "languages", "timezone", "capacity",
)  # fmt: skip
OTHER_COLUMNS: Final = {
    "slack_id": "id",
    "person": "id",
    "skills": "topics",
    "offers": "topics",
    "bio": "about",
    "description": "about",
    "time_zone": "timezone",
    "reports_to": "manager",
    "places": "capacity",
}
"""Other names that people give to columns."""
TELLING: Final = ("topics", "about")
SHOWN, LONGEST_SHOWN = 12, 30
"""So many of a file's columns are named, and so much of each: a file that is no table has strange and long ones."""
BELOW_NONE: Final = "-"
LARGEST: Final = 200_000_000
"""Bytes: whoever searches a file is at the machine and may have many people in it."""


class ProfilesAreUnreadable(Problem):
    """The file can't be read as a list of people; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a file. What isn't there is empty."""

    id: str
    name: str = ""
    title: str = ""
    topics: tuple[str, ...] = ()
    about: str = ""
    department: str = ""
    level: int | None = None
    manager: str = ""
    languages: frozenset[str] = frozenset()
    timezone: str = ""
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Profiles:
    """The people of a file, and what is to be said about the file."""

    rows: list[Row]
    remarks: list[str]


def profiles_of(path: Path, *, with_lines: bool = False) -> Profiles:
    """Read a file of people; the first line names the columns, in any order and in capitals or not.

    With `with_lines`, what is odd about the reporting lines is remarked, too.
    """
    try:
        sheet = sheets.read(_bytes(path), OTHER_COLUMNS, largest=LARGEST)
    except Refusal as refusal:
        raise ProfilesAreUnreadable(f"{path} can't be used. {refusal.sentence} {_example()}") from refusal
    if not set(TELLING) & set(sheet.headings):
        raise ProfilesAreUnreadable(
            f"{path} can't be used. Nobody can be found in it, because it has neither a column topics nor a column "
            f"about; it has {_columns(sheet)}. {_example()}"
        )
    reading = _Reading(sheet)
    people = _with_managers(reading.rows)
    remarks = [*_of_the_file(path, sheet), *reading.told(path.name), *_emptiness(path, sheet, people)]
    return Profiles(people, [*remarks, *(_lines(path, people) if with_lines else ())])


def lines_of(path: Path) -> list[str]:
    """Read a file line by line; what ends a line is what an editor takes for it."""
    try:
        text = sheets.read_text(_bytes(path))
    except Refusal as refusal:
        raise ProfilesAreUnreadable(f"{path} is no text. Save it as UTF-8 and try again.") from refusal
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise ProfilesAreUnreadable(f"{path} can't be read: {trouble.strerror}.") from trouble


def _columns(sheet: Sheet) -> str:
    return _named(sheet.headings)


def _named(several: Sequence[str]) -> str:
    return ", ".join(tidy(each)[:LONGEST_SHOWN] for each in several[:SHOWN] if each)


def _example() -> str:
    return f"Its first line names the columns, such as: {','.join(KNOWN)}."


class _Reading:
    """Reads people line by line, and notes what can't be meant; what one can be found without leaves nobody out."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows: dict[str, Row] = {}
        self._remarks = [Remark(each, sheets.UNREADABLE) for each in sheet.unreadable]
        self._odd = defaultdict[str, list[Remark]](list)
        for place, line in enumerate(sheet.lines, start=1):
            # Where no column tells people apart, their places do.
            self._read(line, line["id"] if "id" in sheet.headings else str(place))

    def told(self, name: str) -> Iterator[str]:
        """Say what was noted in the order of the lines; of a column that is odd throughout, only of the first ones."""
        few = [remark for several in self._odd.values() for remark in several[:SHOWN]]
        for remark in sorted([*self._remarks, *few], key=lambda each: each.line):
            yield remark.about(name)
        for column, several in self._odd.items():
            if len(several) > SHOWN:
                yield f"{name}: the same goes for the {column} in {len(several) - SHOWN} more lines."

    def _read(self, line: Line, who: str) -> None:
        if line.has_surplus:
            self._remarks.append(Remark(line.number, sheets.SURPLUS, left_out=False))
        if not who or who in self.rows:
            self._remarks.append(Remark(line.number, twice(tidy(who)) if who else WITHOUT_ID))
            return
        self.rows[who] = _row(line, who)
        for column, why, left_out in _odd(line, who):
            self._odd[column].append(Remark(line.number, why, left_out))


def _odd(line: Line, who: str) -> Iterator[tuple[str, str, bool]]:
    """Name the columns that can't be meant, with what is wrong and whether nobody is found for it."""
    for column, otherwise in (("level", "unknown"), ("capacity", "1")):
        try:
            number(tidy(line[column]), column)
        except NotMeant as wrong:
            is_hidden = column == "capacity" and not _capacity(line[column])
            yield column, str(wrong) if is_hidden else f"{wrong}; taken as {otherwise}", is_hidden
    if (zone := tidy(line["timezone"])) and not is_zone(zone):
        yield "time zone", no_zone(zone, tidy(who)), False


def _of_the_file(path: Path, sheet: Sheet) -> Iterator[str]:
    if sheet.is_guessed:
        yield f"{path.name}: {sheets.GUESSED}."
    if strange := sheet.without(KNOWN):
        yield f"{path.name}: these columns mean nothing here: {_named(strange)}."


def _emptiness(path: Path, sheet: Sheet, rows: Iterable[Row]) -> Iterator[str]:
    if "topics" not in sheet.headings:
        yield f"{path.name} has no column topics, so nobody is found by that; it has {_columns(sheet)}."
    if not any(row.topics or row.about or row.title for row in rows):
        yield f"{path.name}: nobody in it says what they offer, so only names can be found."


def _lines(path: Path, people: Sequence[Row]) -> Iterator[str]:
    known, names = {row.id for row in people}, {row.name.casefold() for row in people}
    managers = dict.fromkeys(row.manager for row in people if row.manager and row.manager not in known)
    if strangers := [each for each in managers if each.casefold() not in names]:
        yield f"{path.name}: nobody in it is {_named(strangers)}, named as a manager; lines end there."
    if unclear := [each for each in managers if each.casefold() in names]:
        told = "whoever reports to that name is shown none of them: give ids instead"
        yield f"{path.name}: more than one person in it is {_named(unclear)}, named as a manager; {told}."


def _with_managers(rows: Mapping[str, Row]) -> list[Row]:
    named = {row.id: row.manager for row in rows.values() if row.manager}
    managers = lines.by_id(named, {row.id: row.name for row in rows.values()}) if named else {}
    return [replace(row, manager=managers[row.id]) if row.manager else row for row in rows.values()]


def _row(line: Line, who: str) -> Row:
    return Row(
        id=who,
        name=line["name"],
        title=line["title"],
        topics=_several(line["topics"]),
        about=line["about"],
        department=line["department"],
        level=_level(line["level"]),
        manager=line["manager"],
        languages=frozenset(_several(line["languages"].replace(",", ";"))),
        timezone=line["timezone"],
        capacity=_capacity(line["capacity"]),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for part in text.split(";") if (clean := tidy(part))))


def _level(text: str) -> int | None:
    try:
        return number(tidy(text), "level")
    except NotMeant:
        return None


def _capacity(text: str) -> int:
    """Read how many places somebody has: who has fewer than none has none, and of whom it isn't known, one."""
    try:
        found = number(tidy(text), "capacity")
    except NotMeant:
        return 0 if text.startswith(BELOW_NONE) else 1
    return 1 if found is None else found
